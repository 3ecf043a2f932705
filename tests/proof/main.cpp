// SPDX-License-Identifier: GPL-3.0-or-later
// boresight_verdicts: makes sessions with a known truth, has them fitted, and prints what came out beside what is
// required. Exit code 1 where a requirement isn't met, 2 where the arguments are wrong.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <thread>

#include "tests/proof/rows.h"

namespace boresight::proof {
namespace {

constexpr std::size_t quick_runs = 200;

ForEachRun with_threads(unsigned threads) {
    return [threads](std::size_t n, const std::function<void(std::size_t)>& run) {
        std::atomic<std::size_t> next{0};
        std::vector<std::jthread> workers;
        for (unsigned k = 0; k < std::max(1u, threads); ++k)
            workers.emplace_back([&] {
                for (std::size_t at = next++; at < n; at = next++) run(at);
            });
    };
}

std::string required(const Figure& figure) {
    if (figure.least) return fmt::format(">= {:g}", *figure.least);
    return figure.most ? fmt::format("<= {:g}", *figure.most) : "";
}

// Whether everything that is required holds, or may.
bool print_row(const Row& row, std::size_t runs, std::uint64_t shift, const ForEachRun& each) {
    const auto start = std::chrono::steady_clock::now();
    const std::vector<Figure> figures = row.measure(runs, shift, each);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    std::cout << fmt::format("{:<4} {} ({} runs, {:.0f} s)\n", row.name, row.words, runs, took.count());
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

int run(int argc, char** argv) {
    bool quick = false, list = false;
    std::size_t runs = 0;
    std::uint64_t shift = 0;
    unsigned threads = std::thread::hardware_concurrency();
    std::vector<std::string> names;
    CLI::App app("Made sessions with a known truth against what is required of the fit", "boresight_verdicts");
    app.add_flag("--quick", quick, fmt::format("rows P1, P9, I1, Q1 and Q5, {} runs each", quick_runs));
    app.add_flag("--list", list, "name the rows");
    app.add_option("--runs", runs, "runs of each row; without it as many as a full proof takes");
    app.add_option("--row", names, "only these rows");
    app.add_option("--shift", shift, "added to every seed: other sessions of the same kind");
    app.add_option("-j,--threads", threads, "runs at a time");
    CLI11_PARSE(app, argc, argv);
    const std::vector<Row> rows = all_rows();
    for (const std::string& name : names)
        if (std::none_of(rows.begin(), rows.end(), [&](const Row& row) { return row.name == name; })) {
            std::cerr << fmt::format("--row {}: no such row; --list names them\n", name);
            return 2;
        }
    if (!list) std::cout << "row  figure               value  95 % of chance     required\n";
    bool holds = true;
    for (const Row& row : rows) {
        const bool named = std::find(names.begin(), names.end(), row.name) != names.end();
        if (names.empty() ? quick && !row.quick : !named) continue;
        if (list)
            std::cout << fmt::format("{:<4} {}\n", row.name, row.words);
        else
            holds = print_row(row,
                              runs > 0 ? runs
                              : quick  ? quick_runs
                                       : row.runs,
                              shift, with_threads(threads)) &&
                    holds;
    }
    return holds ? 0 : 1;
}

}  // namespace
}  // namespace boresight::proof

int main(int argc, char** argv) {
    return boresight::proof::run(argc, argv);
}
