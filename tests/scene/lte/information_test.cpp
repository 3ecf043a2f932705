// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lte/information.h"

#include <gtest/gtest.h>

#include <complex>
#include <string>
#include <vector>

#include "platform/error.h"
#include "scene/lte/information_sender.h"

namespace boresight::scene::lte {
namespace {

Cell cell_with(Information information) {
    Cell cell;
    cell.information = std::move(information);
    return cell;
}

std::string refused_field(const Cell& cell) {
    try {
        check(cell);
    } catch (const Error& error) {
        return error.text().where;
    }
    return "";
}

TEST(Information, RefusesWhatNoCellCanSay) {
    EXPECT_EQ(refused_field(cell_with({})), "");
    EXPECT_EQ(refused_field(cell_with({.plmns = {"31-0410"}})), "plmn = 31-0410");
    EXPECT_EQ(refused_field(cell_with({.plmns = {}})), "plmn = 0");
    EXPECT_EQ(refused_field(cell_with({.tac = 65536})), "tac = 65536");
    EXPECT_EQ(refused_field(cell_with({.cell_id = 1 << 28})), "cell_id = 268435456");
    EXPECT_EQ(refused_field(cell_with({.q_rxlevmin_dbm = -121})), "q_rxlevmin_dbm = -121");
    EXPECT_EQ(refused_field(cell_with({.band = 66})), "band = 66");
    EXPECT_EQ(refused_field(cell_with({.si_window_ms = 30})), "si_window_ms = 30");
    const std::vector<Information::Message> many(32, {.period_frames = 8, .blocks = {3, 4, 5}});
    EXPECT_EQ(refused_field(cell_with({.messages = many})), "plmn = 1");
}

// TS 36.321 5.3.1: 0, 2, 3, 1 over the 80 ms that begin with a frame number that divides by eight.
TEST(InformationSender, SendsTheFourVersionsInEvenFramesOnly) {
    const Cell cell = cell_with({});
    InformationSender sender(cell);
    const auto shared = shared_places(cell, 5, cell.sending.sib1);
    const auto what = [&](std::int64_t frame, int subframe) {
        std::vector<Grid> ports(2, Grid(cell.n_rb_dl));
        sender.write(frame, subframe, ports);
        std::vector<std::complex<float>> seen;
        for (const Place& place : shared)
            seen.push_back(ports[0].symbol(place.symbol)[static_cast<std::size_t>(place.subcarrier)]);
        return seen;
    };
    const std::vector<std::complex<float>> silence(shared.size());
    for (int frame = 0; frame < 16; ++frame)
        for (int subframe = 0; subframe < 10; ++subframe)
            if (subframe != 5 || frame % 2 != 0) {
                EXPECT_EQ(what(frame, subframe), silence) << frame << ' ' << subframe;
            }
    for (int a = 0; a < 8; a += 2)
        for (int b = 8; b < 16; b += 2) EXPECT_EQ(what(a, 5) == what(b, 5), a + 8 == b) << a << ' ' << b;
    EXPECT_EQ(what(0, 5), what(1024, 5));
    EXPECT_EQ(what(6, 5), what(-2, 5));
}

}  // namespace
}  // namespace boresight::scene::lte
