// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/grant.h"

#include <algorithm>
#include <bit>

namespace boresight::dsp::lte {

namespace {

// TS 36.213 table 7.1.7.2.1-1, columns of two and three resource blocks.
constexpr std::array<int, 27> bits_of_two{32,  56,  72,  104, 120, 144, 176, 224,  256,  296,  328,  376,  440, 488,
                                          552, 600, 632, 696, 776, 840, 904, 1000, 1064, 1128, 1192, 1256, 1480};
constexpr std::array<int, 27> bits_of_three{56,   88,   144,  176,  208,  224,  256,  328,  392,
                                            456,  504,  584,  680,  744,  840,  904,  968,  1064,
                                            1160, 1288, 1384, 1480, 1608, 1736, 1800, 1864, 2216};
// TS 36.213 table 7.1.7.2.3-1, of format 1C.
constexpr std::array<int, 32> bits_of_1c{40,  56,   72,   120,  136,  144,  176,  208,  224,  256, 280,
                                         296, 328,  336,  392,  488,  552,  600,  632,  696,  776, 840,
                                         904, 1000, 1064, 1128, 1224, 1288, 1384, 1480, 1608, 1736};
constexpr int two_gaps_from = 50;  // resource blocks

int bits_for(int values) {
    return std::bit_width(static_cast<unsigned>(values - 1));
}

int runs_of(int blocks) {
    return blocks * (blocks + 1) / 2;
}

class BitReader {
public:
    explicit BitReader(std::span<const std::uint8_t> bits) : bits_(bits) {}
    int take(int count) {
        int value = 0;
        for (int i = 0; i < count; ++i) value = value << 1 | bits_[next_++];
        return value;
    }

private:
    std::span<const std::uint8_t> bits_;
    std::size_t next_ = 0;
};

// P of TS 36.213 7.1.6.1, table 7.1.6.1-1.
int group_size(int n_rb_dl) {
    return n_rb_dl <= 10 ? 1 : n_rb_dl <= 26 ? 2 : n_rb_dl <= 63 ? 3 : 4;
}

}  // namespace

std::optional<BlockRun> parse_riv(int value, int blocks) {
    if (value < 0 || value >= runs_of(blocks)) return std::nullopt;
    BlockRun run{.first = value % blocks, .count = value / blocks + 1};
    if (run.first + run.count > blocks) run = {.first = blocks - 1 - run.first, .count = blocks - run.count + 2};
    return run;
}

GrantFormats::GrantFormats(int n_rb_dl, Duplex duplex)
    : n_rb_dl_(n_rb_dl),
      duplex_(duplex),
      allocation_bits_1a_(bits_for(runs_of(n_rb_dl))),
      allocation_bits_1c_(bits_for(runs_of(virtual_blocks(false) / (n_rb_dl < two_gaps_from ? 2 : 4)))) {
    const bool tdd = duplex == Duplex::tdd;
    // Format 0, which 1A is filled up to, taking the uplink to be as wide as the downlink.
    const int size_0 = 14 + allocation_bits_1a_ + (tdd ? 2 : 0);
    size_1a_ = std::max(15 + allocation_bits_1a_ + (tdd ? 3 : 0), size_0);
    // TS 36.212 table 5.3.3.1.2-1: sizes at which the code's rate would be mistaken.
    constexpr std::array<int, 10> ambiguous{12, 14, 16, 20, 24, 26, 32, 40, 44, 56};
    if (std::find(ambiguous.begin(), ambiguous.end(), size_1a_) != ambiguous.end()) ++size_1a_;
    size_1c_ = allocation_bits_1c_ + 5 + (n_rb_dl >= two_gaps_from ? 1 : 0);
}

// TS 36.211 table 6.2.3.2-1.
int GrantFormats::gap(bool second) const {
    const int n = n_rb_dl_;
    if (n <= 10) return (n + 1) / 2;
    if (n == 11) return 4;
    if (n <= 19) return 8;
    if (n <= 26) return 12;
    if (n <= 44) return 18;
    if (n <= 49) return 27;
    if (n <= 63) return second ? 9 : 27;
    if (n <= 79) return second ? 16 : 32;
    return second ? 16 : 48;
}

int GrantFormats::virtual_blocks(bool second) const {
    const int g = gap(second);
    return second ? n_rb_dl_ / (2 * g) * 2 * g : 2 * std::min(g, n_rb_dl_ - g);
}

// TS 36.211 6.2.3.2.
std::optional<Grant> GrantFormats::distribute(int first, int count, bool second_gap) const {
    const int g = gap(second_gap), whole = virtual_blocks(second_gap);
    if (first + count > whole) return std::nullopt;
    const int unit = second_gap ? 2 * g : whole;  // interleaved together
    const int p = group_size(n_rb_dl_);
    const int rows = (unit + 4 * p - 1) / (4 * p) * p;
    const int nulls = 4 * rows - unit;
    Grant grant;
    for (int n = first; n < first + count; ++n) {
        const int in = n % unit, base = n / unit * unit;
        const int by_two = 2 * rows * (in % 2) + in / 2, by_four = rows * (in % 4) + in / 4;
        int even = by_four;
        if (nulls != 0 && in >= unit - nulls)
            even = by_two - rows + (in % 2 == 0 ? nulls / 2 : 0);
        else if (nulls != 0 && in % 4 >= 2)
            even = by_four - nulls / 2;
        const int odd = (even + unit / 2) % unit;
        const auto physical = [&](int place) { return place < unit / 2 ? base + place : base + place + g - unit / 2; };
        grant.resource_blocks[0].push_back(physical(even));
        grant.resource_blocks[1].push_back(physical(odd));
    }
    return grant;
}

std::optional<Grant> GrantFormats::parse_1a(std::span<const std::uint8_t> bits) const {
    BitReader in(bits);
    if (in.take(1) != 1) return std::nullopt;
    const bool distributed = in.take(1) != 0;
    const auto run = parse_riv(in.take(allocation_bits_1a_), n_rb_dl_);
    const int mcs = in.take(5);
    in.take(duplex_ == Duplex::tdd ? 4 : 3);
    const bool second_gap = in.take(1) != 0 && distributed && n_rb_dl_ >= two_gaps_from;
    const int version = in.take(2);
    const bool three = in.take(2) % 2 != 0;
    if (!run || mcs >= static_cast<int>(bits_of_two.size())) return std::nullopt;
    std::optional<Grant> grant = Grant{};
    if (distributed) {
        grant = distribute(run->first, run->count, second_gap);
        if (!grant) return std::nullopt;
    } else {
        for (int n = run->first; n < run->first + run->count; ++n)
            for (auto& slot : grant->resource_blocks) slot.push_back(n);
    }
    grant->transport_block_bits = (three ? bits_of_three : bits_of_two)[static_cast<std::size_t>(mcs)];
    grant->redundancy_version = version;
    return grant;
}

std::optional<Grant> GrantFormats::parse_1c(std::span<const std::uint8_t> bits) const {
    BitReader in(bits);
    const bool second_gap = n_rb_dl_ >= two_gaps_from && in.take(1) != 0;
    const int step = n_rb_dl_ < two_gaps_from ? 2 : 4;
    const auto run = parse_riv(in.take(allocation_bits_1c_), virtual_blocks(second_gap) / step);
    const int mcs = in.take(5);
    if (!run) return std::nullopt;
    std::optional<Grant> grant = distribute(run->first * step, run->count * step, second_gap);
    if (grant) grant->transport_block_bits = bits_of_1c[static_cast<std::size_t>(mcs)];
    return grant;
}

}  // namespace boresight::dsp::lte
