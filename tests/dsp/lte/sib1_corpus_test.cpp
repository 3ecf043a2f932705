// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "dsp/lte/receiver.h"
#include "radio/sigmf.h"
#include "tests/recordings.h"

namespace boresight::dsp::lte {
namespace {

using nlohmann::json;

std::vector<std::uint8_t> bytes_of(const std::string& hex) {
    std::vector<std::uint8_t> bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes.push_back(static_cast<std::uint8_t>(std::stoi(hex.substr(i, 2), nullptr, 16)));
    return bytes;
}

std::vector<std::filesystem::path> truths(const std::string& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& file : std::filesystem::directory_iterator(tests::shared_folder() / "captures" / folder))
        if (file.path().string().ends_with(".truth.json")) files.push_back(file.path());
    return files;
}

void expect_fields(const json& said, const Sib1& sib, const std::string& name) {
    const auto expect = [&](const char* field, const json& value) {
        if (said.contains(field)) {
            EXPECT_EQ(said[field], value) << name << ' ' << field;
        }
    };
    expect("plmn", sib.plmns.front());
    expect("plmns", sib.plmns);
    expect("tac", sib.tac);
    expect("cell_id", sib.cell_id);
    expect("cell_identity", sib.cell_id);
    expect("barred", sib.barred);
    expect("band", sib.band);
    expect("q_rxlevmin_dbm", sib.q_rxlevmin_dbm);
    expect("value_tag", sib.value_tag);
    expect("si_window_ms", sib.si_window_ms);
    expect("p_max", sib.p_max_dbm.value_or(0));
    expect("tdd_config", sib.tdd_config.value_or(-1));
    expect("tdd_special", sib.tdd_special.value_or(-1));
    expect("tdd_config_present", sib.tdd_config.has_value());
}

// Blocks from cells on the air and from other software, as other receivers unpacked them.
TEST(Sib1, HasTheFieldsThatOthersReadFromTheSameBlock) {
    BORESIGHT_NEEDS_RECORDINGS();
    int compared = 0;
    for (const char* folder : {"lte_real", "lte_peer"})
        for (const auto& file : truths(folder)) {
            const auto truth = json::parse(std::ifstream(file));
            for (const auto& cell : truth.at("cells")) {
                const json said = cell.value("sib1", json());
                if (!said.is_object()) continue;
                const std::string hex = said.value("hex", cell.value("sib1_hex", ""));
                const auto sib = parse_sib1(bytes_of(hex));
                ASSERT_TRUE(sib) << file;
                expect_fields(said, *sib, file.filename());
                ++compared;
            }
        }
    std::cout << compared << " blocks compared\n";
    EXPECT_GE(compared, 30);
}

// One, two and four ports, both cyclic prefixes, FDD and TDD, 1.4 to 20 MHz.
TEST(Sib1, IsReadBitForBitFromEveryWholeCarrierThatOtherSoftwareSent) {
    BORESIGHT_NEEDS_RECORDINGS();
    int read = 0;
    for (const auto& file : truths("lte_peer")) {
        const auto truth = json::parse(std::ifstream(file));
        for (const auto& cell : truth.at("cells")) {
            if (cell.value("demand", "") != "sib1") continue;
            std::string name = file.string();
            const radio::Block block = radio::SigmfReader(name.substr(0, name.find(".truth.json"))).whole();
            Receiver receiver(block.sample_rate_hz);
            const SearchResult found = receiver.search(block.samples, {.low_hz = -40e3, .high_hz = 40e3});
            ASSERT_EQ(found.cells.size(), 1U) << name;
            ASSERT_TRUE(found.cells[0].system_info) << name;
            std::vector<std::uint8_t> sent = bytes_of(cell["sib1_hex"]);
            sent.resize(found.cells[0].system_info->sib1_block.size(), 0);  // padding
            EXPECT_EQ(found.cells[0].system_info->sib1_block, sent) << name;
            ++read;
        }
    }
    std::cout << read << " blocks read\n";
    EXPECT_EQ(read, 9);
}

}  // namespace
}  // namespace boresight::dsp::lte
