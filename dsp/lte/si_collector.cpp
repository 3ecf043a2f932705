// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/si_collector.h"

#include <algorithm>
#include <utility>

namespace boresight::dsp::lte {

SiCollector::SiCollector(const CarrierShape& shape, SystemInfo known)
    : shape_(shape), info_(std::move(known)), messages_(info_.sib1.scheduling.size()), soft_(shape), control_(shape) {
    for (std::size_t i = 0; i < messages_.size(); ++i)
        messages_[i].wanted = holds_kept_block(info_.sib1, static_cast<int>(i));
}

bool SiCollector::wants(int sfn, int subframe) const {
    const auto place = si_place(info_.sib1, sfn, subframe);
    return place && messages_[static_cast<std::size_t>(place->message)].wanted;
}

bool SiCollector::complete() const {
    return std::none_of(messages_.begin(), messages_.end(), [](const Message& message) { return message.wanted; });
}

void SiCollector::take(const SubframeGrid& grid, int sfn, int subframe) {
    if (!wants(sfn, subframe)) return;
    const SiPlace place = *si_place(info_.sib1, sfn, subframe);
    soft_.clear();
    soft_.add(grid, subframe);
    const ControlFormat format = control_.format(soft_, subframe);
    if (format.agreement < least_agreement) return;
    for (const Grant& grant : control_.grants(soft_, subframe, format, phich_factor(info_.sib1.tdd_config, subframe)))
        take_grant(format, grant, place, subframe);
}

void SiCollector::take_grant(const ControlFormat& format, const Grant& grant, const SiPlace& place, int subframe) {
    Message& message = messages_[static_cast<std::size_t>(place.message)];
    const std::vector<float> bits = shared_channel_bits(soft_, shape_, subframe, format.symbols(shape_.n_rb_dl), grant);
    if (!message.wanted || bits.empty()) return;
    SoftBlock& block = message.blocks.try_emplace(grant.transport_block_bits, grant.transport_block_bits).first->second;
    block.add(bits, grant.redundancy_version.value_or(
                        redundancy_versions[static_cast<std::size_t>(place.in_window) % redundancy_versions.size()]));
    if (const auto bytes = block.decode(decoder_)) settle(message, *bytes);
}

void SiCollector::settle(Message& message, const std::vector<std::uint8_t>& block) {
    const auto read = parse_si_message(block);
    if (!read) return;
    message = {.wanted = false, .block = block, .blocks = {}};
    if (read->sib2) info_.sib2 = read->sib2;
    if (read->sib5) info_.sib5 = read->sib5;
    info_.si_blocks.clear();
    for (const Message& other : messages_)
        if (!other.block.empty()) info_.si_blocks.push_back(other.block);
}

}  // namespace boresight::dsp::lte
