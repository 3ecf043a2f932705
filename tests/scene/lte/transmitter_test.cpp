// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lte/transmitter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "platform/error.h"
#include "scene/lte/bch.h"

namespace boresight::scene::lte {
namespace {

using Element = std::complex<float>;

constexpr double rounding = 1e-5;

std::vector<Grid> subframe_of(const Cell& cell, std::int64_t frame, int subframe) {
    std::vector<Grid> ports(static_cast<std::size_t>(cell.ports), Grid(cell.n_rb_dl));
    Transmitter(cell).write(frame, subframe, ports);
    return ports;
}

double power(std::span<const Element> elements) {
    double sum = 0;
    for (const Element& element : elements) sum += std::norm(element);
    return sum;
}

TEST(SyncSignals, TellAll504CellsApart) {
    std::set<std::string> seen;
    for (int pci = 0; pci < 504; ++pci)
        for (const int subframe : {0, 5}) {
            std::string signs;
            const auto signal = secondary_sync(pci, subframe);
            for (const auto& value : signal) signs += value.real() > 0 ? '+' : '-';
            seen.insert(signs + std::to_string(pci % 3));
        }
    EXPECT_EQ(seen.size(), 2 * 504U);
}

TEST(SyncSignals, AreOfMagnitudeOneAndThePrimaryOnesLessThanHalfAlike) {
    for (int a = 0; a < 3; ++a)
        for (int b = 0; b < 3; ++b) {
            std::complex<float> product = 0;
            const auto first = primary_sync(a);
            const auto second = primary_sync(b);
            for (std::size_t i = 0; i < first.size(); ++i) product += first[i] * std::conj(second[i]);
            if (a == b) {
                EXPECT_NEAR(std::abs(product), 62, 62 * rounding);
            } else {
                EXPECT_LT(std::abs(product), 62.0 / 2);
            }
        }
}

TEST(Transmitter, LeavesTheReferencesOfOtherPortsSilent) {
    const Cell cell{.pci = 100, .n_rb_dl = 15, .ports = 4, .occupancy = 1};
    for (int subframe = 0; subframe < 10; ++subframe) {
        const auto ports = subframe_of(cell, 7, subframe);
        for (int l = 0; l < most_symbols; ++l)
            for (int owner = 0; owner < 4; ++owner)
                for (int k = first_reference(cell, owner, l); k >= 0 && k < 180; k += 6)
                    for (int port = 0; port < 4; ++port)
                        EXPECT_NEAR(
                            std::abs(ports[static_cast<std::size_t>(port)].symbol(l)[static_cast<std::size_t>(k)]),
                            port == owner ? 1 : 0, rounding);
    }
}

TEST(Transmitter, IsSilentInTheGapAndInTheUplink) {
    for (const Prefix prefix : {Prefix::normal, Prefix::extended})
        for (int config = 0; config < 7; ++config)
            for (int special = 0; special <= (prefix == Prefix::normal ? 8 : 6); ++special) {
                Cell cell{.pci = 100, .n_rb_dl = 6, .ports = 4, .prefix = prefix, .occupancy = 1};
                cell.tdd = {config, special};
                cell.information = Information{};
                for (int subframe = 0; subframe < 10; ++subframe) {
                    const auto ports = subframe_of(cell, 6, subframe);
                    const int sent = downlink_symbols(cell, subframe);
                    for (int l = 0; l < most_symbols; ++l)
                        EXPECT_EQ(power(ports[0].symbol(l)) > 0, l < sent) << config << special << subframe << l;
                }
            }
}

TEST(Transmitter, SendsTheReferencesOfAMulticastSubframeInItsControlRegionOnly) {
    Cell cell{.pci = 100, .n_rb_dl = 15, .ports = 4, .occupancy = 0};
    cell.mbsfn = {{.period_frames = 1, .offset_frames = 0, .subframes = {"010000"}}};
    for (const int subframe : {2, 3}) {
        const auto ports = subframe_of(cell, 1, subframe);
        std::array<double, most_symbols> sum{};
        for (int l = 0; l < most_symbols; ++l)
            for (const Grid& port : ports) sum[static_cast<std::size_t>(l)] += power(port.symbol(l));
        for (int l = 0; l < most_symbols; ++l) {
            const double whole = has_references(cell, l, 4) ? 60 : 0;  // two ports, 30 elements each
            EXPECT_NEAR(sum[static_cast<std::size_t>(l)], subframe == 2 && l > 1 ? 0 : whole, 60 * rounding) << l;
        }
    }
}

TEST(Transmitter, FillsTheShareOfBlocksThatIsAsked) {
    constexpr double deviations = 5;  // a false failure in 1.7 million runs; the seed is fixed besides
    constexpr int subframes = 200;
    for (const double occupancy : {0.0, 0.15, 0.5, 1.0}) {
        const Cell cell{.n_rb_dl = 50, .ports = 2, .occupancy = occupancy};
        double filled = 0;
        for (int i = 0; i < subframes; ++i) {
            const auto ports = subframe_of(cell, i, 3);
            for (std::size_t block = 0; block < 50; ++block)
                filled += power(ports[1].symbol(9).subspan(block * 12, 12)) > 0;
        }
        const double blocks = subframes * 50.0;
        const double allowed = deviations * std::sqrt(blocks * occupancy * (1 - occupancy));
        EXPECT_NEAR(filled, blocks * occupancy, allowed) << occupancy;
    }
}

TEST(Transmitter, WritesTheSameLoadWhetherOrNotTheRestIsLookedAt) {
    const Cell cell{.n_rb_dl = 100, .occupancy = 0.7};
    const auto whole = subframe_of(cell, 3, 4);
    std::vector<Grid> part(2, Grid(100));
    Transmitter(cell).write(3, 4, part, {40, 60});
    for (int l = 0; l < most_symbols; ++l)
        EXPECT_TRUE(std::ranges::equal(std::as_const(part[1]).symbol(l).subspan(480, 240),
                                       whole[1].symbol(l).subspan(480, 240)));
}

TEST(Transmitter, SendsItsSyncSignalsWithThePowerAskedFor) {
    for (const bool all : {false, true}) {
        const Cell cell{.ports = 2, .sync_power_db = 3, .sync_on_all_ports = all};
        const auto ports = subframe_of(cell, 0, 5);
        const double sum = power(ports[0].symbol(6).subspan(264, 72)) + power(ports[1].symbol(6).subspan(264, 72));
        EXPECT_NEAR(10 * std::log10(sum / 62), 3, 0.001);
    }
}

TEST(Transmitter, CountsFramesBackwardsAndAroundTheLastSfn) {
    EXPECT_EQ(Transmitter::sfn(-1), 1023);
    EXPECT_EQ(Transmitter::sfn(1024 * 5 + 3), 3);
}

TEST(BroadcastChannel, CarriesEveryFieldOfTheMibInItsPlace) {
    const Cell cell{.n_rb_dl = 75, .phich_duration = PhichDuration::extended, .phich_resource = PhichResource::one};
    const Mib bits = mib(cell, 0x2A7);  // its upper eight bits are 0xA9
    const Mib expected{1, 0, 0, 1, 1, 0, 1, 0, 1, 0, 1, 0, 0, 1};
    EXPECT_EQ(bits, expected);
}

TEST(BroadcastChannel, SendsFourDifferentQuartersAndThenTheNextMib) {
    const Cell cell{.pci = 88, .ports = 1};
    std::set<std::string> quarters;
    for (int sfn = 0; sfn < 1024; ++sfn) {
        std::string signs;
        const auto ports = pbch_symbols(cell, sfn);
        for (const auto& symbol : ports[0]) {
            signs += symbol.real() > 0 ? '+' : '-';
            signs += symbol.imag() > 0 ? '+' : '-';
        }
        quarters.insert(signs);
    }
    EXPECT_EQ(quarters.size(), 1024U);
}

TEST(Cell, IsRefusedByNameWhereItCannotExist) {
    const auto refused = [](const Cell& cell) -> std::string {
        try {
            check(cell);
        } catch (const Error& error) {
            return error.text().where;
        }
        return {};
    };
    EXPECT_EQ(refused({}), "");
    EXPECT_EQ(refused({.pci = 504}), "pci = 504");
    EXPECT_EQ(refused({.n_rb_dl = 7}), "n_rb_dl = 7");
    EXPECT_EQ(refused({.ports = 3}), "ports = 3");
    EXPECT_EQ(refused({.occupancy = 1.5}), "occupancy = 1.5");
    EXPECT_EQ(refused({.occupancy = NAN}), "occupancy = nan");
    EXPECT_EQ(refused({.tdd = Tdd{7, 0}}), "tdd.config = 7");
    EXPECT_EQ(refused({.tdd = Tdd{0, 9}}), "tdd.special = 9");
    EXPECT_EQ(refused({.prefix = Prefix::extended, .tdd = Tdd{0, 7}}), "tdd.special = 7");
    EXPECT_EQ(refused({.mbsfn = {{.period_frames = 3}}}), "mbsfn.period_frames = 3");
    EXPECT_EQ(refused({.mbsfn = {{.period_frames = 4, .offset_frames = 4}}}), "mbsfn.offset_frames = 4");
    EXPECT_EQ(refused({.mbsfn = {{.subframes = {"11111"}}}}), "mbsfn.subframes = 11111");
    EXPECT_EQ(refused({.mbsfn = {{.subframes = {4, "111111"}}}}), "mbsfn.subframes = 4");
}

}  // namespace
}  // namespace boresight::scene::lte
