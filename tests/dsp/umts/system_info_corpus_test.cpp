// SPDX-License-Identifier: GPL-3.0-or-later
// Blocks of system information as cells on the air sent them, beside what another decoder reads in them.
#include "dsp/umts/system_info.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

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

TEST(UmtsSystemInfoCorpus, GivesNothingWhereABlockEndsTooEarly) {
    BORESIGHT_NEEDS_RECORDINGS();
    for (const auto& example : examples("SIB3", 5)) {
        const Bits whole = all_bits_of_hex(example.at("hex"));
        for (std::size_t size = 0; size < 64; size += 8)
            EXPECT_FALSE(read_sib3({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)}));
    }
    EXPECT_FALSE(read_mib({}));
    EXPECT_FALSE(read_sib1({}));
}

}  // namespace
}  // namespace boresight::dsp::umts
