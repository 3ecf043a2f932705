// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as SigMF metadata: an Error or values that make sense and come back from what is written of them.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "platform/error.h"
#include "radio/sigmf_meta.h"

namespace {

using namespace boresight;
using namespace boresight::radio;

void demand(bool holds) {
    if (!holds) std::abort();
}

void check(const SigmfMeta& meta) {
    demand(std::isfinite(meta.sample_rate_hz) && meta.sample_rate_hz > 0);
    demand(!meta.segments.empty() && meta.segments.front().sample_start == 0);
    std::uint64_t start = 0;
    for (const SigmfSegment& segment : meta.segments) {
        demand(segment.sample_start >= start);
        start = segment.sample_start;
        demand(!segment.frequency_hz || *segment.frequency_hz > 0);
        demand(!segment.place || std::abs(segment.place->latitude_deg) <= 90);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const std::string_view text(reinterpret_cast<const char*>(data), size);
        const SigmfMeta meta = parse_sigmf_meta(text, "fuzz.sigmf-meta");
        check(meta);
        const SigmfMeta again = parse_sigmf_meta(format_sigmf_meta(meta, 0), "fuzz.sigmf-meta");
        demand(again.datatype == meta.datatype && again.sample_rate_hz == meta.sample_rate_hz);
        demand(again.segments.size() <= meta.segments.size());
    } catch (const Error&) {
        return 0;
    }
    return 0;
}
