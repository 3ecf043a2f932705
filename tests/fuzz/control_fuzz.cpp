// SPDX-License-Identifier: GPL-3.0-or-later
// Any samples as a subframe of any cell of six resource blocks, through PCFICH, PDCCH, grants (those that are found,
// and one made of the bytes) and PDSCH to blocks: nothing but sound grants, and no block that its CRC doesn't allow.
#include <cstdlib>

#include "dsp/lte/control.h"
#include "dsp/lte/numerology.h"
#include "dsp/lte/shared_channel.h"
#include "dsp/lte/si_schedule.h"

namespace {

using namespace boresight::dsp;
using namespace boresight::dsp::lte;

constexpr std::size_t header = 12;

template <class T, std::size_t n>
T one_of(const std::array<T, n>& all, std::uint8_t byte) {
    return all[byte % n];
}

CarrierShape any_shape(std::span<const std::uint8_t> bytes) {
    return {.pci = (bytes[0] << 8 | bytes[1]) % pci_count,
            .duplex = bytes[2] % 2 == 0 ? Duplex::fdd : Duplex::tdd,
            .cp = bytes[3] % 4 != 0 ? CyclicPrefix::normal : CyclicPrefix::extended,
            .n_rb_dl = 6,
            .ports = one_of(std::array{1, 2, 4}, bytes[4]),
            .phich_duration = bytes[5] % 2 == 0 ? PhichDuration::normal : PhichDuration::extended,
            .phich_ng = one_of(std::array{PhichNg::one_sixth, PhichNg::half, PhichNg::one, PhichNg::two}, bytes[6])};
}

void take(const SoftSubframe& soft, const CarrierShape& shape, int subframe, int symbols, const Grant& grant) {
    for (const auto& slot : grant.resource_blocks)
        for (const int block : slot)
            if (block < 0 || block >= shape.n_rb_dl) std::abort();
    const auto bits = shared_channel_bits(soft, shape, subframe, symbols, grant);
    if (bits.size() > 2 * static_cast<std::size_t>(shape.subcarriers() * shape.symbols())) std::abort();
    SoftBlock block(grant.transport_block_bits);
    fec::TurboDecoder decoder;
    block.add(bits, grant.redundancy_version.value_or(0));
    const auto bytes = block.decode(decoder);
    if (bytes && static_cast<int>(8 * bytes->size()) != grant.transport_block_bits) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < header) return 0;
    const std::span<const std::uint8_t> bytes(data, size);
    const CarrierShape shape = any_shape(bytes);
    const int subframe = bytes[7] % 10;
    const auto samples_in = bytes.subspan(header);
    IqBuffer samples(subframe_samples + 1);
    for (std::size_t i = 0; i < samples.size() && !samples_in.empty(); ++i) {
        const auto part = [&](std::size_t n) {
            return static_cast<float>(static_cast<std::int8_t>(samples_in[n % samples_in.size()])) / 128;
        };
        samples[i] = {part(2 * i), part(2 * i + 1)};
    }
    WideCarrier carrier(shape, base_rate_hz);
    carrier.aim(samples, 0);
    SubframeGrid grid;
    if (!carrier.read(0, subframe, 1, grid)) return 0;
    SoftSubframe soft(shape);
    soft.add(grid, subframe);
    ControlRegion control(shape);
    const ControlFormat format = control.format(soft, subframe);
    if (format.cfi < 1 || format.cfi > 3 || format.agreement > 1.001) std::abort();
    const int symbols = format.symbols(shape.n_rb_dl);
    for (const Grant& grant : control.grants(soft, subframe, format, bytes[7] / 10 % 3))
        take(soft, shape, subframe, symbols, grant);
    const GrantFormats formats(shape.n_rb_dl, shape.duplex);
    std::vector<std::uint8_t> bits;
    for (int i = 0; i < formats.size_1a(); ++i) bits.push_back(bytes[8 + static_cast<std::size_t>(i) / 8] >> i % 8 & 1);
    const std::span<const std::uint8_t> all(bits);
    for (const auto& grant :
         {formats.parse_1a(all), formats.parse_1c(all.first(static_cast<std::size_t>(formats.size_1c())))})
        if (grant) take(soft, shape, subframe, symbols, *grant);
    return 0;
}
