// SPDX-License-Identifier: GPL-3.0-or-later
// System information block 5: channels for idle phones, of which only the pilot's transmit power matters here. It
// stands behind the description of the first random access channel, which has to be passed over part by part. TS 25.331
// 10.2.48.8.8, 10.3.6.55 and 10.3.5.23.
#include <array>

#include "dsp/asn1/per_reader.h"
#include "dsp/umts/sib_octets.h"
#include "dsp/umts/system_info.h"

namespace boresight::dsp::umts {

namespace {

using asn1::PerReader;

// TDD's part of a choice is of no cell that is received here.
void require_fdd(PerReader& in) {
    if (in.flag()) in.fail();
}

void pass_logical_channels(PerReader& in) {
    enum List { all_sizes, configured, explicit_list };
    if (in.number(all_sizes, explicit_list) != explicit_list) return;
    const int count = in.number(1, 15);
    for (int i = 0; i < count && !in.failed(); ++i) {
        const bool named = in.flag();
        in.number(1, 32);
        if (named) in.number(0, 1);
    }
}

void pass_block_counts(PerReader& in) {
    enum Blocks { no_block, one, few, many };
    const int count = in.number(1, 32);
    for (int i = 0; i < count && !in.failed(); ++i) {
        const int blocks = in.number(no_block, many);
        if (blocks == few) in.number(2, 17);
        if (blocks == many) in.number(18, 512);
    }
}

// CommonTransChTFS.
void pass_transport_formats(PerReader& in) {
    if (!in.flag()) in.fail();  // those of dedicated channels
    constexpr int dynamic_interval = 4;
    if (in.number(0, dynamic_interval) == dynamic_interval) in.fail();
    const int count = in.number(1, 32);
    for (int i = 0; i < count && !in.failed(); ++i) {
        require_fdd(in);
        enum Size { first, second, third };
        switch (in.number(first, third)) {
            case first: in.number(0, 31); break;
            case second: in.number(0, 63); break;
            default: in.number(0, 56); break;
        }
        pass_block_counts(in);
        pass_logical_channels(in);
    }
    enum Coding { uncoded, convolutional, turbo };
    if (in.number(uncoded, turbo) == convolutional) in.flag();
    in.number(1, 256);  // rateMatchingAttribute
    in.number(0, 4);    // crc-Size
}

void pass_power_offset(PerReader& in) {
    const bool preamble = in.flag();
    const bool computed = in.flag();
    if (!computed) {
        const bool reference = in.flag();
        require_fdd(in);
        in.bits(4 + 4);  // gain factors
        if (reference) in.bits(2);
    } else {
        in.bits(2);
    }
    if (preamble) in.number(-5, 10);
}

// TFCS.
void pass_combinations(PerReader& in) {
    constexpr std::array<int, 6> widths{2, 4, 6, 8, 12, 16};
    if (in.flag() || in.bits(2) != 0) in.fail();  // split, or not a complete one
    const int size = in.number(0, 6);
    const int count = in.number(1, 1024);
    for (int i = 0; i < count && !in.failed(); ++i) {
        const bool offset = in.flag();
        in.bits(size < static_cast<int>(widths.size()) ? widths[static_cast<std::size_t>(size)] : 24);
        if (offset) pass_power_offset(in);
    }
}

void pass_partitioning(PerReader& in) {
    require_fdd(in);
    const int count = in.number(1, 8);
    for (int i = 0; i < count && !in.failed(); ++i)
        if (in.flag()) in.bits(4 + 4 + 4);
}

// PRACH-SystemInformation as far as the pilot's power.
std::optional<int> read_pilot_power(PerReader& in) {
    const bool formats = in.flag(), combinations = in.flag(), partitioning = in.flag(), scaling = in.flag(),
               classes = in.flag();
    require_fdd(in);
    in.skip(16 + 2 + 4 + 4 + 12);  // signatures, spreading, scrambling code, puncturing limit, subchannels
    in.number(1, 32);              // transportChannelIdentity
    if (formats) pass_transport_formats(in);
    if (combinations) pass_combinations(in);
    if (partitioning) pass_partitioning(in);
    if (scaling) in.skip(3 * static_cast<std::size_t>(in.number(1, 6)));
    if (classes) in.skip(3 * 7);
    require_fdd(in);
    const bool power = in.flag();
    in.bits(4);  // which of the rest is there
    if (!power) return std::nullopt;
    return in.number(-10, 50);
}

}  // namespace

std::optional<Sib5> read_sib5(const Bits& bits) {
    const auto octets = octets_of(bits);
    PerReader in(octets);
    const bool common_channel = in.flag();
    in.bits(2);  // of levels, and extensions, which come after
    in.flag();   // sib6indicator
    in.number(-10, 5);
    require_fdd(in);
    in.number(-22, 5);
    if (common_channel) {
        require_fdd(in);
        in.flag();
    }
    const int channels = in.number(1, 16);
    Sib5 sib;
    if (channels > 0) sib.cpich_tx_power_dbm = read_pilot_power(in);
    if (in.failed()) return std::nullopt;
    return sib;
}

}  // namespace boresight::dsp::umts
