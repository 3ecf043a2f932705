// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/merge.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "dsp/core/decibel.h"
#include "dsp/lte/pbch.h"

namespace boresight::survey {

namespace {

constexpr double half_subcarrier_hz = 7.5e3;
constexpr double frame_s = 0.01;
constexpr int sfn_count = 1024;

struct Hearing {
    const ScanCell* cell;
    const Stretch* stretch;
};
using Hearings = std::vector<Hearing>;

bool same_cell(const ScanCell& a, const ScanCell& b) {
    if (a.cell.pci != b.cell.pci || a.frequency_hz != b.frequency_hz) return false;
    return a.frequency_hz || std::abs(a.cell.cfo_hz - b.cell.cfo_hz) < half_subcarrier_hz;
}

double weight(const dsp::lte::Cell& cell) {
    return std::max(1, cell.n);
}

using Level = std::function<double(const dsp::lte::Cell&)>;

double mean_db(const Hearings& hearings, const Level& level_db) {
    double power = 0, total = 0;
    for (const Hearing& heard : hearings) {
        power += weight(heard.cell->cell) * dsp::power_from_db(level_db(heard.cell->cell));
        total += weight(heard.cell->cell);
    }
    return dsp::db_from_power(power / total);
}

// Of the mean: from the pieces' own spreads, or from how much the pieces differ if that is more.
double sigma_of_mean_db(const Hearings& hearings, const Level& level_db, const Level& sigma_db) {
    double own = 0, total = 0, sum = 0, squares = 0;
    for (const Hearing& heard : hearings) {
        const double w = weight(heard.cell->cell), level = level_db(heard.cell->cell);
        own += std::pow(w * sigma_db(heard.cell->cell), 2);
        total += w;
        sum += level;
        squares += level * level;
    }
    const auto count = static_cast<double>(hearings.size());
    const double variance = std::max(0.0, (squares - sum * sum / count) / (count - 1));
    return std::max(std::sqrt(own) / total, std::sqrt(variance / count));
}

std::optional<double> mean_of_known(const Hearings& hearings,
                                    const std::function<std::optional<double>(const dsp::lte::Cell&)>& value) {
    double sum = 0, total = 0;
    for (const Hearing& heard : hearings)
        if (const std::optional<double> known = value(heard.cell->cell)) {
            sum += weight(heard.cell->cell) * *known;
            total += weight(heard.cell->cell);
        }
    return total > 0 ? std::optional(sum / total) : std::nullopt;
}

// The mean of what pieces tell; their errors are independent.
std::optional<dsp::lte::Load> mean_load(const Hearings& hearings) {
    double sum = 0, variance = 0, total = 0;
    int n_rb = 0;
    for (const Hearing& heard : hearings)
        if (const auto& load = heard.cell->cell.load) {
            const double w = weight(heard.cell->cell);
            sum += w * load->share;
            variance += w * w * load->sigma * load->sigma;
            total += w;
            n_rb = std::max(n_rb, load->n_rb);
        }
    if (total == 0) return std::nullopt;
    return dsp::lte::Load{.share = sum / total, .sigma = std::sqrt(variance) / total, .n_rb = n_rb};
}

// A time that most pieces tell; else the most that one shows it to be at least.
void average_coherence(const Hearings& hearings, dsp::lte::Cell& out) {
    const auto told = std::count_if(hearings.begin(), hearings.end(),
                                    [](const Hearing& heard) { return heard.cell->cell.coherence_time_s.has_value(); });
    out.coherence_time_s = 2 * static_cast<std::size_t>(told) > hearings.size()
                               ? mean_of_known(hearings, [](const dsp::lte::Cell& c) { return c.coherence_time_s; })
                               : std::nullopt;
    for (const Hearing& heard : hearings) {
        const auto& at_least = heard.cell->cell.coherence_at_least_s;
        if (!at_least) continue;
        const bool longer = *at_least > out.coherence_at_least_s.value_or(0);
        if (longer && at_least < out.coherence_time_s.value_or(*at_least + 1)) out.coherence_at_least_s = at_least;
    }
}

// As most of the pieces that tell have it.
std::optional<bool> mostly_blocked(const Hearings& hearings) {
    const auto share = mean_of_known(hearings, [](const dsp::lte::Cell& c) {
        return c.direct_path_blocked ? std::optional(*c.direct_path_blocked ? 1.0 : 0.0) : std::nullopt;
    });
    return share ? std::optional(*share > 0.5) : std::nullopt;
}

void average_levels(const Hearings& hearings, dsp::lte::Cell& out) {
    using dsp::lte::Cell;
    const Level rsrp = [](const Cell& c) { return c.rsrp_dbfs; };
    const Level noise = [](const Cell& c) { return c.noise_dbfs_re; };
    const Level sinr = [](const Cell& c) { return c.sinr_db; };
    const Level rsrq = [](const Cell& c) { return c.rsrq_db; };
    // Ratios follow the averaged powers, so that RSRQ stays N RSRP / RSSI.
    const double sinr_over_powers = out.sinr_db - (out.rsrp_dbfs - out.noise_dbfs_re);
    const double rsrq_over_powers = out.rsrq_db - (out.rsrp_dbfs - out.rssi_dbfs);
    for (std::size_t port = 0; port < out.rsrp_ports_dbfs.size(); ++port) {
        Hearings with_port;
        std::copy_if(hearings.begin(), hearings.end(), std::back_inserter(with_port),
                     [port](const Hearing& heard) { return heard.cell->cell.rsrp_ports_dbfs.size() > port; });
        out.rsrp_ports_dbfs[port] = mean_db(with_port, [port](const Cell& c) { return c.rsrp_ports_dbfs[port]; });
    }
    out.rsrp_sigma_db = sigma_of_mean_db(hearings, rsrp, [](const Cell& c) { return c.rsrp_sigma_db; });
    out.noise_sigma_db = sigma_of_mean_db(hearings, noise, [](const Cell& c) { return c.noise_sigma_db; });
    out.sinr_sigma_db = sigma_of_mean_db(hearings, sinr, [](const Cell& c) { return c.sinr_sigma_db; });
    out.rsrq_sigma_db = sigma_of_mean_db(hearings, rsrq, [](const Cell& c) { return c.rsrq_sigma_db; });
    const Level rssi = [](const Cell& c) { return c.rssi_dbfs; };
    out.rssi_sigma_db = sigma_of_mean_db(hearings, rssi, [](const Cell& c) { return c.rssi_sigma_db; });
    out.rsrp_dbfs = mean_db(hearings, rsrp);
    out.noise_dbfs_re = mean_db(hearings, noise);
    out.rssi_dbfs = mean_db(hearings, rssi);
    out.sinr_db = out.rsrp_dbfs - out.noise_dbfs_re + sinr_over_powers;
    out.rsrq_db = out.rsrp_dbfs - out.rssi_dbfs + rsrq_over_powers;
    out.delay_spread_us = mean_of_known(hearings, [](const Cell& c) { return c.delay_spread_us; });
    out.first_path_db = mean_of_known(hearings, [](const Cell& c) { return c.first_path_db; });
    out.direct_path_blocked = mostly_blocked(hearings);
    average_coherence(hearings, out);
    out.load = mean_load(hearings);
    out.clock_ppm = mean_of_known(hearings, [](const Cell& c) { return c.clock_ppm; });
    double clock_information = 0;
    out.n = 0;
    for (const Hearing& heard : hearings) {
        clock_information += 1 / std::max(1e-6, std::pow(heard.cell->cell.clock_sigma_ppm, 2));
        out.n += heard.cell->cell.n;
    }
    out.clock_sigma_ppm = std::sqrt(1 / clock_information);
}

void average_offset(const Hearings& hearings, dsp::lte::Cell& out) {
    double sum = 0, total = 0;
    for (const Hearing& heard : hearings) {
        const double w = 1 / std::max(1e-6, std::pow(heard.cell->cell.cfo_sigma_hz, 2));
        sum += w * heard.cell->cell.cfo_hz;
        total += w;
    }
    out.cfo_hz = sum / total;
    out.cfo_sigma_hz = std::sqrt(1 / total);
}

// Whole frames back to the first one of the segment.
void rewind_to_first_frame(const Stretch& stretch, double sample_rate_hz, dsp::lte::Cell& out) {
    const double frame = sample_rate_hz * (1 + out.clock_ppm.value_or(0) * 1e-6) * frame_s;
    const auto start = static_cast<double>(stretch.segment_start);
    const double frames = std::floor((out.frame_start_sample - start) / frame);
    if (frames < 1) return;
    out.frame_start_sample -= frames * frame;
    if (!out.mib) return;
    const int back = static_cast<int>(std::fmod(frames, sfn_count));
    out.mib->sfn = (out.mib->sfn - back + sfn_count) % sfn_count;
    out.mib->bits = dsp::lte::pack_mib(*out.mib);
}

// SIB1 of the first piece that holds it; its messages come rarely, so that one piece may hold what another lacks.
void gather_system_info(const Hearings& hearings, ScanCell& out) {
    out.cell.system_info.reset();
    for (const Hearing& heard : hearings) {
        const auto& said = heard.cell->cell.system_info;
        if (!said) continue;
        if (!out.cell.system_info) {
            out.cell.system_info = said;
            out.operated_by = heard.cell->operated_by;
            continue;
        }
        dsp::lte::SystemInfo& info = *out.cell.system_info;
        if (!info.sib2) info.sib2 = said->sib2;
        if (!info.sib5) info.sib5 = said->sib5;
        for (const auto& block : said->si_blocks)
            if (std::find(info.si_blocks.begin(), info.si_blocks.end(), block) == info.si_blocks.end())
                info.si_blocks.push_back(block);
    }
}

ScanCell merged(const Hearings& hearings, double sample_rate_hz) {
    auto base =
        std::find_if(hearings.begin(), hearings.end(), [](const Hearing& h) { return h.cell->cell.mib.has_value(); });
    if (base == hearings.end()) base = hearings.begin();
    ScanCell out = *base->cell;
    if (hearings.size() > 1) {
        average_levels(hearings, out.cell);
        average_offset(hearings, out.cell);
        gather_system_info(hearings, out);
    }
    if (base->stretch->first_sample > base->stretch->segment_start)
        rewind_to_first_frame(*base->stretch, sample_rate_hz, out.cell);
    return out;
}

}  // namespace

std::vector<ScanCell> merge_cells(const std::vector<Stretch>& stretches, double sample_rate_hz) {
    std::vector<Hearings> groups;
    for (const Stretch& stretch : stretches)
        for (const ScanCell& cell : stretch.cells) {
            const auto known = std::find_if(groups.begin(), groups.end(), [&](const Hearings& group) {
                return same_cell(*group.front().cell, cell);
            });
            if (known == groups.end())
                groups.push_back({{&cell, &stretch}});
            else
                known->push_back({&cell, &stretch});
        }
    std::vector<ScanCell> cells;
    for (const Hearings& group : groups) cells.push_back(merged(group, sample_rate_hz));
    std::stable_sort(cells.begin(), cells.end(),
                     [](const ScanCell& a, const ScanCell& b) { return a.cell.rsrp_dbfs > b.cell.rsrp_dbfs; });
    return cells;
}

void share_system_info(const std::vector<ScanCell>& cells, std::vector<Stretch>& stretches) {
    for (Stretch& stretch : stretches)
        for (ScanCell& heard : stretch.cells)
            for (const ScanCell& cell : cells)
                if (cell.cell.system_info && same_cell(cell, heard)) {
                    heard.cell.system_info = cell.cell.system_info;
                    heard.operated_by = cell.operated_by;
                }
}

}  // namespace boresight::survey
