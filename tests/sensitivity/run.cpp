// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sensitivity/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <iostream>
#include <mutex>
#include <set>
#include <thread>

#include "platform/error.h"
#include "tests/sensitivity/attempt.h"

namespace boresight::sensitivity {

namespace {

struct Job {
    double level_db;
    int number;
};

// What the file holds already; a last line cut short is taken away.
std::vector<Outcome> done_before(const std::filesystem::path& file) {
    std::vector<Outcome> done;
    std::string kept;
    {
        std::ifstream in(file);
        for (std::string line; std::getline(in, line) && !in.eof(); kept += line + '\n')
            if (const auto outcome = outcome_of(line)) done.push_back(*outcome);
    }
    if (!kept.empty()) std::ofstream(file) << kept;
    return done;
}

// Level by level alike, so that a run that is cut knows a little of all.
std::vector<Job> left_to_do(const Row& row, int trials, const std::vector<Outcome>& done) {
    std::set<std::pair<long, int>> known;
    const auto key = [](double level_db, int number) { return std::pair(std::lround(10 * level_db), number); };
    for (const Outcome& o : done) known.insert(key(o.level_db, o.number));
    std::vector<Job> jobs;
    for (int number = 0; number < trials; ++number)
        for (const double level_db : row.levels_db)
            if (!known.contains(key(level_db, number))) jobs.push_back({level_db, number});
    return jobs;
}

}  // namespace

Curve measure(const Row& row, const RunOptions& options) {
    std::filesystem::create_directories(options.trials_folder);
    const auto file = options.trials_folder / (row.name + ".csv");
    std::vector<Outcome> outcomes = done_before(file);
    const std::vector<Job> jobs = left_to_do(row, options.trials, outcomes);
    std::ofstream out(file, std::ios::app);
    if (!out)
        throw Error(Error::Kind::missing, {.what = "the trials can't be kept",
                                           .where = file.string(),
                                           .expected = "a file that can be written",
                                           .fix = "name another folder with --trials-folder"});
    const AttemptMaker maker = attempts(row, options.captures);
    std::atomic<std::size_t> next{0};
    std::mutex keep;
    const auto work = [&](std::size_t end) {
        const Attempt attempt = maker();
        for (std::size_t at = next++; at < end; at = next++) {
            const Outcome outcome = attempt(jobs[at].level_db, jobs[at].number);
            const std::lock_guard lock(keep);
            out << line_of(outcome) << std::flush;
            outcomes.push_back(outcome);
        }
    };
    const auto run_to = [&](std::size_t end) {
        next = std::min(next.load(), end);
        std::vector<std::jthread> workers;
        for (unsigned k = 0; k < std::max(1u, options.threads); ++k) workers.emplace_back(work, end);
    };
    // A trial a level tells how long the rest takes.
    const std::size_t first = std::min(jobs.size(), std::max<std::size_t>(row.levels_db.size(), options.threads));
    const auto start = std::chrono::steady_clock::now();
    run_to(first);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    if (!jobs.empty())
        std::cerr << fmt::format("{}: {} trials done before, {} to do, about {:.1f} minutes on {} threads\n", row.name,
                                 outcomes.size() - first, jobs.size(),
                                 took.count() / 60 * static_cast<double>(jobs.size()) / static_cast<double>(first),
                                 options.threads);
    next = first;
    run_to(jobs.size());
    Curve curve{.row = row.name, .levels = {}};
    for (const double level_db : row.levels_db) curve.levels.push_back(tally(level_db, outcomes));
    return curve;
}

Tally a_few(const Row& row, double level_db, int trials, const std::filesystem::path& captures) {
    const Attempt attempt = attempts(row, captures)();
    std::vector<Outcome> outcomes;
    for (int number = 0; number < trials; ++number) outcomes.push_back(attempt(level_db, number));
    return tally(level_db, outcomes);
}

}  // namespace boresight::sensitivity
