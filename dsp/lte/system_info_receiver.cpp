// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/system_info_receiver.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <vector>

#include "dsp/lte/control.h"
#include "dsp/lte/shared_channel.h"
#include "dsp/lte/si_collector.h"
#include "dsp/lte/subframe_walk.h"
#include "dsp/lte/wide_carrier.h"

namespace boresight::dsp::lte {

namespace {

constexpr int frames_per_content = 8;  // SIB1 may change after 80 ms

class Sib1Collector {
public:
    explicit Sib1Collector(const CarrierShape& shape) : shape_(shape), soft_(shape), control_(shape) {}

    // One subframe that may carry the block.
    std::optional<SystemInfo> take(const SubframeGrid& grid, int sfn) {
        soft_.clear();
        soft_.add(grid, sib1_subframe);
        if (sfn / frames_per_content != content_) blocks_.clear();
        content_ = sfn / frames_per_content;
        const ControlFormat format = control_.format(soft_, sib1_subframe);
        if (format.agreement < least_agreement) return std::nullopt;
        for (const int factor : sib1_phich_factors(shape_.duplex))
            for (const Grant& grant : control_.grants(soft_, sib1_subframe, format, factor))
                if (auto info = take_grant(format, grant, sfn)) return info;
        return std::nullopt;
    }

private:
    std::optional<SystemInfo> take_grant(const ControlFormat& format, const Grant& grant, int sfn) {
        auto& block = blocks_.try_emplace(grant.transport_block_bits, grant.transport_block_bits).first->second;
        const std::vector<float> bits =
            shared_channel_bits(soft_, shape_, sib1_subframe, format.symbols(shape_.n_rb_dl), grant);
        if (bits.empty()) return std::nullopt;
        block.add(bits, grant.redundancy_version.value_or(redundancy_versions[static_cast<std::size_t>(sfn / 2 % 4)]));
        const auto bytes = block.decode(decoder_);
        if (!bytes) return std::nullopt;
        const auto sib1 = parse_sib1(*bytes);
        if (!sib1) return std::nullopt;
        return SystemInfo{.sib1_block = *bytes, .sib1 = *sib1};
    }

    CarrierShape shape_;
    SoftSubframe soft_;
    ControlRegion control_;
    fec::TurboDecoder decoder_;
    std::map<int, SoftBlock> blocks_;  // by their size
    int content_ = -1;
};

std::optional<SystemInfo> read_sib1(const CarrierShape& shape, SubframeWalk& subframes) {
    Sib1Collector collector(shape);
    std::optional<SystemInfo> info;
    subframes.read([](int sfn, int subframe) { return sfn % 2 == 0 && subframe == sib1_subframe; },
                   [&](const SubframeGrid& grid, int sfn, int) {
                       info = collector.take(grid, sfn);
                       return !info;
                   });
    return info;
}

SystemInfo read_messages(const CarrierShape& shape, const SystemInfo& info, SubframeWalk& subframes) {
    SiCollector collector(shape, info);
    subframes.read([&](int sfn, int subframe) { return collector.wants(sfn, subframe); },
                   [&](const SubframeGrid& grid, int sfn, int subframe) {
                       collector.take(grid, sfn, subframe);
                       return !collector.complete();
                   });
    return collector.info();
}

}  // namespace

std::optional<SystemInfo> receive_system_info(const Cell& cell, CarrierView& view) {
    if (!cell.mib) return std::nullopt;
    const CarrierShape shape = shape_of(cell);
    const int multiple = wide_multiple(view.rate_hz(), shape.n_rb_dl);
    const double outer_hz = std::abs(cell.cfo_hz) + subcarrier_hz * shape.subcarriers() / 2;
    if (multiple == 0 || outer_hz > view.rate_hz() / 2 + subcarrier_hz) return std::nullopt;
    const auto [samples, cfo_hz] = view.at(multiple, cell.cfo_hz);
    const double rate_hz = multiple * base_rate_hz;
    WideCarrier carrier(shape, rate_hz);
    carrier.aim(samples, cfo_hz);
    SubframeWalk subframes(carrier, rate_hz, samples.size(), cell.frame_start_sample * rate_hz / view.rate_hz(),
                           cell.mib->sfn, 1 + cell.clock_ppm.value_or(0) * 1e-6);
    const auto info = read_sib1(shape, subframes);
    if (!info) return std::nullopt;
    return read_messages(shape, *info, subframes);
}

}  // namespace boresight::dsp::lte
