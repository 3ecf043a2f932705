// SPDX-License-Identifier: GPL-3.0-or-later
// boresight_sensitivity: how weak a cell may be for the product's search to find it, read its MIB and measure it, on
// signals of others with noise added. Appends every trial to a file and goes on where it was cut. Exit code 1 where a
// requirement isn't met or the receiver has become worse than the stored curves, 2 where the arguments are wrong, 77
// where there are no recordings.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <thread>

#include "platform/error.h"
#include "tests/sensitivity/curves.h"
#include "tests/sensitivity/report.h"
#include "tests/sensitivity/run.h"

namespace boresight::sensitivity {
namespace {

constexpr int no_recordings = 77;
constexpr double guard_false_failures = 1e-6;

// A level of each row where nearly all are right, and so many trials that a receiver which fails there shows. One of
// the fading channels stands for the three where a trial takes a second of samples.
struct Guarded {
    const char* row;
    double level_db;
    int trials;
    Standard standard = Standard::lte;
};
constexpr std::array guarded{
    Guarded{"near", -12, 12},
    Guarded{"blind", -12, 24},
    Guarded{"port1", -11, 12},
    Guarded{"ports4", -11, 12},
    Guarded{"tdd", -10, 24},
    Guarded{"clock", -11, 12},
    Guarded{"bits8", -11, 12},
    Guarded{"levels", 10, 12},
    Guarded{"made", -11, 12},
    Guarded{"epa5", 6, 12},
    Guarded{"eva70", 6, 12},
    Guarded{"etu70", 6, 12},
    Guarded{"second", -17, 6},
    Guarded{"eva70_second", -10, 6},
    Guarded{"noise", noise_alone_db, 12},
    Guarded{"psc_7m68", -20, 6, Standard::umts},
    Guarded{"psc_2m4", -17.5, 6, Standard::umts},
    Guarded{"psc_1m92", -16.5, 6, Standard::umts},
    Guarded{"psc_peer_2m4", -16, 6, Standard::umts},
    Guarded{"psc_peer_1m92", -15, 6, Standard::umts},
    Guarded{"pilot_2m4", -26.5, 6, Standard::umts},
    Guarded{"idle_2m4", -38, 6, Standard::umts},
    Guarded{"bch_7m68", -18, 6, Standard::umts},
    Guarded{"bch_2m4", -16, 6, Standard::umts},
    Guarded{"bch_1m92", -15, 6, Standard::umts},
    Guarded{"levels_2m4", -13, 6, Standard::umts},
    Guarded{"noise_2m4", noise_alone_db, 6, Standard::umts},
};

struct Options {
    std::string standard;
    std::vector<std::string> names;
    std::filesystem::path captures, trials_folder, curves;
    unsigned threads = std::max(1u, std::thread::hardware_concurrency());
    int trials = 0;
    bool list = false, store = false, guard = false;
};

Standard standard_of(const Options& options) {
    return options.standard == "lte" ? Standard::lte : Standard::umts;
}

const Row* row_named(Standard standard, const std::string& name) {
    const std::vector<Row>& all = rows(standard);
    const auto found = std::find_if(all.begin(), all.end(), [&](const Row& row) { return row.name == name; });
    return found == all.end() ? nullptr : &*found;
}

// How many of the trials were right: blocks where such are asked for, else cells.
int right(const Row& row, const Tally& tally) {
    return row.standard == Standard::lte || row.mib_target_db ? tally.read : tally.found;
}

// At each level that the guard knows, a few trials: so few may be right by chance less than once in a million.
bool guard(const Options& options) {
    bool holds = true;
    const std::vector<Curve> curves = read_curves(options.curves);
    for (const Guarded& point : guarded) {
        if (point.standard != standard_of(options)) continue;
        const Row& row = *row_named(point.standard, point.row);
        const auto curve =
            std::find_if(curves.begin(), curves.end(), [&](const Curve& c) { return c.row == point.row; });
        if (curve == curves.end()) continue;
        for (const Tally& stored : curve->levels) {
            if (stored.level_db != point.level_db) continue;
            const Tally now = a_few(row, point.level_db, point.trials, options.captures);
            const double share = lower_bound(right(row, stored), stored.trials);
            const double chance = at_most_by_chance(right(row, now), now.trials, share);
            const bool well = chance > guard_false_failures && now.wrong_mibs == 0 && now.false_cells == 0;
            std::cout << fmt::format("{} at {:g} dB: {} of {} right, stored {} of {}; by chance {:.2g}: {}\n",
                                     point.row, point.level_db, right(row, now), now.trials, right(row, stored),
                                     stored.trials, chance, well ? "holds" : "WORSE");
            holds = holds && well;
        }
    }
    return holds;
}

int run_rows(const Options& options) {
    bool holds = true;
    for (const Row& row : rows(standard_of(options))) {
        const bool named = std::find(options.names.begin(), options.names.end(), row.name) != options.names.end();
        if (!options.names.empty() && !named) continue;
        if (options.list) {
            std::cout << fmt::format("{:<18} {} ({} trials at each of {} levels)\n", row.name, row.words, row.trials,
                                     row.levels_db.size());
            continue;
        }
        const Curve curve = measure(row, {.captures = options.captures,
                                          .trials_folder = options.trials_folder,
                                          .threads = options.threads,
                                          .trials = options.trials > 0 ? options.trials : row.trials});
        holds = print(row, curve) && holds;
        if (options.store) store_curves(options.curves, {curve});
    }
    return holds ? 0 : 1;
}

int run(int argc, char** argv) {
    Options options;
    const char* shared = std::getenv("BORESIGHT_SHARED");
    options.captures = shared && *shared ? shared : BORESIGHT_TREE "/../shared";
    options.captures /= "captures";
    CLI::App app("How weak a cell may be, on signals of others or of the scene with noise added",
                 "scripts/sensitivity");
    app.add_option("standard", options.standard, "lte or umts")->required()->check(CLI::IsMember({"lte", "umts"}));
    app.add_option("row", options.names, "only these rows; --list names them");
    app.add_flag("--list", options.list, "name the rows");
    app.add_option("--trials", options.trials, "a level, instead of the row's own number");
    app.add_option("-j,--threads", options.threads, "trials at a time");
    app.add_option("--trials-folder", options.trials_folder, "where the trials done are kept, a file a row");
    app.add_option("--curves", options.curves, "the stored curves");
    app.add_flag("--store", options.store, "put what was measured into the stored curves");
    app.add_flag("--guard", options.guard, "a few trials: is the receiver still as good as the stored curves?");
    CLI11_PARSE(app, argc, argv);
    if (options.trials_folder.empty()) options.trials_folder = "build/sensitivity/" + options.standard;
    if (options.curves.empty()) options.curves = "docs/sensitivity_" + options.standard + ".csv";
    for (const std::string& name : options.names)
        if (!row_named(standard_of(options), name)) {
            std::cerr << fmt::format("{}: no such row; --list names them\n", name);
            return 2;
        }
    if (!options.list && !std::filesystem::is_directory(options.captures)) {
        std::cerr << fmt::format("NO RECORDINGS: {} is no folder; BORESIGHT_SHARED names another\n",
                                 options.captures.string());
        const char* ci = std::getenv("CI");
        return ci && std::string_view(ci) == "true" ? 1 : no_recordings;
    }
    if (options.guard) return guard(options) ? 0 : 1;
    return run_rows(options);
}

}  // namespace
}  // namespace boresight::sensitivity

int main(int argc, char** argv) {
    try {
        return boresight::sensitivity::run(argc, argv);
    } catch (const boresight::Error& error) {
        std::cerr << error.what() << '\n';
        return static_cast<int>(error.exit_code());
    }
}
