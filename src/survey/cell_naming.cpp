// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/cell_naming.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include "dsp/lte/slice_collector.h"
#include "survey/operator_names.h"
#include "survey/radio_rate.h"

namespace boresight::survey {

namespace {

constexpr double look_s = 0.1;           // holds all four versions of SIB1
constexpr double most_messages_s = 0.8;  // after SIB1: most messages come every 640 ms or more often
constexpr double most_off_s = 0.0045;    // of a look's time, where the radio doesn't stamp its samples
constexpr double tied_ppm = 5;           // a clock that differs by more from its carrier's offset isn't tied to it
constexpr double frame_s = 0.010;
constexpr int sfn_count = 1024;

// One crystal for tuner and converter is usual, and the carrier's offset tells it best.
double clock_ppm(const ScanCell& heard) {
    const double by_offset = -heard.cell.cfo_hz / *heard.frequency_hz * 1e6;
    const double by_clock = heard.cell.clock_ppm.value_or(by_offset);
    return std::abs(by_clock - by_offset) < tied_ppm + 3 * heard.cell.clock_sigma_ppm ? by_offset : by_clock;
}

}  // namespace

struct CellNaming::Asked {
    ScanCell* cell;
    double ppm;
    double frame_begins_s;  // the one its SFN belongs to, since the piece
    std::unique_ptr<dsp::lte::SliceCollector> collector;
};

CellNaming::CellNaming(radio::Radio& radio, radio::Listener& listener, double most_s)
    : radio_(radio), listener_(listener), most_s_(most_s) {}

radio::Ending CellNaming::name(Stretch& piece, double sample_rate_hz, StopToken stop) {
    std::map<std::pair<double, int>, std::vector<Asked>> carriers;  // by frequency and width
    for (ScanCell& heard : piece.cells) {
        if (!heard.frequency_hz || !heard.cell.mib || !piece.wall_ns) continue;
        if (heard.cell.system_info && heard.cell.system_info->sib2) continue;
        if (heard.cell.sinr_db < least_named_sinr_db || known_.count({*heard.frequency_hz, heard.cell.pci}) > 0)
            continue;
        const int n_rb_dl = heard.cell.mib->n_rb_dl;
        const double ppm = clock_ppm(heard), true_rate_hz = sample_rate_hz * (1 + ppm * 1e-6);
        carriers[{*heard.frequency_hz, n_rb_dl}].push_back(
            {.cell = &heard,
             .ppm = ppm,
             .frame_begins_s = heard.cell.frame_start_sample / true_rate_hz,
             .collector = std::make_unique<dsp::lte::SliceCollector>(dsp::lte::shape_of(heard.cell),
                                                                     naming_rate_hz(radio_, n_rb_dl))});
    }
    radio::Ending ending = radio::Ending::complete;
    for (auto& [carrier, cells] : carriers)
        if (ending == radio::Ending::complete) ending = ask(cells, carrier.first, carrier.second, *piece.wall_ns, stop);
    for (ScanCell& heard : piece.cells) {
        if (!heard.frequency_hz) continue;
        const std::pair key{*heard.frequency_hz, heard.cell.pci};
        auto found = known_.find(key);
        if (heard.cell.system_info && (found == known_.end() || !found->second))
            found = known_.insert_or_assign(key, heard.cell.system_info).first;
        if (found == known_.end() || !found->second) continue;
        heard.cell.system_info = found->second;
        heard.operated_by = operator_by_sib1(found->second->sib1);
    }
    return ending;
}

radio::Ending CellNaming::ask(std::span<Asked> cells, double frequency_hz, int n_rb_dl, std::int64_t wall_ns,
                              StopToken stop) {
    const double rate_hz = naming_rate_hz(radio_, n_rb_dl);
    for (const Asked& asked : cells) known_[{frequency_hz, asked.cell->cell.pci}] = std::nullopt;
    double spent_s = 0;
    const auto open = [&] {
        return std::find_if(cells.begin(), cells.end(), [](const Asked& asked) { return asked.collector != nullptr; });
    };
    double named_s = 0;  // since every cell said whose it is
    for (auto first = open(); first != cells.end() && spent_s < most_s_ && named_s < most_messages_s; first = open()) {
        const double tuned_hz = frequency_hz + first->collector->next_slice_hz();
        if (!radio_.limits().reaches(tuned_hz)) break;
        const radio::Heard heard = listener_.listen({tuned_hz, rate_hz}, look_s, stop);
        time_.add(heard, rate_hz);
        spent_s += look_s + heard.settling_s;
        if (heard.ending != radio::Ending::complete) return heard.ending;
        if (!heard.block.wall_ns) break;
        const double since_s = static_cast<double>(*heard.block.wall_ns - wall_ns) * 1e-9;
        for (Asked& asked : cells) {
            if (!asked.collector) continue;
            const double ago_s = since_s - asked.frame_begins_s;
            const auto frames = static_cast<std::int64_t>(std::ceil(ago_s / frame_s));
            const double start_s = static_cast<double>(frames) * frame_s - ago_s;
            const auto info = asked.collector->take(
                {.samples = heard.block.samples,
                 .carrier_hz = frequency_hz + asked.cell->cell.cfo_hz - *heard.block.center_frequency_hz,
                 .frame_start_sample = start_s * rate_hz * (1 + asked.ppm * 1e-6),
                 .sfn = static_cast<int>((asked.cell->cell.mib->sfn + frames) % sfn_count),
                 .most_off_s = most_off_s,
                 .clock_ppm = asked.ppm});
            if (info) known_[{frequency_hz, asked.cell->cell.pci}] = info;
            if (asked.collector->complete()) asked.collector.reset();
        }
        const bool all_named = std::all_of(cells.begin(), cells.end(), [&](const Asked& asked) {
            return known_[{frequency_hz, asked.cell->cell.pci}].has_value();
        });
        if (all_named) named_s += look_s;
    }
    return radio::Ending::complete;
}

}  // namespace boresight::survey
