// SPDX-License-Identifier: GPL-3.0-or-later
// Messages are written here field by field, in the order of TS 36.331 6.3.1, by a writer that shares nothing with the
// reader. Messages of others are in si_corpus_test.cpp.
#include "dsp/lte/si_message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/dsp/lte/bit_writer.h"

namespace boresight::dsp::lte {
namespace {

using testing::ElementsAre;
using Writer = tests::BitWriter;

// Up to the first block.
Writer message_of(int blocks) {
    return Writer().put(0b000, 3).put(0, 1).put(static_cast<std::uint64_t>(blocks - 1), 5);
}

Writer& begin(Writer& w, int kind) {
    return w.put(0, 1).put(static_cast<std::uint64_t>(kind - 2), 4);
}

// RACH-ConfigCommon to UL-CyclicPrefixLength.
void put_radio(Writer& w, int power_dbm, int p_b, bool full) {
    w.put(0, 1);                                                     // no extension
    w.put(0, 1).put(full, 1).put(12, 4);                             // preambles: 52
    if (full) w.put(0, 1).put(10, 4).put(1, 2).put(4, 3);            // group A
    w.put(1, 2).put(10, 4).put(6, 4).put(7, 3).put(5, 3).put(4, 3);  // power ramping, supervision
    w.put(1, 2).put(2, 2).put(2, 3);                                 // BCCH, PCCH
    w.put(837, 10).put(63, 6).put(0, 1).put(12, 4).put(94, 7);       // PRACH
    w.put(static_cast<std::uint64_t>(power_dbm + 60), 7).put(static_cast<std::uint64_t>(p_b), 2);
    w.put(3, 2).put(1, 1).put(98, 7).put(1, 1).put(0, 1).put(29, 5).put(0, 1).put(7, 3);  // PUSCH
    w.put(2, 2).put(98, 7).put(7, 3).put(2047, 11);                                       // PUCCH
    w.put(full, 1);                                                                       // sounding
    if (full) w.put(1, 1).put(7, 3).put(15, 4).put(1, 1);
    w.put(150, 8).put(7, 3).put(31, 5).put(2, 2).put(2, 2).put(3, 2).put(2, 2).put(2, 2).put(7, 3);  // uplink power
    w.put(0, 1);                                                                                     // cyclic prefix
}

void put_timers(Writer& w) {
    w.put(0, 1).put(7, 3).put(7, 3).put(6, 3).put(7, 3).put(6, 3).put(7, 3);
}

// The least that a SIB2 may say.
void put_short_sib2(Writer& w) {
    begin(w, 2).put(0, 1).put(0, 1).put(0, 1);
    put_radio(w, -60, 0, false);
    put_timers(w);
    w.put(0, 1).put(0, 1).put(0, 5);
    w.put(7, 3);
}

// All of it, with extensions: an uplink carrier above 65535 and a group that nobody here knows.
void put_full_sib2(Writer& w) {
    begin(w, 2).put(1, 1).put(1, 1).put(1, 1);
    w.put(1, 1).put(1, 1).put(1, 1);         // signalling and data barred in part, emergency calls wholly
    w.put(15, 4).put(0, 3).put(0b10101, 5);  // 95 %, 4 s
    w.put(7, 4).put(7, 3).put(0b11111, 5);   // 40 %, 512 s
    put_radio(w, 18, 1, true);
    put_timers(w);
    w.put(1, 1).put(1, 1).put(65535, 16).put(3, 3).put(31, 5);  // uplink carrier, 50 blocks
    w.put(2 - 1, 3);                                            // MBSFN
    w.put(0, 3).put(0, 3).put(0, 1).put(0b101010, 6);           // each frame
    w.put(5, 3).put(7, 3).put(1, 1).put(0xABCDEF, 24);          // four in 32 frames, from the 8th on
    w.put(0, 3);
    Writer late, octets;
    late.put(1, 1).put(1, 1).put(2 - 1, 3).put(31, 5).put(0, 5);  // v8h0: two bands' emissions
    late.put(1, 1).put(0, 1).put(131972 - 65536, 18);             // v9e0
    octets.open(late);
    w.put(0, 1).put(2 - 1, 6).put(1, 1).put(1, 1);  // two additions, both there
    w.open(octets).open(Writer().put(0x1234567, 25));
}

void put_sib3(Writer& w, bool full) {
    begin(w, 3).put(full, 1);
    w.put(full, 1).put(15, 4);
    if (full) w.put(4, 3).put(4, 3).put(15, 4).put(15, 4).put(3, 2).put(3, 2);
    w.put(full, 1);
    if (full) w.put(31, 5);
    w.put(31, 5).put(7, 3);
    w.put(full, 1).put(full, 1).put(full, 1).put(full, 1).put(48, 6);
    if (full) w.put(63, 6).put(31, 5).put(5, 3);
    w.put(1, 1).put(3, 2).put(7, 3);
    if (full) w.put(3, 2).put(3, 2);
    if (full) w.put(0, 1).put(3 - 1, 6).put(0b010, 3).open(Writer().put(0x3FFF, 14));
}

void put_sib4(Writer& w, bool full) {
    begin(w, 4).put(0, 1).put(full, 1).put(full, 1).put(full, 1);
    if (!full) return;
    w.put(3 - 1, 4);
    for (int i = 0; i < 3; ++i) w.put(0, 1).put(503, 9).put(30, 5);
    w.put(16 - 1, 4);
    for (int i = 0; i < 16; ++i) w.put(i % 2, 1).put(100, 9).put(i % 2 != 0 ? 15 : 0, i % 2 != 0 ? 4 : 0);
    w.put(1, 1).put(480, 9).put(3, 4);
}

void put_sib6(Writer& w) {
    begin(w, 6).put(0, 1).put(1, 1).put(1, 1).put(1, 1);
    w.put(2 - 1, 4);
    w.put(0, 1).put(1, 1).put(10838, 14).put(7, 3).put(31, 5).put(31, 5).put(47, 6).put(83, 7).put(24, 5);
    w.put(1, 1).put(0, 1).put(10563, 14).put(31, 5).put(31, 5).put(47, 6).put(83, 7).put(24, 5);
    w.put(0, 1).put(1 - 1, 6).put(1, 1).open(Writer().put(1, 11));
    w.put(1 - 1, 4);
    w.put(0, 1).put(0, 1).put(9500, 14).put(31, 5).put(31, 5).put(47, 6).put(83, 7);
    w.put(7, 3).put(1, 2).put(2, 2);
}

void put_sib7(Writer& w) {
    begin(w, 7).put(0, 1).put(0, 1).put(1, 1).put(7, 3);
    w.put(3 - 1, 4);
    w.put(0, 1).put(1023, 10).put(1, 1).put(0, 2).put(2, 5).put(5, 10).put(6, 10);  // a list
    w.put(1, 1).put(1, 1).put(7, 3).put(0xFF, 8).put(45, 6).put(39, 6).put(31, 5).put(31, 5);
    w.put(0, 1).put(1023, 10).put(1, 1).put(1, 2).put(7, 3).put(31, 5);  // equally spaced
    w.put(0, 1).put(0, 1).put(0xFF, 8).put(45, 6).put(31, 5).put(31, 5);
    w.put(0, 1).put(1023, 10).put(1, 1).put(2, 2).put(2 - 1, 4).put(0xFFFF, 16);  // a map
    w.put(0, 1).put(0, 1).put(0xFF, 8).put(45, 6).put(31, 5).put(31, 5);
}

// Carriers 1300 (with all that it may say) and 6300.
void put_carriers(Writer& w) {
    w.put(2 - 1, 3);
    w.put(1, 1).put(0b111111, 6).put(1300, 16).put(10, 6).put(53, 6).put(1, 3).put(3, 2).put(3, 2);
    w.put(4, 5).put(2, 5).put(5, 3).put(1, 1).put(7, 3).put(1, 2).put(30, 5);
    w.put(2 - 1, 4).put(1, 9).put(15, 5).put(503, 9).put(0, 5);
    w.put(2 - 1, 4).put(0, 1).put(17, 9).put(1, 1).put(18, 9).put(15, 4);
    w.put(0, 1).put(2 - 1, 6).put(0b11, 2).open(Writer().put(0xFFFF, 16)).open(Writer().put(0x3F, 6));
    w.put(0, 1).put(0, 6).put(6300, 16).put(6, 6).put(7, 3);
    w.put(31, 5).put(0, 5).put(2, 3).put(0, 1).put(0, 2);
}

TEST(SiMessage, ReadsHowStrongACellSendsAndWhereItsUplinkIs) {
    Writer w = message_of(1);
    put_full_sib2(w);
    const auto message = parse_si_message(w.bytes());
    ASSERT_TRUE(message);
    ASSERT_TRUE(message->sib2);
    EXPECT_EQ(message->sib2->reference_signal_power_dbm, 18);
    EXPECT_EQ(message->sib2->p_b, 1);
    EXPECT_EQ(message->sib2->ul_earfcn, 131972);
    EXPECT_EQ(message->sib2->ul_n_rb, 50);
    EXPECT_TRUE(message->sib2->emergency_barred);
    EXPECT_EQ(message->sib2->signalling_barring->allowed_percent, 95);
    EXPECT_EQ(message->sib2->signalling_barring->wait_s, 4);
    EXPECT_EQ(message->sib2->data_barring->allowed_percent, 40);
    EXPECT_EQ(message->sib2->data_barring->wait_s, 512);
    ASSERT_EQ(message->sib2->mbsfn.size(), 2U);
    EXPECT_EQ(message->sib2->mbsfn[0].period_frames, 1);
    EXPECT_EQ(message->sib2->mbsfn[0].frames, 1);
    EXPECT_EQ(message->sib2->mbsfn[0].subframes, 0b101010U);
    EXPECT_EQ(message->sib2->mbsfn[1].period_frames, 32);
    EXPECT_EQ(message->sib2->mbsfn[1].offset_frames, 7);
    EXPECT_EQ(message->sib2->mbsfn[1].frames, 4);
    EXPECT_EQ(message->sib2->mbsfn[1].subframes, 0xABCDEFU);
}

TEST(SiMessage, WhatIsLeftOutIsNotInvented) {
    Writer w = message_of(1);
    put_short_sib2(w);
    const auto message = parse_si_message(w.bytes());
    ASSERT_TRUE(message);
    EXPECT_EQ(message->sib2->reference_signal_power_dbm, -60);
    EXPECT_EQ(message->sib2->ul_earfcn, std::nullopt);
    EXPECT_EQ(message->sib2->ul_n_rb, std::nullopt);
    EXPECT_FALSE(message->sib2->emergency_barred);
    EXPECT_FALSE(message->sib2->signalling_barring);
    EXPECT_TRUE(message->sib2->mbsfn.empty());
    EXPECT_FALSE(message->sib5);
}

TEST(SiMessage, ReadsTheNeighboursBehindEveryBlockThatCanBePassedOver) {
    Writer w = message_of(9);
    put_full_sib2(w);
    put_sib3(w, true);
    put_sib3(w, false);
    put_sib4(w, true);
    put_sib4(w, false);
    put_sib6(w);
    put_sib7(w);
    w.put(1, 1).put(0, 1).put(13 - 12, 6).open(Writer().put(0x5555, 16));  // SIB13
    begin(w, 5).put(0, 1);
    put_carriers(w);
    const auto message = parse_si_message(w.bytes());
    ASSERT_TRUE(message);
    EXPECT_THAT(message->sibs, ElementsAre(2, 3, 3, 4, 4, 6, 7, 13, 5));
    ASSERT_TRUE(message->sib5);
    ASSERT_EQ(message->sib5->size(), 2U);
    const NeighbourCarrier& full = message->sib5->front();
    EXPECT_EQ(full.earfcn, 1300);
    EXPECT_EQ(full.q_rxlevmin_dbm, -120);
    EXPECT_EQ(full.p_max_dbm, 23);
    EXPECT_EQ(full.threshold_high_db, 8);
    EXPECT_EQ(full.threshold_low_db, 4);
    EXPECT_EQ(full.n_rb, 100);
    EXPECT_EQ(full.priority, 7);
    EXPECT_EQ(full.q_offset_db, 24);
    const NeighbourCarrier& least = message->sib5->back();
    EXPECT_EQ(least.earfcn, 6300);
    EXPECT_EQ(least.q_rxlevmin_dbm, -128);
    EXPECT_EQ(least.p_max_dbm, std::nullopt);
    EXPECT_EQ(least.threshold_high_db, 62);
    EXPECT_EQ(least.n_rb, 25);
    EXPECT_EQ(least.priority, std::nullopt);
    EXPECT_EQ(least.q_offset_db, 0);
}

TEST(SiMessage, ReadsCarriersAbove65535AndFurtherOnesFromTheExtensions) {
    Writer w = message_of(1);
    begin(w, 5).put(1, 1);
    put_carriers(w);
    Writer late, octets;
    late.put(1, 1).put(1, 1);  // v8h0 and v9e0
    late.put(2 - 1, 3).put(0, 1).put(1, 1).put(2 - 1, 3).put(3, 6).put(9, 6);
    late.put(1, 1).put(0, 1).put(2 - 1, 3);
    late.put(0, 1).put(1, 1).put(2 - 1, 3).put(0, 1).put(1, 1).put(66 - 65, 8);
    late.put(1, 1).put(0, 1).put(66986 - 65536, 18);  // the second one: band 66
    octets.open(late);
    Writer further;
    further.put(1, 1).put(1, 1);
    further.put(2 - 1, 3).put(1, 1).put(0, 1).put(0, 1).put(1, 1).put(31, 5);  // v1250
    further.put(1 - 1, 3).put(0, 1).put(0b000000, 6).put(0b111111, 6);
    further.put(68661, 18).put(0, 6).put(2, 3).put(1, 5).put(2, 5).put(1, 3).put(0, 1).put(0, 2);
    further.put(31, 5).put(31, 5).put(31, 5).put(31, 5).put(2 - 1, 3).put(255, 8).put(0, 8).put(0, 5);
    w.put(0, 1).put(2 - 1, 6).put(0b11, 2).open(octets).open(further);
    const auto message = parse_si_message(w.bytes());
    ASSERT_TRUE(message);
    std::vector<int> earfcns;
    for (const NeighbourCarrier& carrier : *message->sib5) earfcns.push_back(carrier.earfcn);
    EXPECT_THAT(earfcns, ElementsAre(1300, 66986, 68661));
    EXPECT_EQ(message->sib5->back().n_rb, 15);
    EXPECT_EQ(message->sib5->back().q_rxlevmin_dbm, -140);
}

TEST(SiMessage, AnExtensionThatIsShorterThanItSaysChangesNothing) {
    Writer w = message_of(1);
    begin(w, 5).put(1, 1);
    put_carriers(w);
    Writer late, octets;
    late.put(0, 1).put(1, 1).put(1, 1).put(0, 1).put(8 - 1, 3).put(1, 1).put(0, 1).put(1000, 18);  // seven are missing
    octets.open(late);
    w.put(0, 1).put(1 - 1, 6).put(1, 1).open(octets);
    const auto message = parse_si_message(w.bytes());
    ASSERT_TRUE(message);
    EXPECT_EQ(message->sib5->front().earfcn, 1300);
}

TEST(SiMessage, StopsWhereABlockOfUnknownStructureStands) {
    Writer w = message_of(3);
    put_short_sib2(w);
    begin(w, 8).put(0x12345678, 32);
    begin(w, 5).put(0, 1);
    put_carriers(w);
    const auto message = parse_si_message(w.bytes());
    ASSERT_TRUE(message);
    EXPECT_THAT(message->sibs, ElementsAre(2));
    EXPECT_TRUE(message->sib2);
    EXPECT_FALSE(message->sib5);
}

TEST(SiMessage, PaddingDoesNotMatterButEveryMissingByteDoes) {
    Writer w = message_of(3);
    put_full_sib2(w);
    put_sib3(w, true);
    begin(w, 5).put(0, 1);
    put_carriers(w);
    auto bytes = w.bytes();
    for (std::size_t size = 0; size < bytes.size(); ++size)
        EXPECT_FALSE(parse_si_message(std::span(bytes).first(size))) << size;
    bytes.resize(bytes.size() + 40);
    EXPECT_TRUE(parse_si_message(bytes));
}

TEST(SiMessage, LengthsBeyondTheEndAreNoMessage) {
    for (const auto& [length, bits] : {std::pair{0x7FU, 8}, {0xBFFFU, 16}, {0xC1U, 8}, {0xFFU, 8}}) {
        Writer w = message_of(2);
        w.put(1, 1).put(0, 1).put(0, 6).put(length, bits).put(0x55, 8);  // a SIB12 longer than all that follows
        put_short_sib2(w);
        EXPECT_FALSE(parse_si_message(w.bytes())) << length;
        Writer extended = message_of(1);
        begin(extended, 5).put(1, 1);
        put_carriers(extended);
        extended.put(0, 1).put(64 - 1, 6);
        for (int i = 0; i < 64; ++i) extended.put(1, 1);
        extended.put(length, bits).put(0x55, 8);
        EXPECT_FALSE(parse_si_message(extended.bytes())) << length;
    }
    Writer many = message_of(1);
    begin(many, 5).put(1, 1);
    put_carriers(many);
    many.put(1, 1).put(0xFFFFFF, 24);  // more additions than there ever were
    EXPECT_FALSE(parse_si_message(many.bytes()));
}

TEST(SiMessage, OtherMessagesAndValuesOutOfRangeAreNone) {
    for (const int first : {0b100, 0b010, 0b001, 0b111}) {
        Writer w;
        w.put(static_cast<std::uint64_t>(first), 3).put(0, 1).put(0, 5);
        put_short_sib2(w);
        EXPECT_FALSE(parse_si_message(w.bytes())) << first;
    }
    Writer w = message_of(1);
    w.put(0, 1).put(10, 4).put(0, 64).put(0, 64);  // a kind that there is none of
    EXPECT_FALSE(parse_si_message(w.bytes()));
}

}  // namespace
}  // namespace boresight::dsp::lte
