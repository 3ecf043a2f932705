// SPDX-License-Identifier: GPL-3.0-or-later
// The codes of UMTS chip by chip against vectors of others.
#include "dsp/umts/codes.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/recordings.h"

namespace boresight::dsp::umts {
namespace {

std::string signs(const SyncCode& code) {
    std::string text;
    for (const float chip : code) text += chip > 0 ? '+' : '-';
    return text;
}

std::ifstream vectors(const char* name) {
    return std::ifstream(tests::shared_folder() / "truth/umts" / name);
}

// CRC-32 of ISO 3309, as the vectors have it.
std::uint32_t crc32(const std::vector<std::uint8_t>& bytes) {
    std::uint32_t rest = 0xFFFFFFFF;
    for (const std::uint8_t byte : bytes) {
        rest ^= byte;
        for (int i = 0; i < 8; ++i) rest = rest >> 1 ^ ((rest & 1U) != 0 ? 0xEDB88320 : 0);
    }
    return ~rest;
}

TEST(UmtsCodesCorpus, ThePrimarySynchronizationCodeIsThatOfOthers) {
    BORESIGHT_NEEDS_RECORDINGS();
    std::ifstream file = vectors("psch.txt");
    std::string line;
    std::getline(file, line);
    ASSERT_TRUE(std::getline(file, line));
    EXPECT_EQ(signs(primary_sync_code()), line);
}

TEST(UmtsCodesCorpus, AllSecondarySynchronizationCodesAreThoseOfOthers) {
    BORESIGHT_NEEDS_RECORDINGS();
    std::ifstream file = vectors("ssch.txt");
    std::string line;
    std::getline(file, line);
    int k = 0;
    std::string chips;
    for (int number = 0; file >> number >> chips;) {
        EXPECT_EQ(number, ++k);
        EXPECT_EQ(signs(secondary_sync_code(k)), chips) << "code " << k;
    }
    EXPECT_EQ(k, secondary_codes);
}

TEST(UmtsCodesCorpus, AllGroupsSendTheWordsOfTheTable) {
    BORESIGHT_NEEDS_RECORDINGS();
    std::ifstream file(tests::shared_folder() / "domain/ssc_groups.csv");
    std::string line;
    std::getline(file, line);
    int groups = 0;
    while (std::getline(file, line)) {
        std::istringstream fields(line);
        std::string field;
        std::getline(fields, field, ',');
        const int group = std::stoi(field);
        for (int slot = 0; std::getline(fields, field, ','); ++slot)
            EXPECT_EQ(secondary_code_number(group, slot), std::stoi(field)) << "group " << group << ", slot " << slot;
        ++groups;
    }
    EXPECT_EQ(groups, code_groups);
}

TEST(UmtsCodesCorpus, EveryChipOfEveryScramblingCodeIsThatOfOthers) {
    BORESIGHT_NEEDS_RECORDINGS();
    std::ifstream file = vectors("scrambling_crc32.csv");
    std::string line;
    int compared = 0;
    while (std::getline(file, line)) {
        std::istringstream fields(line);
        std::string n, psc, real, imaginary;
        std::getline(fields, n, ',');
        std::getline(fields, psc, ',');
        std::getline(fields, real, ',');
        std::getline(fields, imaginary, ',');
        if (psc.empty() || psc.find_first_not_of("0123456789") != std::string::npos) continue;
        const IqBuffer code = scrambling_code(std::stoi(psc));
        std::vector<std::uint8_t> re, im;
        for (const Sample& chip : code) {
            re.push_back(chip.real() < 0);
            im.push_back(chip.imag() < 0);
        }
        EXPECT_EQ(crc32(re), std::stoul(real, nullptr, 16)) << "PSC " << psc;
        EXPECT_EQ(crc32(im), std::stoul(imaginary, nullptr, 16)) << "PSC " << psc;
        ++compared;
    }
    EXPECT_EQ(compared, psc_count);
}

}  // namespace
}  // namespace boresight::dsp::umts
