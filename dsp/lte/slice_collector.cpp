// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/slice_collector.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace boresight::dsp::lte {

namespace {

constexpr double block_hz = subcarriers_per_rb * subcarrier_hz;
constexpr double usable_share = 0.8;  // of the rate, about its middle, that a radio's filter leaves flat
constexpr int least_blocks = 6;
constexpr double sure_agreement = 0.5;  // of what is seen of the control format with its codeword

double work_rate(double rate_hz) {
    const double bins = rate_hz / subcarrier_hz;
    if (std::abs(bins - std::round(bins)) < 1e-9) return rate_hz;
    return std::floor(rate_hz / base_rate_hz) * base_rate_hz;
}

}  // namespace

SliceCollector::SliceCollector(const CarrierShape& shape, double sample_rate_hz)
    : shape_(shape),
      rate_hz_(sample_rate_hz),
      work_hz_(work_rate(sample_rate_hz)),
      blocks_seen_(std::min(shape.n_rb_dl, static_cast<int>(usable_share * work_hz_ / block_hz))),
      carrier_(shape, work_hz_),
      timing_(shape, work_hz_),
      control_(shape),
      one_(shape) {
    if (blocks_seen_ < least_blocks) throw std::invalid_argument("SliceCollector: too slow for six resource blocks");
    const int count = (shape.n_rb_dl + blocks_seen_ - 1) / blocks_seen_, rest = shape.n_rb_dl - blocks_seen_;
    for (int i = 0; i < count; ++i) starts_.push_back(count > 1 ? i * rest / (count - 1) : 0);
    looks_.assign(starts_.size(), 0);
    if (work_hz_ != rate_hz_) channelizer_ = std::make_unique<Channelizer>(rate_hz_, work_hz_);
}

double SliceCollector::next_slice_hz() const {
    const auto wanted = [this](std::size_t i) {
        bool known = false, holds = false;
        for (const auto& version : parts_)
            for (const Part& part : version)
                for (const Grant& grant : part.grants)
                    for (const auto& slot : grant.resource_blocks)
                        for (const int block : slot) {
                            known = true;
                            holds = holds || (block >= starts_[i] && block < starts_[i] + blocks_seen_);
                        }
        return holds || !known;
    };
    std::size_t best = 0;
    for (std::size_t i = 1; i < starts_.size(); ++i)
        if (std::pair(looks_[i], !wanted(i)) < std::pair(looks_[best], !wanted(best))) best = i;
    return (starts_[best] + blocks_seen_ / 2.0 - shape_.n_rb_dl / 2.0) * block_hz;
}

// Whole resource blocks in the flat part of the band.
Slice SliceCollector::slice_at(double carrier_hz) const {
    const double reach_hz = usable_share / 2 * work_hz_ + subcarrier_hz;
    const double lowest_hz = carrier_hz - shape_.n_rb_dl * block_hz / 2;
    const int first = std::max(0, static_cast<int>(std::ceil((-reach_hz - lowest_hz) / block_hz)));
    const int last = std::min(shape_.n_rb_dl, static_cast<int>(std::floor((reach_hz - lowest_hz) / block_hz)));
    return {first, last};
}

// Without the radio's own constant part, at the rate that is worked at.
IqSpan SliceCollector::prepare(IqSpan samples) {
    const Sample sum = std::accumulate(samples.begin(), samples.end(), Sample{});
    const Sample mean = sum / static_cast<float>(std::max<std::size_t>(1, samples.size()));
    level_.resize(samples.size());
    for (std::size_t i = 0; i < samples.size(); ++i) level_[i] = samples[i] - mean;
    if (!channelizer_) return level_;
    channelizer_->load(level_);
    channelizer_->extract(0, narrow_);
    return narrow_;
}

std::optional<SystemInfo> SliceCollector::take(const Look& look) {
    const Slice seen = slice_at(look.carrier_hz);
    for (std::size_t i = 0; i < starts_.size(); ++i)
        if (seen.first <= starts_[i] && seen.last >= starts_[i] + blocks_seen_) ++looks_[i];
    if (seen.last - seen.first < least_blocks) return std::nullopt;
    const IqSpan samples = prepare(look.samples);
    const double stretch = 1 + look.clock_ppm * 1e-6;
    // A crystal that is fast sees subcarriers closer together, which counts far from the carrier's middle.
    const double middle_hz = (seen.first + seen.last - shape_.n_rb_dl) / 2.0 * block_hz;
    const double carrier_hz = look.carrier_hz + middle_hz * (1 / stretch - 1);
    double start = look.frame_start_sample * work_hz_ / rate_hz_;
    start = timing_.find(samples, carrier_hz, seen, start, look.most_off_s * work_hz_);
    carrier_.aim(samples, carrier_hz, seen);
    SubframeWalk subframes(carrier_, work_hz_, samples.size(), start, look.sfn, stretch);
    const bool first = !messages_;
    if (first && !read_block(subframes)) return std::nullopt;
    const std::size_t known = messages_->info().si_blocks.size();
    if (slices() == 1) collect_messages(subframes);
    if (!first && messages_->info().si_blocks.size() == known) return std::nullopt;
    return messages_->info();
}

