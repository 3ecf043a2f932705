// SPDX-License-Identifier: GPL-3.0-or-later
// Blocks are written here field by field, in the order of TS 36.331 6.2.2, by a writer that shares nothing with the
// reader. Blocks of others are in sib1_corpus_test.cpp.
#include "dsp/lte/system_info.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/dsp/lte/bit_writer.h"

namespace boresight::dsp::lte {
namespace {

using testing::ElementsAre;

using Writer = tests::BitWriter;

struct Optional {
    bool p_max = false, tdd = false, extensions = false;
};

// Up to the system information window: networks 310-410 and (its MCC left out) 310-26, TAC 6699.
Writer two_networks(Optional with) {
    Writer w;
    w.put(0b01, 2).put(with.p_max, 1).put(with.tdd, 1).put(with.extensions, 1);
    w.put(0, 1);                                                      // no CSG identity
    w.put(2 - 1, 3);                                                  // networks
    w.put(1, 1).put(0x310, 12).put(1, 1).put(0x410, 12).put(1, 1);    // three digits of MNC
    w.put(0, 1).put(0, 1).put(0x26, 8).put(1, 1);                     // two
    w.put(6699, 16).put(11259361, 28).put(1, 1).put(0, 1).put(0, 1);  // not barred
    w.put(0, 1).put(70 - 65, 6);                                      // -130 dBm
    if (with.p_max) w.put(23 + 30, 6);
    w.put(12 - 1, 6);
    w.put(2 - 1, 5);                                                          // messages
    w.put(1, 3).put(1, 5).put(0, 1).put(0, 4);                                // every 16 frames: SIB3
    w.put(2, 3).put(2, 5).put(0, 1).put(2, 4).put(1, 1).put(0, 1).put(1, 6);  // every 32: SIB5 and an extended one
    if (with.tdd) w.put(2, 3).put(7, 4);
    return w.put(5, 3).put(17, 5);
}

TEST(SystemInfo, ReadsWhoACellBelongsToAndWhatItAsks) {
    const auto sib = parse_sib1(two_networks({.p_max = true}).bytes());
    ASSERT_TRUE(sib);
    EXPECT_THAT(sib->plmns, ElementsAre("310-410", "310-26"));
    EXPECT_EQ(sib->tac, 6699);
    EXPECT_EQ(sib->cell_id, 11259361U);
    EXPECT_FALSE(sib->barred);
    EXPECT_TRUE(sib->intra_frequency_reselection);
    EXPECT_EQ(sib->q_rxlevmin_dbm, -130);
    EXPECT_EQ(sib->p_max_dbm, 23);
    EXPECT_EQ(sib->band, 12);
    ASSERT_EQ(sib->scheduling.size(), 2U);
    EXPECT_EQ(sib->scheduling[0].period_frames, 16);
    EXPECT_THAT(sib->scheduling[0].sibs, ElementsAre(3));
    EXPECT_THAT(sib->scheduling[1].sibs, ElementsAre(5, 20));
    EXPECT_EQ(sib->tdd_config, std::nullopt);
    EXPECT_EQ(sib->si_window_ms, 20);
    EXPECT_EQ(sib->value_tag, 17);
}

TEST(SystemInfo, ReadsTheTddConfiguration) {
    const auto sib = parse_sib1(two_networks({.tdd = true}).bytes());
    ASSERT_TRUE(sib);
    EXPECT_EQ(sib->tdd_config, 2);
    EXPECT_EQ(sib->tdd_special, 7);
    EXPECT_EQ(sib->p_max_dbm, std::nullopt);
}

TEST(SystemInfo, ReadsFurtherBandsFromTheExtensions) {
    Writer w = two_networks({.extensions = true});
    w.put(1, 1).put(0, 1);                // an octet string, no v920
    w.put(0, 1).put(5, 7);                // of five octets
    w.put(1, 1).put(1, 1).put(2 - 1, 3);  // v8h0: two bands and v9e0
    w.put(17 - 1, 6).put(64 - 1, 6);
    w.put(1, 1).put(1, 1).put(0, 1);  // v9e0: own band and list
    w.put(66 - 65, 8);
    w.put(2 - 1, 3).put(0, 1).put(1, 1).put(71 - 65, 8);
    const auto sib = parse_sib1(w.bytes());
    ASSERT_TRUE(sib);
    EXPECT_EQ(sib->band, 66);
    EXPECT_THAT(sib->other_bands, ElementsAre(17, 71));
}

TEST(SystemInfo, PaddingDoesNotMatterButEveryMissingByteDoes) {
    auto bytes = two_networks({.p_max = true, .tdd = true}).bytes();
    for (std::size_t size = 0; size < bytes.size(); ++size)
        EXPECT_FALSE(parse_sib1(std::span(bytes).first(size))) << size;
    bytes.resize(bytes.size() + 20);
    EXPECT_TRUE(parse_sib1(bytes));
}

TEST(SystemInfo, OtherMessagesAndValuesOutOfRangeAreNoBlock) {
    auto bytes = two_networks({}).bytes();
    bytes[0] &= 0x3F;  // systemInformation instead of type 1
    EXPECT_FALSE(parse_sib1(bytes));
    Writer w;
    w.put(0b01, 2).put(0, 3).put(0, 1).put(0, 3).put(1, 1).put(0xF10, 12);  // a digit of 15
    auto wrong = w.bytes();
    wrong.resize(30);
    EXPECT_FALSE(parse_sib1(wrong));
    Writer without_mcc;
    without_mcc.put(0b01, 2).put(0, 3).put(0, 1).put(0, 3).put(0, 1);
    wrong = without_mcc.bytes();
    wrong.resize(30);
    EXPECT_FALSE(parse_sib1(wrong)) << "the first network must have its MCC";
}

}  // namespace
}  // namespace boresight::dsp::lte
