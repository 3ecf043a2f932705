// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sensitivity/outcome.h"

#include <fmt/format.h>

#include <cmath>
#include <sstream>

namespace boresight::sensitivity {

namespace {

constexpr double frame_samples = 19200;
constexpr double most_timing_error_samples = 6;           // 3 microseconds
constexpr double one_sigma = 0.9945, two_sigma = 1.9600;  // hold 68 % and 95 % of a normal distribution

// Frames from the truth's frame to the one reported, if there is a whole number of them between.
std::optional<int> frames_between(const Truth& truth, double frame_start) {
    const double period = frame_samples * (1 + truth.clock_ppm * 1e-6);
    const double frames = std::round((frame_start - truth.frame_start) / period);
    if (std::abs(frame_start - truth.frame_start - frames * period) > most_timing_error_samples) return std::nullopt;
    return static_cast<int>(frames);
}

bool right(const Truth& truth, const dsp::lte::Cell& cell) {
    const auto frames = frames_between(truth, cell.frame_start_sample);
    if (cell.pci != truth.pci || !frames) return false;
    const int sfn = ((truth.sfn + *frames) % 1024 + 1024) % 1024;
    const std::uint32_t bits = truth.mib_without_sfn | static_cast<std::uint32_t>(sfn / 4) << 10;
    return cell.mib->bits == bits && cell.mib->sfn == sfn && cell.mib->ports == truth.ports;
}

Errors errors_of(const std::vector<Outcome>& outcomes, double Outcome::*error, double Outcome::*sigma) {
    Errors e;
    double n = 0;
    for (const Outcome& o : outcomes) {
        if (!o.found) continue;
        n += 1;
        e.mean += o.*error;
        e.rms += o.*error * (o.*error);
        e.stated += o.*sigma * (o.*sigma);
        e.within_68 += std::abs(o.*error) <= one_sigma * (o.*sigma);
        e.within_95 += std::abs(o.*error) <= two_sigma * (o.*sigma);
    }
    if (n == 0) return e;
    return {e.mean / n, std::sqrt(e.rms / n), std::sqrt(e.stated / n), e.within_68 / n, e.within_95 / n};
}

}  // namespace

Outcome judge(const Trial& trial, const dsp::lte::SearchResult& result) {
    const Truth& truth = trial.truth;
    Outcome o{.level_db = truth.snr_db};
    for (const dsp::lte::Cell& cell : result.cells) {
        const bool own = truth.cell && cell.pci == truth.pci;
        if (cell.mib && !(own && right(truth, cell))) ++o.wrong_mibs;
        if (!own) {
            ++o.false_cells;
            continue;
        }
        o.found = true;
        if (cell.mib) o.mib = right(truth, cell) ? Read::right : Read::wrong;
        o.cfo_error_hz = cell.cfo_hz - truth.cfo_hz;
        o.cfo_sigma_hz = cell.cfo_sigma_hz;
        o.rsrp_error_db = cell.rsrp_dbfs - truth.rsrp_dbfs;
        o.rsrp_sigma_db = cell.rsrp_sigma_db;
        o.sinr_error_db = cell.sinr_db - truth.snr_db;
        o.sinr_sigma_db = cell.sinr_sigma_db;
    }
    return o;
}

std::string line_of(const Outcome& o) {
    return fmt::format("{:g},{},{:d},{:d},{},{},{:.2f},{:.2f},{:.4f},{:.4f},{:.4f},{:.4f},{:.4f}\n", o.level_db,
                       o.number, o.found, static_cast<int>(o.mib), o.false_cells, o.wrong_mibs, o.cfo_error_hz,
                       o.cfo_sigma_hz, o.rsrp_error_db, o.rsrp_sigma_db, o.sinr_error_db, o.sinr_sigma_db, o.cpu_s);
}

std::optional<Outcome> outcome_of(std::string_view line) {
    std::istringstream in{std::string(line)};
    std::vector<double> values;
    for (std::string word; std::getline(in, word, ',');) {
        std::istringstream number(word);
        double value = 0;
        if (!(number >> value)) return std::nullopt;
        values.push_back(value);
    }
    if (values.size() != 13) return std::nullopt;
    return Outcome{.level_db = values[0],
                   .number = static_cast<int>(values[1]),
                   .found = values[2] != 0,
                   .mib = static_cast<Read>(static_cast<int>(values[3])),
                   .false_cells = static_cast<int>(values[4]),
                   .wrong_mibs = static_cast<int>(values[5]),
                   .cfo_error_hz = values[6],
                   .cfo_sigma_hz = values[7],
                   .rsrp_error_db = values[8],
                   .rsrp_sigma_db = values[9],
                   .sinr_error_db = values[10],
                   .sinr_sigma_db = values[11],
                   .cpu_s = values[12]};
}

Tally tally(double level_db, const std::vector<Outcome>& all) {
    std::vector<Outcome> outcomes;
    for (const Outcome& o : all)
        if (std::abs(o.level_db - level_db) < 0.01) outcomes.push_back(o);
    Tally t{.level_db = level_db, .trials = static_cast<int>(outcomes.size())};
    for (const Outcome& o : outcomes) {
        t.found += o.found;
        t.read += o.mib == Read::right;
        t.false_cells += o.false_cells;
        t.wrong_mibs += o.wrong_mibs;
        t.cpu_s += o.cpu_s / t.trials;
    }
    t.cfo_hz = errors_of(outcomes, &Outcome::cfo_error_hz, &Outcome::cfo_sigma_hz);
    t.rsrp_db = errors_of(outcomes, &Outcome::rsrp_error_db, &Outcome::rsrp_sigma_db);
    t.sinr_db = errors_of(outcomes, &Outcome::sinr_error_db, &Outcome::sinr_sigma_db);
    return t;
}

}  // namespace boresight::sensitivity
