// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/advise_readings.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <utility>

#include "survey/sweep_config.h"

namespace boresight::app {

namespace {

constexpr std::int64_t sessions_looked_at = 1000;               // a log that ran since may have made many
constexpr double captured_share = 0.9;                          // of the sample rate: beyond, the radio's filter cuts
constexpr const char* other_polarization = "aim polarization";  // stops that compare two of them
constexpr double sigmas_to_end = 1.959963984540054;
constexpr double revisit_db = 1;  // what a second visit may differ by, however long the first was
constexpr double least_sigma_db = 0.05;

double linear(double db) {
    return std::pow(10.0, db / 10);
}

// One cell at one azimuth.
struct Looks {
    store::Cell cell;
    std::vector<store::Reading> readings;
};

std::optional<double> bandwidth_of(const store::Cell& cell) {
    constexpr std::array<std::pair<int, double>, 6> widths{
        {{6, 1.4e6}, {15, 3e6}, {25, 5e6}, {50, 10e6}, {75, 15e6}, {100, 20e6}}};
    for (const auto& [blocks, width_hz] : widths)
        if (cell.facts.n_rb_dl == blocks) return width_hz;
    return std::nullopt;
}

// Mean power over mean noise; a look in which the cell wasn't detected has noise alone, and counts.
std::optional<double> ratio_db(const std::vector<store::Reading>& readings) {
    double signal = 0, noise = 0;
    for (const store::Reading& each : readings) {
        if (!each.noise_dbfs_re) return std::nullopt;
        if (each.rsrp_dbfs) signal += linear(*each.rsrp_dbfs);
        noise += linear(*each.noise_dbfs_re);
    }
    if (!(signal > 0) || !(noise > 0)) return std::nullopt;
    return 10 * std::log10(signal / noise);
}

// Where noise wasn't kept with every reading: the mean of their ratios. Its interval is that of the mean, with what a
// second visit may differ by.
std::optional<aim::Value> sinr_of(const std::vector<store::Reading>& readings) {
    double ratio = 0, sum = 0, squares = 0, stated = 0;
    int n = 0;
    for (const store::Reading& each : readings) {
        if (!each.sinr_db) continue;
        ratio += linear(*each.sinr_db);
        sum += *each.sinr_db;
        squares += *each.sinr_db * *each.sinr_db;
        stated = std::max(stated, each.sinr_sigma_db.value_or(0));
        ++n;
    }
    if (n == 0) return std::nullopt;
    const double value = ratio_db(readings).value_or(10 * std::log10(ratio / n));
    const double spread = n > 1 ? std::sqrt(std::max(0.0, squares / n - sum / n * sum / n) / (n - 1)) : stated;
    const double half = sigmas_to_end * std::hypot(std::max(spread, least_sigma_db), revisit_db);
    return aim::Value{value, value - half, value + half};
}

std::string operator_of(store::Reader& reader, const store::CellIdentity& identity) {
    std::optional<std::string> code = identity.plmn;
    if (!code) {
        const auto earlier = reader.earlier_identity(identity);
        if (earlier && !earlier->ambiguous) code = earlier->plmn;
    }
    const auto plmn = code ? catalog::parse_plmn(*code) : std::nullopt;
    return plmn ? catalog::operator_words(plmn->mcc, plmn->mnc) : "";
}

std::optional<advise::MeasuredCell> measured(store::Reader& reader, const Looks& looks) {
    const auto sinr = sinr_of(looks.readings);
    if (!sinr || !looks.cell.identity.frequency_hz) return std::nullopt;
    advise::MeasuredCell cell;
    cell.frequency_hz = *looks.cell.identity.frequency_hz;
    cell.tdd = looks.cell.facts.tdd.value_or(false);
    cell.pci = looks.cell.identity.physical_id;
    cell.bandwidth_hz = bandwidth_of(looks.cell);
    cell.ports = looks.cell.facts.ports.value_or(0);
    cell.sinr_db = *sinr;
    cell.operator_name = operator_of(reader, looks.cell.identity);
    return cell;
}

std::optional<catalog::FrequencyRange> captured(const store::Dwell& dwell) {
    if (!dwell.center_frequency_hz || !dwell.sample_rate_hz) return std::nullopt;
    const double half = captured_share * *dwell.sample_rate_hz / 2;
    return catalog::FrequencyRange{*dwell.center_frequency_hz - half, *dwell.center_frequency_hz + half};
}

using LooksByPlace = std::map<std::pair<std::optional<double>, std::int64_t>, Looks>;

// Adds the readings of one run; answers the run that it goes on from.
std::optional<store::SessionId> add_run(store::Reader& reader, store::SessionId id, LooksByPlace& looks,
                                        MeasuredSession& found) {
    const store::ReadingFilter filter{.since_ns = {}, .until_ns = {}, .session = id, .rat = store::Rat::lte};
    bool first = true, wanted = true;
    survey::SweepOrigin origin;
    reader.readings(filter, [&](const store::FullReading& full) {
        if (std::exchange(first, false)) {
            wanted = full.session.command == "scan" || full.session.command == "aim";
            if (!wanted) return false;
            if (full.session.command == "aim") survey::read_sweep_config(full.session.config, origin);
            if (found.session.command.empty()) found.session = full.session;
            found.start_ns = full.session.start_ns.value_or(full.dwell.start_ns);
        }
        if (full.sweep.purpose == other_polarization) return true;
        Looks& each = looks[{full.dwell.pose.azimuth_deg, full.cell_id.value}];
        each.cell = full.cell;
        each.readings.push_back(full.reading);
        const auto range = captured(full.dwell);
        if (range && std::find(found.listened.begin(), found.listened.end(), *range) == found.listened.end())
            found.listened.push_back(*range);
        return true;
    });
    // An earlier number: never a circle, whatever a file says.
    return origin.continues && origin.continues->value < id.value ? origin.continues : std::nullopt;
}

std::optional<MeasuredSession> measured_in(store::Reader& reader, store::SessionId id) {
    MeasuredSession found{.id = id, .session = {}, .start_ns = 0, .listened = {}, .cells = {}};
    LooksByPlace looks;
    for (std::optional<store::SessionId> run = id; run;) run = add_run(reader, *run, looks, found);
    for (const auto& [key, each] : looks)
        if (auto cell = measured(reader, each)) found.cells[key.first].push_back(std::move(*cell));
    if (found.cells.empty()) return std::nullopt;
    return found;
}

}  // namespace

std::optional<MeasuredSession> newest_measured(store::Reader& reader) {
    const auto last = reader.last_session();
    if (!last) return std::nullopt;
    for (std::int64_t id = last->value; id > 0 && id > last->value - sessions_looked_at; --id)
        if (auto found = measured_in(reader, {id})) return found;
    return std::nullopt;
}

}  // namespace boresight::app
