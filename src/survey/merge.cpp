// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/merge.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "dsp/lte/pbch.h"
#include "survey/hearings.h"

namespace boresight::survey {

namespace {

constexpr int sfn_count = 1024;

using Hearings = HearingsOf<ScanCell>;
using Level = std::function<double(const dsp::lte::Cell&)>;

double weight(const dsp::lte::Cell& cell) {
    return hearing_weight(cell);
}

std::optional<double> mean_of_known(const Hearings& hearings,
                                    const std::function<std::optional<double>(const dsp::lte::Cell&)>& value) {
    double sum = 0, total = 0;
    for (const Hearing<ScanCell>& heard : hearings)
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
    for (const Hearing<ScanCell>& heard : hearings)
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
    const auto told = std::count_if(hearings.begin(), hearings.end(), [](const Hearing<ScanCell>& heard) {
        return heard.cell->cell.coherence_time_s.has_value();
    });
    out.coherence_time_s = 2 * static_cast<std::size_t>(told) > hearings.size()
                               ? mean_of_known(hearings, [](const dsp::lte::Cell& c) { return c.coherence_time_s; })
                               : std::nullopt;
    for (const Hearing<ScanCell>& heard : hearings) {
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
                     [port](const Hearing<ScanCell>& heard) { return heard.cell->cell.rsrp_ports_dbfs.size() > port; });
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
    for (const Hearing<ScanCell>& heard : hearings) {
        clock_information += 1 / std::max(1e-6, std::pow(heard.cell->cell.clock_sigma_ppm, 2));
        out.n += heard.cell->cell.n;
    }
    out.clock_sigma_ppm = std::sqrt(1 / clock_information);
}

// Whole frames back to the first one of the segment.
void rewind(const Stretch& stretch, double sample_rate_hz, dsp::lte::Cell& out) {
    const int frames = rewind_to_first_frame(stretch, sample_rate_hz, out);
    if (frames == 0 || !out.mib) return;
    out.mib->sfn = (out.mib->sfn - frames % sfn_count + sfn_count) % sfn_count;
    out.mib->bits = dsp::lte::pack_mib(*out.mib);
}

// SIB1 of the first piece that holds it; its messages come rarely, so that one piece may hold what another lacks.
void gather_system_info(const Hearings& hearings, ScanCell& out) {
    out.cell.system_info.reset();
    for (const Hearing<ScanCell>& heard : hearings) {
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
    auto base = std::find_if(hearings.begin(), hearings.end(),
                             [](const Hearing<ScanCell>& h) { return h.cell->cell.mib.has_value(); });
    if (base == hearings.end()) base = hearings.begin();
    ScanCell out = *base->cell;
    if (hearings.size() > 1) {
        average_levels(hearings, out.cell);
        average_offset(hearings, out.cell);
        gather_system_info(hearings, out);
    }
    if (base->stretch->first_sample > base->stretch->segment_start) rewind(*base->stretch, sample_rate_hz, out.cell);
    return out;
}

}  // namespace

std::vector<ScanCell> merge_cells(const std::vector<Stretch>& stretches, double sample_rate_hz) {
    std::vector<ScanCell> cells;
    for (const Hearings& group : group_hearings(stretches, &Stretch::cells))
        cells.push_back(merged(group, sample_rate_hz));
    sort_by_strength(cells);
    return cells;
}

void share_system_info(const std::vector<ScanCell>& cells, std::vector<Stretch>& stretches) {
    share_announced(cells, stretches, &Stretch::cells);
}

}  // namespace boresight::survey
