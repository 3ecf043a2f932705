// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/si_assembler.h"

#include <algorithm>

namespace boresight::dsp::umts {

std::vector<Sib> SiAssembler::add(int sfn, const std::vector<SiSegment>& segments) {
    std::vector<Sib> whole;
    for (const SiSegment& segment : segments) {
        if (segment.role == SiSegment::Role::whole) {
            whole.push_back({.type = segment.type, .bits = segment.bits, .first_sfn = sfn, .last_sfn = sfn});
            continue;
        }
        Gathering& so_far = gathering_[static_cast<std::size_t>(segment.type)];
        const auto place = static_cast<std::size_t>(segment.index);
        if (place >= most_segments_) continue;
        const bool another = (!so_far.parts[place].empty() && so_far.parts[place] != segment.bits) ||
                             (segment.count > 0 && so_far.count > 0 && segment.count != so_far.count);
        if (another) so_far = {};
        const bool begins =
            std::all_of(so_far.parts.begin(), so_far.parts.end(), [](const Bits& part) { return part.empty(); });
        if (begins) so_far.first_sfn = sfn;
        so_far.parts[place] = segment.bits;
        if (segment.count > 0) so_far.count = segment.count;

        Sib sib{.type = segment.type, .bits = {}, .first_sfn = so_far.first_sfn, .last_sfn = sfn};
        bool complete = so_far.count > 0;
        for (std::size_t i = 0; i < static_cast<std::size_t>(so_far.count) && complete; ++i) {
            complete = !so_far.parts[i].empty();
            sib.bits.insert(sib.bits.end(), so_far.parts[i].begin(), so_far.parts[i].end());
        }
        if (!complete) continue;
        whole.push_back(std::move(sib));
        so_far = {};
    }
    return whole;
}

}  // namespace boresight::dsp::umts
