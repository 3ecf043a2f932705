// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/si_message.h"

#include "dsp/lte/sib_readers.h"

namespace boresight::dsp::lte {

namespace {

// One block; false where what follows can't be told from it.
bool read_block(PerReader& in, SiMessage& message) {
    constexpr int first = 2, last = 11, first_extended = 12;
    if (in.flag()) {
        if (in.flag()) in.fail();  // beyond 64 kinds
        message.sibs.push_back(first_extended + static_cast<int>(in.bits(6)));
        in.open_type();
        return true;
    }
    const int kind = in.number(first, last);
    if (kind == 2)
        message.sib2 = read_sib2(in);
    else if (kind == 5)
        message.sib5 = read_sib5(in);
    else if (!pass_sib(in, kind))
        return false;
    message.sibs.push_back(kind);
    return true;
}

}  // namespace

std::optional<SiMessage> parse_si_message(std::span<const std::uint8_t> block) {
    PerReader in(block);
    if (in.bits(3) != 0) return std::nullopt;
    in.flag();  // extensions, which come last
    SiMessage message;
    const int count = in.number(1, 32);
    for (int i = 0; i < count && !in.failed(); ++i)
        if (!read_block(in, message)) break;
    if (in.failed()) return std::nullopt;
    return message;
}

}  // namespace boresight::dsp::lte
