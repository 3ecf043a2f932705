// SPDX-License-Identifier: GPL-3.0-or-later
// The program typed alone, as somebody does who has just built it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cli/table.h"
#include "program.h"
#include "store/reader.h"

namespace boresight::cli {
namespace {

using testing::HasSubstr;

constexpr double most_mb = 300;

// A machine without any radio, whatever is plugged into this one: no driver but the program's own is there.
Finished look(const TemporaryFolder& folder, const std::string& arguments = "") {
    return run_script(folder, "export SOAPY_SDR_ROOT=/nonexistent; exec \"$B\" " + arguments + " </dev/null");
}

TEST(FirstLook, WithoutARadioSaysWhyAndTakesTheMadeWorldWhereNobodyCanAnswer) {
    const TemporaryFolder folder;
    const Finished finished = look(folder);
    EXPECT_EQ(finished.code, 0) << finished.err;
    EXPECT_THAT(finished.err, HasSubstr("No radio"));
    EXPECT_THAT(finished.err, HasSubstr("SIMULATED"));
    for (const char* words : {"SIMULATED", "12 (5110)", "357", "simulated.db", "Point to", "first-look.svg",
                              "What else to type:", "boresight devices", "Lock LTE band 12", "PCI 357).",
                              "What undoes it", "AT!BAND=03,\"B12\""})
        EXPECT_THAT(finished.out, HasSubstr(words));
    EXPECT_LT(finished.peak_mb, most_mb);
    EXPECT_TRUE(std::filesystem::exists(folder.path() / "data/boresight/first-look.svg"));
    EXPECT_GE(store::Reader(folder.path() / "data/boresight/simulated.db").counts().readings, 4);
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "data/boresight/survey.db"));
    std::istringstream lines(finished.out + finished.err);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(display_width(line), page_width) << line;
}

TEST(FirstLook, AsJsonItIsOneObject) {
    const TemporaryFolder folder;
    const Finished finished = look(folder, "--format json --quiet");
    EXPECT_EQ(finished.code, 0) << finished.err;
    EXPECT_EQ(nlohmann::json::parse(finished.out)["simulated"], true);
}

}  // namespace
}  // namespace boresight::cli
