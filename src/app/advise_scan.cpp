// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/advise_scan.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

namespace boresight::app {

namespace {

constexpr double captured_share = 0.9;  // of the sample rate: beyond, the radio's filter cuts
constexpr double sigmas_to_end = 1.959963984540054;
// What a second visit differs by, which one look can't tell: the median of what a sweep takes it for before it has
// measured it (aim/fit.h, density t / (1 + (t / 0.7)^2)^1.5), 0.7 times the root of 3.
constexpr double revisit_db = 1.2124355652982142;
constexpr double least_sigma_db = 0.05;
constexpr std::int64_t after_last_cell_ns = 600LL * 1'000'000'000;  // a scan may go on, over bands without any

double linear(double db) {
    return std::pow(10.0, db / 10);
}

// One cell.
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

// The mean of the ratios, with the interval of that mean and what a second visit may differ by.
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
    const double value = 10 * std::log10(ratio / n);
    const double spread = n > 1 ? std::sqrt(std::max(0.0, squares / n - sum / n * sum / n) / (n - 1)) : stated;
    const double half = sigmas_to_end * std::hypot(std::max(spread, least_sigma_db), revisit_db);
    return aim::Value{value, value - half, value + half};
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

store::ReadingFilter lte_of(store::SessionId id) {
    return {.since_ns = {}, .until_ns = {}, .session = id, .rat = store::Rat::lte};
}

void add_range(const catalog::FrequencyRange& range, std::vector<catalog::FrequencyRange>& listened) {
    if (std::find(listened.begin(), listened.end(), range) == listened.end()) listened.push_back(range);
}

}  // namespace

std::string operator_of(store::Reader& reader, const store::CellIdentity& identity) {
    std::optional<std::string> code = identity.plmn;
    if (!code) {
        const auto earlier = reader.earlier_identity(identity);
        if (earlier && !earlier->ambiguous) code = earlier->plmn;
    }
    return code ? catalog::operator_words(*code) : "";
}

std::optional<MeasuredSession> session_head(store::Reader& reader, store::SessionId id) {
    std::optional<MeasuredSession> head;
    reader.readings(lte_of(id), [&](const store::FullReading& full) {
        head.emplace();
        head->id = id;
        head->session = full.session;
        head->start_ns = full.session.start_ns.value_or(full.dwell.start_ns);
        head->position = full.dwell.position;
        head->azimuth_deg = full.dwell.pose.azimuth_deg;
        return false;
    });
    return head;
}

bool read_scan(store::Reader& reader, MeasuredSession& scan) {
    std::map<std::int64_t, Looks> looks;
    std::int64_t end_ns = scan.start_ns;
    reader.readings(lte_of(scan.id), [&](const store::FullReading& full) {
        Looks& each = looks[full.cell_id.value];
        each.cell = full.cell;
        each.readings.push_back(full.reading);
        end_ns = std::max(end_ns, full.dwell.end_ns);
        add_listened(full.dwell, scan.listened);
        return true;
    });
    for (const auto& [id, each] : looks)
        if (auto cell = measured(reader, each)) scan.cells.push_back(std::move(*cell));
    // Where no cell was heard, the power of the channels was.
    reader.band_readings(scan.start_ns, [&](const store::FullBandReading& full) {
        if (full.dwell_start_ns <= end_ns + after_last_cell_ns)
            add_range({full.reading.low_hz, full.reading.high_hz}, scan.listened);
    });
    return !scan.cells.empty();
}

void add_listened(const store::Dwell& dwell, std::vector<catalog::FrequencyRange>& listened) {
    if (!dwell.center_frequency_hz || !dwell.sample_rate_hz) return;
    const double half = captured_share * *dwell.sample_rate_hz / 2;
    add_range({*dwell.center_frequency_hz - half, *dwell.center_frequency_hz + half}, listened);
}

}  // namespace boresight::app
