// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a recorded sweep: an Error, or stops in the order of time that all hold the same cells, within range.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "platform/error.h"
#include "survey/sweep_file.h"

namespace {

using namespace boresight;

void demand(bool holds) {
    if (!holds) std::abort();
}

void check(const survey::SweepFile& sweep) {
    demand(!sweep.stops.empty() && sweep.cells() > 0);
    demand(std::isfinite(sweep.limit_dbm) && sweep.block_s > 0);
    demand((sweep.kind == survey::SweepFile::Kind::sweep) == sweep.beamwidth_deg.has_value());
    double before_s = -1;
    for (const survey::SweepStop& stop : sweep.stops) {
        demand(stop.time_s > before_s);
        before_s = stop.time_s;
        demand(stop.azimuth_deg >= 0 && stop.azimuth_deg <= 360);
        demand(stop.cells.size() == sweep.cells());
        for (const aim::Blocks& blocks : stop.cells) {
            demand(!blocks.empty() && blocks.size() == stop.cells.front().size());
            for (const auto& block : blocks) demand(!block || std::abs(*block) <= 250);
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        check(survey::parse_sweep(std::string_view(reinterpret_cast<const char*>(data), size), "fuzz.json"));
    } catch (const Error&) {
        return 0;
    }
    return 0;
}
