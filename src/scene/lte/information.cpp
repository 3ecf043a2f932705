// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lte/information.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cctype>

#include "platform/error.h"
#include "scene/lte/turbo.h"

namespace boresight::scene::lte {
namespace {

constexpr std::array windows_ms{1, 2, 5, 10, 15, 20, 40};
constexpr int most_identity = (1 << 28) - 1;

template <class Value>
void require(bool good, const char* field, const Value& value, const char* expected) {
    if (good) return;
    throw Error(Error::Kind::bad_input, {.what = "no LTE cell can say this of itself",
                                         .where = fmt::format("{} = {}", field, value),
                                         .expected = expected,
                                         .fix = fmt::format("give another {}", field)});
}

bool within(int value, int low, int high) {
    return value >= low && value <= high;
}

bool is_plmn(const std::string& plmn) {
    if ((plmn.size() != 6 && plmn.size() != 7) || plmn[3] != '-') return false;
    return std::count_if(plmn.begin(), plmn.end(), [](unsigned char c) { return std::isdigit(c); }) ==
           static_cast<std::ptrdiff_t>(plmn.size()) - 1;
}

// A whole number from `low` on in `count` bits.
void append_number(Bits& bits, int value, int low, int count) {
    append(bits, static_cast<std::uint32_t>(value - low), count);
}

void append_plmn(Bits& bits, const std::string& plmn) {
    append(bits, 1, 1);  // with its country
    for (const std::size_t i : {0U, 1U, 2U}) append_number(bits, plmn[i], '0', 4);
    append(bits, plmn.size() == 7, 1);
    for (std::size_t i = 4; i < plmn.size(); ++i) append_number(bits, plmn[i], '0', 4);
    append(bits, 1, 1);  // not reserved for the operator
}

void append_messages(Bits& bits, const std::vector<Information::Message>& messages) {
    append_number(bits, static_cast<int>(messages.size()), 1, 5);
    for (const auto& message : messages) {
        append(bits, static_cast<std::uint32_t>(std::countr_zero(static_cast<unsigned>(message.period_frames)) - 3), 3);
        append(bits, static_cast<std::uint32_t>(message.blocks.size()), 5);
        for (const int block : message.blocks) {
            append(bits, 0, 1);
            append_number(bits, block, 3, 4);
        }
    }
}

}  // namespace

void check(const Information& information) {
    require(within(static_cast<int>(information.plmns.size()), 1, 6), "plmn", information.plmns.size(), "1 to 6");
    for (const std::string& plmn : information.plmns)
        require(is_plmn(plmn), "plmn", plmn, "three digits, a hyphen, two or three digits");
    require(within(information.tac, 0, 65535), "tac", information.tac, "0 to 65535");
    require(within(information.cell_id, 0, most_identity), "cell_id", information.cell_id, "0 to 268435455");
    const int level = information.q_rxlevmin_dbm;
    require(within(level, -140, -44) && level % 2 == 0, "q_rxlevmin_dbm", level, "an even number from -140 to -44");
    require(within(information.p_max_dbm.value_or(0), -30, 33), "p_max_dbm", *information.p_max_dbm, "-30 to 33");
    require(within(information.band, 1, 64), "band", information.band, "1 to 64");
    require(within(static_cast<int>(information.messages.size()), 1, 32), "messages", information.messages.size(),
            "1 to 32");
    for (const auto& message : information.messages) {
        const int period = message.period_frames;
        require(within(period, 8, 512) && std::has_single_bit(static_cast<unsigned>(period)), "period_frames", period,
                "8, 16, 32, 64, 128, 256 or 512");
        for (const int block : message.blocks) require(within(block, 3, 13), "block", block, "3 to 13");
    }
    if (information.tdd) {
        require(within(information.tdd->config, 0, 6), "tdd.config", information.tdd->config, "0 to 6");
        require(within(information.tdd->special, 0, 8), "tdd.special", information.tdd->special, "0 to 8");
    }
    require(std::find(windows_ms.begin(), windows_ms.end(), information.si_window_ms) != windows_ms.end(),
            "si_window_ms", information.si_window_ms, "1, 2, 5, 10, 15, 20 or 40");
    require(within(information.value_tag, 0, 31), "value_tag", information.value_tag, "0 to 31");
    require(information_bits(information).size() <= most_transport_bits, "plmn", information.plmns.size(),
            "fewer, so that all fits one transport block");
}

Bits information_bits(const Information& information) {
    Bits bits;
    append(bits, 0b01, 2);  // no extension; block type 1
    append(bits, information.p_max_dbm.has_value(), 1);
    append(bits, information.tdd.has_value(), 1);
    append(bits, 0, 1);  // Release 8
    append(bits, 0, 1);  // no closed group
    append_number(bits, static_cast<int>(information.plmns.size()), 1, 3);
    for (const std::string& plmn : information.plmns) append_plmn(bits, plmn);
    append_number(bits, information.tac, 0, 16);
    append_number(bits, information.cell_id, 0, 28);
    append(bits, !information.barred, 1);
    append(bits, 0, 2);  // other cells of the carrier may be chosen; for everybody
    append(bits, 0, 1);  // no offset
    append_number(bits, information.q_rxlevmin_dbm / 2, -70, 6);
    if (information.p_max_dbm) append_number(bits, *information.p_max_dbm, -30, 6);
    append_number(bits, information.band, 1, 6);
    append_messages(bits, information.messages);
    if (information.tdd) {
        append_number(bits, information.tdd->config, 0, 3);
        append_number(bits, information.tdd->special, 0, 4);
    }
    const auto window = std::find(windows_ms.begin(), windows_ms.end(), information.si_window_ms);
    append_number(bits, static_cast<int>(window - windows_ms.begin()), 0, 3);
    append_number(bits, information.value_tag, 0, 5);
    return bits;
}

}  // namespace boresight::scene::lte
