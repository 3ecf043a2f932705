// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/si_block.h"

#include <array>

namespace boresight::dsp::umts {

namespace {

using Role = SiSegment::Role;

constexpr std::size_t payload_at = 11;
constexpr std::size_t fixed_bits = 222, whole_bits = 226;

class Reader {
public:
    explicit Reader(const BchBits& block) : block_(block) {}

    int number(std::size_t bits) {
        int value = 0;
        for (std::size_t i = 0; i < bits; ++i) value = 2 * value + next();
        return value;
    }

    void add(Role role, bool fixed_length, std::vector<SiSegment>& out) {
        SiSegment segment{.type = number(5), .role = role, .bits = {}};
        if (role == Role::first) segment.count = number(4) + 1;
        if (role == Role::subsequent || role == Role::last) segment.index = number(4) + 1;
        const std::size_t fixed = role == Role::whole ? whole_bits : fixed_bits;
        const std::size_t length = fixed_length ? fixed : static_cast<std::size_t>(number(8)) + 1;
        if (length > left()) {
            failed_ = true;
            return;
        }
        for (std::size_t i = 0; i < length; ++i) segment.bits.push_back(static_cast<std::uint8_t>(next()));
        out.push_back(std::move(segment));
    }

    void add_list(std::vector<SiSegment>& out) {
        const int count = number(4) + 1;
        for (int i = 0; i < count && !failed_; ++i) add(Role::whole, false, out);
    }

    bool failed() const { return failed_; }

private:
    std::size_t left() const { return bch_bits - at_; }
    int next() {
        if (left() > 0) return block_[at_++];
        failed_ = true;
        return 0;
    }

    const BchBits& block_;
    std::size_t at_ = payload_at;
    bool failed_ = false;
};

// What the short combinations of 3 to 8 consist of.
struct Combination {
    bool last, list, first;
};
constexpr int first_combination = 3;
constexpr std::array<Combination, 6> combinations{{{true, false, false},
                                                   {true, false, true},
                                                   {true, true, false},
                                                   {true, true, true},
                                                   {false, true, false},
                                                   {false, true, true}}};

}  // namespace

std::vector<SiSegment> si_segments(const BchBits& block) {
    Reader reader(block);
    std::vector<SiSegment> out;
    const int payload = reader.number(4);
    switch (payload) {
        case 1: reader.add(Role::first, true, out); break;
        case 2: reader.add(Role::subsequent, true, out); break;
        case 9: reader.add(Role::whole, true, out); break;
        case 10: reader.add(Role::last, true, out); break;
        case 3:
        case 4:
        case 5:
        case 6:
        case 7:
        case 8: {
            const Combination& parts = combinations[static_cast<std::size_t>(payload - first_combination)];
            if (parts.last) reader.add(Role::last, false, out);
            if (parts.list) reader.add_list(out);
            if (parts.first) reader.add(Role::first, false, out);
            break;
        }
        default: break;
    }
    if (reader.failed()) out.clear();
    return out;
}

}  // namespace boresight::dsp::umts
