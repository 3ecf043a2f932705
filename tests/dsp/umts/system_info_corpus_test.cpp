// SPDX-License-Identifier: GPL-3.0-or-later
// Blocks of system information as cells on the air sent them, beside what another decoder reads in them.
#include "dsp/umts/system_info.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "dsp/umts/si_reader.h"
#include "tests/dsp/umts/hex_bits.h"
#include "tests/recordings.h"

namespace boresight::dsp::umts {
namespace {

// Those of one type, and how many there must be.
std::vector<nlohmann::json> examples(const char* type, std::size_t least) {
    std::ifstream file(tests::shared_folder() / "truth/umts/asn1_examples.json");
    std::vector<nlohmann::json> out;
    const auto all = nlohmann::json::parse(file);
    for (const auto& example : all.at("examples"))
        if (example.at("type") == type && !example.at("malformed").get<bool>()) out.push_back(example);
    EXPECT_GE(out.size(), least) << type;
    return out;
}

TEST(UmtsSystemInfoCorpus, ReadsTheNetworkInEveryMasterBlock) {
    BORESIGHT_NEEDS_RECORDINGS();
    for (const auto& example : examples("MIB", 5)) {
        const auto mib = read_mib(all_bits_of_hex(example.at("hex")));
        ASSERT_TRUE(mib) << example.at("origin");
        const auto& fields = example.at("fields");
        EXPECT_EQ(mib->plmn, fields.at("mcc").get<std::string>() + "-" + fields.at("mnc").get<std::string>());
    }
}

TEST(UmtsSystemInfoCorpus, ReadsTheAreasInEverySib1) {
    BORESIGHT_NEEDS_RECORDINGS();
    for (const auto& example : examples("SIB1", 2)) {
        const auto sib = read_sib1(all_bits_of_hex(example.at("hex")));
        ASSERT_TRUE(sib) << example.at("origin");
        EXPECT_EQ(sib->lac, example.at("fields").at("lac"));
        EXPECT_EQ(sib->rac, example.at("fields").at("rac").get<int>());
    }
}

TEST(UmtsSystemInfoCorpus, ReadsTheCellAndItsLimitsInEverySib3) {
    BORESIGHT_NEEDS_RECORDINGS();
    for (const auto& example : examples("SIB3", 5)) {
        const auto sib = read_sib3(all_bits_of_hex(example.at("hex")));
        ASSERT_TRUE(sib) << example.at("origin");
        const auto& fields = example.at("fields");
        EXPECT_EQ(sib->cell_id, fields.at("cell_identity"));
        EXPECT_EQ(sib->q_qual_min_db, fields.at("q-QualMin"));
        EXPECT_EQ(sib->q_rxlev_min_dbm, 2 * fields.at("q-RxlevMin").get<int>() + 1);
        EXPECT_EQ(sib->barred, fields.at("cellBarred") == "barred");
    }
}

TEST(UmtsSystemInfoCorpus, ReadsThePilotsPowerInEverySib5) {
    BORESIGHT_NEEDS_RECORDINGS();
    for (const auto& example : examples("SIB5", 3)) {
        const auto sib = read_sib5(all_bits_of_hex(example.at("hex")));
        ASSERT_TRUE(sib) << example.at("origin");
        EXPECT_EQ(sib->cpich_tx_power_dbm, example.at("fields").at("primaryCPICH-TX-Power").get<int>());
    }
}

TEST(UmtsSystemInfoCorpus, ReadsTheNeighboursInEverySib11) {
    BORESIGHT_NEEDS_RECORDINGS();
    for (const auto& example : examples("SIB11", 2)) {
        const auto sib = read_sib11(all_bits_of_hex(example.at("hex")));
        ASSERT_TRUE(sib) << example.at("origin");
        EXPECT_EQ(sib->intra_psc, example.at("fields").at("intra_freq_psc").get<std::vector<int>>());
        EXPECT_TRUE(sib->inter.empty());
    }
}

TEST(UmtsSystemInfoCorpus, ReadsWhenBlocksWithoutANameCome) {
    BORESIGHT_NEEDS_RECORDINGS();
    int scheduled = 0;
    const auto same = [&](const std::vector<ExtensionSchedule>& read, const nlohmann::json& fields) {
        for (const auto& entry : fields.at("scheduling")) {
            if (entry.at("type") != "systemInfoType19") continue;
            ASSERT_EQ(read.size(), 1U);
            EXPECT_EQ(read[0].kind, ExtensionSchedule::sib19);
            EXPECT_EQ(read[0].repetition, entry.at("rep"));
            EXPECT_EQ(read[0].position, entry.at("pos"));
            ++scheduled;
        }
    };
    for (const auto& example : examples("MIB", 5)) {
        const auto mib = read_mib(all_bits_of_hex(example.at("hex")));
        ASSERT_TRUE(mib);
        same(mib->extensions, example.at("fields"));
    }
    for (const auto& example : examples("SB1", 3)) {
        const auto list = read_sb1(all_bits_of_hex(example.at("hex")));
        ASSERT_TRUE(list);
        same(*list, example.at("fields"));
    }
    EXPECT_GE(scheduled, 3);
}

// What is sent at the times of a block 19: carriers that exist where these networks are.
TEST(UmtsSystemInfoCorpus, ReadsTheLteCarriersThatCellsOnTheAirPointTo) {
    BORESIGHT_NEEDS_RECORDINGS();
    const auto info_of = [](const char* name) {
        std::ifstream file(tests::shared_folder() / "truth/umts" / name);
        const auto truth = nlohmann::json::parse(file);
        std::vector<BchBlock> blocks;
        for (const auto& block : truth.at("blocks")) blocks.push_back({.bits = bits_of_hex(block.at("hex"))});
        return read_system_info(blocks);
    };
    const auto china = info_of("si_sequence_sc271_460-01.json");
    ASSERT_TRUE(china && china->sib19);
    ASSERT_EQ(china->sib19->eutra.size(), 1U);
    EXPECT_EQ(china->sib19->eutra[0].earfcn, 1650);  // band 3
    EXPECT_EQ(china->sib19->eutra[0].priority, 6);
    EXPECT_EQ(china->sib19->eutra[0].q_rxlev_min_dbm, -128);
    const auto france = info_of("si_sequence_sc448_208-10.json");
    ASSERT_TRUE(france && france->sib19);
    ASSERT_EQ(france->sib19->eutra.size(), 3U);
    EXPECT_EQ(france->sib19->eutra[0].earfcn, 2825);  // band 7, 15 MHz
    EXPECT_EQ(france->sib19->eutra[0].n_rb, 75);
    EXPECT_EQ(france->sib19->eutra[1].earfcn, 6300);  // band 20
}

// A MIB of a shared network: digits 001-01, no other block scheduled but SB1, then two networks more of which the
// second stands in another country.
TEST(UmtsSystemInfo, ReadsAllNetworksThatShareACell) {
    std::string bits =
        "1"
        "000"
        "00"
        "000000000001"
        "0"
        "00000001";
    bits +=
        "00000"
        "10101"
        "00"
        "0"
        "0"
        "0011"
        "0001";  // one reference: SB1 in 32 frames at 2
    bits +=
        "0"
        "1"
        "1"
        "001";  // v690: a list, the first network is meant, two more
    bits +=
        "0"
        "0"
        "00000010"
        "1"
        "001000001000"
        "1"
        "000100100011";
    bits.resize(176, '0');
    Bits block;
    for (const char bit : bits) block.push_back(bit == '1');
    const auto mib = read_mib(block);
    ASSERT_TRUE(mib);
    EXPECT_EQ(mib->plmn, "001-01");
    EXPECT_EQ(mib->plmn_list, (std::vector<std::string>{"001-01", "001-02", "208-123"}));
}

TEST(UmtsSystemInfoCorpus, GivesNothingWhereABlockEndsTooEarly) {
    BORESIGHT_NEEDS_RECORDINGS();
    for (const auto& example : examples("SIB3", 5)) {
        const Bits whole = all_bits_of_hex(example.at("hex"));
        for (std::size_t size = 0; size < 64; size += 8)
            EXPECT_FALSE(read_sib3({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)}));
    }
    EXPECT_FALSE(read_mib({}));
    EXPECT_FALSE(read_sib1({}));
    EXPECT_FALSE(read_sib5({}));
    EXPECT_FALSE(read_sib11({}));
    EXPECT_FALSE(read_sib19({}));
    EXPECT_FALSE(read_sb1({}));
}

}  // namespace
}  // namespace boresight::dsp::umts