bool SliceCollector::read_block(SubframeWalk& subframes) {
    subframes.read([](int sfn, int subframe) { return sfn % 2 == 0 && subframe == sib1_subframe; },
                   [this](const SubframeGrid& grid, int sfn, int) {
                       collect(grid, sfn / 2 % static_cast<int>(versions));
                       return true;
                   });
    const auto info = decode();
    if (info) messages_ = std::make_unique<SiCollector>(shape_, *info);
    return messages_ != nullptr;
}

void SliceCollector::collect_messages(SubframeWalk& subframes) {
    subframes.read([this](int sfn, int subframe) { return messages_->wants(sfn, subframe); },
                   [this](const SubframeGrid& grid, int sfn, int subframe) {
                       messages_->take(grid, sfn, subframe);
                       return !messages_->complete();
                   });
}

// How long the control region is may change from subframe to subframe: where its slice says so, that is believed.
void SliceCollector::collect(const SubframeGrid& grid, int version) {
    one_.clear();
    one_.add(grid, sib1_subframe);
    const ControlFormat format = control_.format(one_, sib1_subframe);
    ++subframes_;
    for (std::size_t i = 0; i < formats; ++i) {
        const bool told = format.agreement > sure_agreement;
        if (told && format.cfi != static_cast<int>(i) + 1) continue;
        Part& part = parts_[static_cast<std::size_t>(version)][i];
        if (!part.soft) part.soft = std::make_unique<SoftSubframe>(shape_);
        part.soft->add(one_);
    }
}

void SliceCollector::add(std::vector<SoftBlock>& blocks, std::size_t version, std::size_t format,
                         const Grant& grant) const {
    const Part& part = parts_[version][format];
    const ControlFormat control{.cfi = static_cast<int>(format) + 1};
    const std::vector<float> bits =
        shared_channel_bits(*part.soft, shape_, sib1_subframe, control.symbols(shape_.n_rb_dl), grant);
    if (bits.empty()) return;
    auto block = std::find_if(blocks.begin(), blocks.end(), [&](const SoftBlock& other) {
        return other.transport_block_bits() == grant.transport_block_bits;
    });
    if (block == blocks.end()) block = blocks.emplace(blocks.end(), grant.transport_block_bits);
    block->add(bits, grant.redundancy_version.value_or(redundancy_versions[version]));
}

std::optional<SystemInfo> SliceCollector::decode() {
    for (auto& version : parts_)
        for (std::size_t format = 0; format < formats; ++format) {
            Part& part = version[format];
            if (!part.soft) continue;
            part.grants.clear();
            const ControlFormat control{.cfi = static_cast<int>(format) + 1};
            for (const int factor : sib1_phich_factors(shape_.duplex))
                for (const Grant& grant : control_.grants(*part.soft, sib1_subframe, control, factor))
                    part.grants.push_back(grant);
        }
    if (auto found = decode(false)) return found;
    return decode(true);
}

// With the grants that were read; or else, where none was, with those of the other three.
std::optional<SystemInfo> SliceCollector::decode(bool guess) {
    std::vector<SoftBlock> blocks;
    for (std::size_t version = 0; version < versions; ++version) {
        const bool known = std::any_of(parts_[version].begin(), parts_[version].end(),
                                       [](const Part& part) { return !part.grants.empty(); });
        for (std::size_t format = 0; format < formats; ++format) {
            for (const Grant& grant : parts_[version][format].grants) add(blocks, version, format, grant);
            if (!guess || known || !parts_[version][format].soft) continue;
            std::vector<Grant> others;
            for (const auto& other : parts_)
                for (Grant grant : other[format].grants) {
                    grant.redundancy_version.reset();
                    if (std::find(others.begin(), others.end(), grant) == others.end()) others.push_back(grant);
                }
            for (const Grant& grant : others) add(blocks, version, format, grant);
        }
    }
    for (const SoftBlock& block : blocks) {
        const auto bytes = block.decode(decoder_);
        if (!bytes) continue;
        if (const auto sib1 = parse_sib1(*bytes)) return SystemInfo{.sib1_block = *bytes, .sib1 = *sib1};
    }
    return std::nullopt;
}

}  // namespace boresight::dsp::lte
