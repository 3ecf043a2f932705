// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "dsp/lte/mib.h"
#include "tests/recordings.h"

namespace boresight::dsp::lte {
namespace {

const std::map<std::string, PhichNg> phich_ng = {
    {"1/6", PhichNg::one_sixth}, {"1/2", PhichNg::half}, {"1", PhichNg::one}, {"2", PhichNg::two}};

// What other receivers read from cells on the air and what other software sent, field by field.
TEST(Mib, HasTheFieldsThatOthersReadFromTheSameBits) {
    BORESIGHT_NEEDS_RECORDINGS();
    int compared = 0, with_spare_bits = 0;
    for (const char* folder : {"lte_real", "lte_peer"})
        for (const auto& file : std::filesystem::directory_iterator(tests::shared_folder() / "captures" / folder)) {
            if (!file.path().string().ends_with(".truth.json")) continue;
            const auto truth = nlohmann::json::parse(std::ifstream(file.path()));
            for (const auto& cell : truth.at("cells")) {
                if (!cell.contains("mib_hex") || cell["mib_hex"].is_null()) continue;
                SCOPED_TRACE(file.path().filename().string() + " " + cell["pci"].dump());
                const auto bits =
                    static_cast<std::uint32_t>(std::stoul(cell["mib_hex"].get<std::string>(), nullptr, 16));
                const auto mib = unpack_mib(bits);
                ASSERT_TRUE(mib);
                EXPECT_EQ(mib->n_rb_dl, cell["n_rb_dl"].get<int>());
                EXPECT_EQ(mib->sfn, cell["sfn"].get<int>() / 4 * 4);
                EXPECT_EQ(mib->phich_duration == PhichDuration::extended, cell["phich_duration"] == "extended");
                EXPECT_EQ(mib->phich_ng, phich_ng.at(cell["phich_ng"]));
                EXPECT_EQ(mib->spare_bits, cell.value("mib_spare_bits", 0));
                EXPECT_EQ(pack_mib(*mib), bits);
                ++compared;
                with_spare_bits += mib->spare_bits != 0;
            }
        }
    EXPECT_GE(compared, 90) << "MIBs in the truth files";
    EXPECT_GE(with_spare_bits, 2);
}

}  // namespace
}  // namespace boresight::dsp::lte
