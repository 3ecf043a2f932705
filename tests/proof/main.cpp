// SPDX-License-Identifier: GPL-3.0-or-later
// boresight_verdicts: makes sessions with a known truth, has them fitted, and prints what came out beside what is
// required. Each run is kept as it is done. Exit code 1 where a requirement isn't met or a figure is worse than stored,
// 2 where the arguments are wrong.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <optional>
#include <thread>

#include "tests/proof/figure_table.h"
#include "tests/proof/kept_runs.h"
#include "tests/proof/rows.h"

namespace boresight::proof {
namespace {

constexpr std::size_t quick_runs = 200;

struct Wish {
    bool quick = false, list = false, resume = false, fresh = false, store = false, guard = false;
    std::size_t runs = 0;
    std::uint64_t shift = 0;
    unsigned threads = std::thread::hardware_concurrency();
    std::vector<std::string> names;
    std::string folder = BORESIGHT_TREE "/build/verdicts", table = BORESIGHT_TREE "/docs/verdicts.csv";

    std::size_t runs_of(const Row& row) const {
        return runs > 0 ? runs : quick ? std::min(quick_runs, row.runs) : row.runs;
    }
    bool takes(const Row& row) const {
        if (names.empty()) return !quick || row.quick;
        return std::find(names.begin(), names.end(), row.name) != names.end();
    }
    KeptRuns::Setting kept(const std::string& fingerprint) const {
        return {.folder = folder, .fingerprint = fingerprint, .any_program = resume, .fresh = fresh};
    }
};

std::string required(const Figure& figure) {
    if (figure.least) return fmt::format(">= {:g}", *figure.least);
    return figure.most ? fmt::format("<= {:g}", *figure.most) : "";
}

std::string duration_words(double seconds) {
    return seconds < 90 ? fmt::format("{:.0f} s", seconds) : fmt::format("{:.0f} min", seconds / 60);
}

std::vector<std::uint64_t> missing(const Row& row, const KeptRuns& kept, const Wish& wish) {
    std::vector<std::uint64_t> seeds;
    for (std::size_t k = 0; k < wish.runs_of(row); ++k)
        if (const std::uint64_t seed = row.seed + wish.shift + k; !kept.runs().contains(seed)) seeds.push_back(seed);
    return seeds;
}

// How much slower this machine is, now, than the one the rows' seconds are from: by the first run that is missing,
// which is kept.
double slowness(const Row& row, std::uint64_t seed, KeptRuns& kept) {
    const auto start = std::chrono::steady_clock::now();
    kept.keep(seed, row.run(seed));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    return took.count() / row.seconds;
}

// Runs of rows that share sessions are counted once.
double expected_s(const std::vector<Row>& rows, const Wish& wish, const std::string& fingerprint) {
    double seconds = 0;
    std::optional<double> slower;
    std::vector<std::string> counted;
    for (const Row& row : rows) {
        if (!wish.takes(row) || std::find(counted.begin(), counted.end(), row.sessions) != counted.end()) continue;
        counted.push_back(row.sessions);
        KeptRuns kept(wish.kept(fingerprint), row.sessions);
        const std::vector<std::uint64_t> seeds = missing(row, kept, wish);
        if (!slower && !seeds.empty()) slower = slowness(row, seeds.front(), kept);
        seconds += row.seconds * static_cast<double>(seeds.size());
    }
    return seconds * slower.value_or(1) / std::max(1u, wish.threads);
}

// With every run of the row done or read.
std::vector<Figure> measure(const Row& row, const Wish& wish, const KeptRuns::Setting& setting) {
    KeptRuns kept(setting, row.sessions);
    const std::vector<std::uint64_t> seeds = missing(row, kept, wish);
    std::atomic<std::size_t> next{0};
    {
        std::vector<std::jthread> workers;
        for (unsigned k = 0; k < std::max(1u, wish.threads); ++k)
            workers.emplace_back([&] {
                for (std::size_t at = next++; at < seeds.size(); at = next++) kept.keep(seeds[at], row.run(seeds[at]));
            });
    }
    std::vector<Record> records;
    for (std::size_t k = 0; k < wish.runs_of(row); ++k) records.push_back(kept.runs().at(row.seed + wish.shift + k));
    return row.figures(records);
}

// Whether everything that is required holds, or may.
bool print_row(const Row& row, std::size_t runs, const std::vector<Figure>& figures) {
    std::cout << fmt::format("{:<4} {} ({} runs)\n", row.name, row.words, runs);
    bool holds = true;
    for (const Figure& figure : figures) {
        const std::string line =
            fmt::format("     {:<18} {:>7.2f}  {:>7.2f} .. {:<7.2f} {:>8}  {}", figure.name, figure.value, figure.low,
                        figure.high, required(figure), words_of(figure.met()));
        std::cout << line.substr(0, line.find_last_not_of(' ') + 1) << '\n';
        holds = holds && figure.met() != Met::no;
    }
    std::cout << std::flush;
    return holds;
}

bool guarded(const Row& row, const FigureTable& table, const std::vector<Figure>& figures) {
    if (!table.has(row.name)) {
        std::cout << fmt::format("     {} has no stored figures\n", row.name);
        return false;
    }
    const std::vector<std::string> worse = table.worse_than_stored(row.name, figures);
    for (const std::string& words : worse) std::cout << "     WORSE than stored: " << words << '\n';
    return worse.empty();
}

int prove(const std::vector<Row>& rows, Wish wish) {
    // A second row of the same sessions must not begin them anew.
    const std::string fingerprint = own_fingerprint();
    if (wish.fresh)
        for (const Row& row : rows)
            if (wish.takes(row)) KeptRuns(wish.kept(fingerprint), row.sessions);
    wish.fresh = false;
    const double seconds = expected_s(rows, wish, fingerprint);
    std::cerr << fmt::format("about {} on {} cores; runs are kept in {}, a cut loses none\n", duration_words(seconds),
                             std::max(1u, wish.threads), wish.folder);
    std::cout << "row  figure               value  95 % of chance     required\n";
    FigureTable table(wish.table);
    bool holds = true;
    for (const Row& row : rows) {
        if (!wish.takes(row)) continue;
        const std::vector<Figure> figures = measure(row, wish, wish.kept(fingerprint));
        const bool met = print_row(row, wish.runs_of(row), figures);
        holds = (!wish.guard || guarded(row, table, figures)) && met && holds;
        if (wish.store) table.put(row.name, wish.runs_of(row), figures);
    }
    std::vector<std::string> order;
    for (const Row& row : rows) order.push_back(row.name);
    if (wish.store) table.write(order);
    return holds ? 0 : 1;
}

int run(int argc, char** argv) {
    Wish wish;
    CLI::App app("Made sessions with a known truth against what is required of the fit", "boresight_verdicts");
    app.add_flag("--quick", wish.quick, fmt::format("rows P1, P9, I1, Q1 and Q5, {} runs each", quick_runs));
    app.add_flag("--list", wish.list, "name the rows");
    app.add_option("--runs", wish.runs, "runs of each row; without it as many as a full proof takes");
    app.add_option("--row", wish.names, "only these rows");
    app.add_option("--shift", wish.shift, "added to every seed: other sessions of the same kind");
    app.add_option("-j,--threads", wish.threads, "runs at a time");
    app.add_flag("--resume", wish.resume, "count runs that another build of the program has kept");
    app.add_flag("--fresh", wish.fresh, "count no run that was kept");
    app.add_flag("--store", wish.store, "put the figures into docs/verdicts.csv");
    app.add_flag("--guard", wish.guard, "ask as well whether a figure is worse than that of docs/verdicts.csv");
    app.add_option("--folder", wish.folder, "where runs are kept");
    CLI11_PARSE(app, argc, argv);
    const std::vector<Row> rows = all_rows();
    for (const std::string& name : wish.names)
        if (std::none_of(rows.begin(), rows.end(), [&](const Row& row) { return row.name == name; })) {
            std::cerr << fmt::format("--row {}: no such row; --list names them\n", name);
            return 2;
        }
    if (!wish.list) return prove(rows, wish);
    for (const Row& row : rows)
        if (wish.takes(row)) std::cout << fmt::format("{:<4} {} ({} runs)\n", row.name, row.words, row.runs);
    return 0;
}

}  // namespace
}  // namespace boresight::proof

int main(int argc, char** argv) {
    try {
        return boresight::proof::run(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 2;
    }
}
