// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lte/information.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cctype>

#include "platform/error.h"
#include "scene/lte/cell.h"
#include "scene/lte/numbers.h"
#include "scene/lte/transport.h"

namespace boresight::scene::lte {
namespace {

constexpr std::array windows_ms{1, 2, 5, 10, 15, 20, 40};
constexpr std::array widths{6, 15, 25, 50, 75, 100};
constexpr int most_identity = (1 << 28) - 1;
constexpr const char* too_long = "fewer, so that all fits one transport block";

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
        append(bits, static_cast<std::uint32_t>(place_of_power(message.period_frames) - 3), 3);
        append(bits, static_cast<std::uint32_t>(message.blocks.size()), 5);
        for (const int block : message.blocks) {
            append(bits, 0, 1);
            append_number(bits, block, 3, 4);
        }
    }
}

void require_level(int dbm) {
    require(within(dbm, -140, -44) && dbm % 2 == 0, "q_rxlevmin_dbm", dbm, "an even number from -140 to -44");
}

// Windows follow each other within the shortest period; one below 10 ms may lie where nothing may be sent.
void check_messages(const Cell& cell) {
    const Information& information = *cell.information;
    const Information::Radio& radio = *information.radio;
    require(within(radio.reference_power_dbm, -60, 50), "reference_power_dbm", radio.reference_power_dbm, "-60 to 50");
    require(within(radio.p_b, 0, 3), "p_b", radio.p_b, "0 to 3");
    require(within(radio.uplink_earfcn.value_or(0), 0, 65535), "uplink_earfcn", *radio.uplink_earfcn, "0 to 65535");
    const auto is_width = [](int n_rb) { return std::find(widths.begin(), widths.end(), n_rb) != widths.end(); };
    require(!radio.uplink_n_rb || is_width(*radio.uplink_n_rb), "uplink_n_rb", radio.uplink_n_rb.value_or(0),
            "6, 15, 25, 50, 75 or 100");
    require(information.neighbors.size() <= 8, "neighbors", information.neighbors.size(), "at most 8");
    for (const auto& neighbor : information.neighbors) {
        require(within(neighbor.earfcn, 0, 65535), "neighbor.earfcn", neighbor.earfcn, "0 to 65535");
        require_level(neighbor.q_rxlevmin_dbm);
        require(is_width(neighbor.n_rb_dl), "neighbor.n_rb_dl", neighbor.n_rb_dl, "6, 15, 25, 50, 75 or 100");
    }
    int least_period_ms = 10 * information.messages[0].period_frames;
    for (const auto& message : information.messages)
        least_period_ms = std::min(least_period_ms, 10 * message.period_frames);
    require(information.si_window_ms >= 10 &&
                static_cast<int>(information.messages.size()) * information.si_window_ms <= least_period_ms,
            "si_window_ms", information.si_window_ms,
            "10, 15, 20 or 40 where messages are sent, and windows of all within the shortest period");
    for (std::size_t i = 0; i < information.messages.size(); ++i)
        require(message_bits(cell, i).size() <= most_block_bits(cell.sending.messages.format), "messages", i, too_long);
}

}  // namespace

void check_information(const Cell& cell) {
    const Information& information = *cell.information;
    require(within(static_cast<int>(information.plmns.size()), 1, 6), "plmn", information.plmns.size(), "1 to 6");
    for (const std::string& plmn : information.plmns)
        require(is_plmn(plmn), "plmn", plmn, "three digits, a hyphen, two or three digits");
    require(within(information.tac, 0, 65535), "tac", information.tac, "0 to 65535");
    require(within(information.cell_id, 0, most_identity), "cell_id", information.cell_id, "0 to 268435455");
    require_level(information.q_rxlevmin_dbm);
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
    require(std::find(windows_ms.begin(), windows_ms.end(), information.si_window_ms) != windows_ms.end(),
            "si_window_ms", information.si_window_ms, "1, 2, 5, 10, 15, 20 or 40");
    require(within(information.value_tag, 0, 31), "value_tag", information.value_tag, "0 to 31");
    require(information_bits(cell).size() <= most_block_bits(cell.sending.sib1.format), "plmn",
            information.plmns.size(), too_long);
    if (information.radio) check_messages(cell);
}

Bits information_bits(const Cell& cell) {
    const Information& information = *cell.information;
    Bits bits;
    append(bits, 0b01, 2);  // no extension; block type 1
    append(bits, information.p_max_dbm.has_value(), 1);
    append(bits, cell.tdd.has_value(), 1);
    append(bits, 0, 1);  // Release 8
    append(bits, 0, 1);  // no closed group
    append_number(bits, static_cast<int>(information.plmns.size()), 1, 3);
    for (const std::string& plmn : information.plmns) append_plmn(bits, plmn);
    append_number(bits, information.tac, 0, 16);
    append_number(bits, information.cell_id, 0, 28);
    append(bits, !information.barred, 1);
    append(bits, 0, 2);  // other cells of the carrier may be chosen; for everybody
    append(bits, 0, 1);  // no offset
    append_level(bits, information.q_rxlevmin_dbm);
    if (information.p_max_dbm) append_number(bits, *information.p_max_dbm, -30, 6);
    append_number(bits, information.band, 1, 6);
    append_messages(bits, information.messages);
    if (cell.tdd) {
        append_number(bits, cell.tdd->config, 0, 3);
        append_number(bits, cell.tdd->special, 0, 4);
    }
    const auto window = std::find(windows_ms.begin(), windows_ms.end(), information.si_window_ms);
    append_number(bits, static_cast<int>(window - windows_ms.begin()), 0, 3);
    append_number(bits, information.value_tag, 0, 5);
    return bits;
}

}  // namespace boresight::scene::lte
