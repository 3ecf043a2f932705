// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "dsp/umts/si_reader.h"
#include "survey/hearings.h"
#include "survey/merge.h"
#include "survey/operator_names.h"

namespace boresight::survey {

namespace {

using dsp::umts::BchBlock;
using dsp::umts::Cell;
using Hearings = HearingsOf<UmtsScanCell>;

constexpr int sfn_count = 4096;
// Pieces of a recording overlap, so that no block is cut: by less than that many.
constexpr std::size_t overlapping_blocks = 4;

void average_levels(const Hearings& hearings, Cell& out) {
    const auto rscp = [](const Cell& c) { return c.rscp_dbfs; };
    const auto rssi = [](const Cell& c) { return c.rssi_dbfs; };
    const auto ecno = [](const Cell& c) { return c.ecno_db; };
    const auto sinr = [](const Cell& c) { return c.sinr_db; };
    out.rscp_sigma_db = sigma_of_mean_db(hearings, rscp, [](const Cell& c) { return c.rscp_sigma_db; });
    out.rssi_sigma_db = sigma_of_mean_db(hearings, rssi, [](const Cell& c) { return c.rssi_sigma_db; });
    out.ecno_sigma_db = sigma_of_mean_db(hearings, ecno, [](const Cell& c) { return c.ecno_sigma_db; });
    out.sinr_sigma_db = sigma_of_mean_db(hearings, sinr, [](const Cell& c) { return c.sinr_sigma_db; });
    out.sinr_db = mean_db(hearings, sinr);
    out.rscp_dbfs = mean_db(hearings, rscp);
    out.rssi_dbfs = mean_db(hearings, rssi);
    out.ecno_db = out.rscp_dbfs - out.rssi_dbfs;
    out.n = 0;
    double spread = 0, total = 0;
    for (const auto& heard : hearings) {
        const Cell& cell = heard.cell->cell;
        out.n += cell.n;
        spread += hearing_weight(cell) * cell.delay_spread_us;
        total += hearing_weight(cell);
    }
    out.delay_spread_us = spread / total;
}

// In the order of the pieces; what two of them hold is told once.
std::vector<BchBlock> blocks_of(const Hearings& hearings) {
    std::vector<BchBlock> blocks;
    for (const auto& heard : hearings) {
        const std::size_t before = blocks.size() - std::min(blocks.size(), overlapping_blocks);
        const std::vector<BchBlock> known(blocks.begin() + static_cast<std::ptrdiff_t>(before), blocks.end());
        for (const BchBlock& block : heard.cell->cell.bch_blocks)
            if (std::none_of(known.begin(), known.end(),
                             [&](const BchBlock& other) { return other.bits == block.bits; }))
                blocks.push_back(block);
    }
    return blocks;
}

UmtsScanCell merged(const Hearings& hearings, double sample_rate_hz) {
    auto base = std::find_if(hearings.begin(), hearings.end(),
                             [](const auto& heard) { return heard.cell->cell.sfn.has_value(); });
    if (base == hearings.end()) base = hearings.begin();
    UmtsScanCell out = *base->cell;
    if (hearings.size() > 1) {
        average_levels(hearings, out.cell);
        average_offset(hearings, out.cell);
        out.cell.bch_blocks = blocks_of(hearings);
        out.cell.system_info = dsp::umts::read_system_info(out.cell.bch_blocks);
        out.operated_by = operator_by_mib(out.cell.system_info);
    }
    if (base->stretch->first_sample > base->stretch->segment_start) {
        const int frames = rewind_to_first_frame(*base->stretch, sample_rate_hz, out.cell);
        if (out.cell.sfn) out.cell.sfn = (*out.cell.sfn - frames % sfn_count + sfn_count) % sfn_count;
    }
    return out;
}

}  // namespace

std::vector<UmtsScanCell> merge_umts_cells(const std::vector<Stretch>& stretches, double sample_rate_hz) {
    std::vector<UmtsScanCell> cells;
    for (const Hearings& group : group_hearings(stretches, &Stretch::umts_cells))
        cells.push_back(merged(group, sample_rate_hz));
    sort_by_strength(cells);
    return cells;
}

void share_system_info(const std::vector<UmtsScanCell>& cells, std::vector<Stretch>& stretches) {
    share_announced(cells, stretches, &Stretch::umts_cells);
}

}  // namespace boresight::survey
