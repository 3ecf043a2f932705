// SPDX-License-Identifier: GPL-3.0-or-later
// Blocks of the broadcast channel as cells on the air sent them, taken apart and put together, beside what others read.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "dsp/umts/si_assembler.h"
#include "dsp/umts/si_block.h"
#include "tests/dsp/umts/hex_bits.h"
#include "tests/recordings.h"

namespace boresight::dsp::umts {
namespace {

const std::map<int, std::string> names{
    {sib_type::mib, "MIB"},     {sib_type::sib1, "SIB1"},   {sib_type::sib2, "SIB2"},
    {sib_type::sib3, "SIB3"},   {sib_type::sib5, "SIB5"},   {sib_type::sib7, "SIB7"},
    {sib_type::sib11, "SIB11"}, {sib_type::sib12, "SIB12"}, {sib_type::sib18, "SIB18"},
    {sib_type::sb1, "SB1"},     {sib_type::sb2, "SB2"},     {sib_type::extension, "extensionType"}};

std::string role_name(SiSegment::Role role) {
    switch (role) {
        case SiSegment::Role::whole: return "complete";
        case SiSegment::Role::first: return "first";
        case SiSegment::Role::subsequent: return "sub";
        case SiSegment::Role::last: return "last";
    }
    return "";
}

nlohmann::json sequence(const char* name) {
    std::ifstream file(tests::shared_folder() / "truth/umts" / name);
    return nlohmann::json::parse(file);
}

class SiSequence : public testing::TestWithParam<const char*> {};

TEST_P(SiSequence, TakesEachBlockApartAsOthersDo) {
    BORESIGHT_NEEDS_RECORDINGS();
    const auto truth = sequence(GetParam());
    for (const auto& block : truth.at("blocks")) {
        const BchBits bits = bits_of_hex(block.at("hex"));
        const auto segments = si_segments(bits);
        const auto& items = block.at("items");
        ASSERT_EQ(segments.size(), items.size()) << block;
        for (std::size_t i = 0; i < items.size(); ++i) {
            const SiSegment& segment = segments[i];
            EXPECT_EQ(names.at(segment.type), items[i].at("sib"));
            EXPECT_EQ(role_name(segment.role), items[i].at("kind"));
            EXPECT_EQ(segment.index, items[i].at("segment"));
            if (segment.role == SiSegment::Role::first) {
                EXPECT_EQ(segment.count, items[i].at("count"));
            }
            EXPECT_EQ(segment.bits.size(), items[i].at("bits"));
            EXPECT_EQ(hex_of(segment.bits), items[i].at("hex"));
        }
    }
}

TEST_P(SiSequence, PutsBlocksOfSystemInformationTogetherAsOthersDo) {
    BORESIGHT_NEEDS_RECORDINGS();
    const auto truth = sequence(GetParam());
    SiAssembler assembler;
    std::map<std::string, std::set<std::string>> read;
    for (const auto& block : truth.at("blocks"))
        for (const Sib& sib : assembler.add(block.at("sfn"), si_segments(bits_of_hex(block.at("hex")))))
            read[names.at(sib.type)].insert(std::to_string(sib.bits.size()) + " " + hex_of(sib.bits));
    ASSERT_FALSE(truth.at("assembled").empty());
    for (const auto& sib : truth.at("assembled")) {
        const std::string wanted = std::to_string(sib.at("bits").get<int>()) + " " + sib.at("hex").get<std::string>();
        EXPECT_TRUE(read[sib.at("sib")].contains(wanted)) << sib.at("sib");
    }
}

INSTANTIATE_TEST_SUITE_P(OnTheAir, SiSequence,
                         testing::Values("si_sequence_sc271_460-01.json", "si_sequence_sc448_208-10.json",
                                         "si_sequence_sc483_286-01.json", "si_sequence_sc203_208-10.json"),
                         [](const auto& file) { return std::string(file.param).substr(12, 5); });

}  // namespace
}  // namespace boresight::dsp::umts
