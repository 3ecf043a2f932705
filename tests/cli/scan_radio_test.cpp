// SPDX-License-Identifier: GPL-3.0-or-later
// `scan` with a radio, as people and other programs meet it: the built program in the tree farm.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "program.h"
#include "store/announcement.h"
#include "store/reader.h"

namespace boresight::cli {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class ScanRadio : public testing::Test {
protected:
    Finished run(const std::string& arguments) { return run_program(folder, arguments); }
    store::Counts kept(const std::string& name = "data/boresight/simulated.db") {
        return store::Reader(folder.path() / name).counts();
    }
    // The tree farm with a fault, as SoapySDR's arguments.
    std::string farm_with(const std::string& fault) {
        const std::filesystem::path file = folder.path() / "farm.toml";
        std::ofstream(file) << content(BORESIGHT_TREE "/data/scenes/tree-farm.toml") << "\n[[fault]]\n" << fault;
        return "--radio driver=scene,scene=" + file.string();
    }

    TemporaryFolder folder;
};

TEST_F(ScanRadio, TextSaysSimulatedCellsBandsNotHeardAndWhereItIsKept) {
    const Finished finished = run("scan --radio scene --operator Verizon --country US");
    EXPECT_EQ(finished.code, 0) << finished.err;
    EXPECT_THAT(finished.out, StartsWith("SIMULATED"));
    for (const char* words : {"13 (5230)", "Not heard: bands 2, 4, 46, 48, 66, since this radio ends at 1766 MHz.",
                              "simulated.db", "Next: boresight aim --radio scene finds where to point."})
        EXPECT_THAT(finished.out, HasSubstr(words));
    const store::Counts counts = kept();
    EXPECT_EQ(counts.sessions, 1);
    EXPECT_GE(counts.readings, 2);
    EXPECT_GE(counts.band_readings, 2);
}

TEST_F(ScanRadio, JsonIsOneObjectThatSaysSimulated) {
    const Finished finished = run("scan --radio scene --earfcn 5110 --format json --quiet");
    EXPECT_EQ(finished.code, 0) << finished.err;
    EXPECT_THAT(finished.err, IsEmpty());
    const auto json = nlohmann::json::parse(finished.out);
    EXPECT_EQ(json["simulated"], true);
    EXPECT_EQ(json["source"]["kind"], "device");
    EXPECT_EQ(json["ending"], "complete");
    ASSERT_FALSE(json["cells"].empty());
    EXPECT_EQ(json["cells"][0]["frequency_hz"], 739000000);
    EXPECT_EQ(json["cells"][0]["pci"], 357);
    EXPECT_EQ(json["spans"].size(), 1U);
    EXPECT_EQ(json["stored"]["readings"].get<long long>(), kept().readings + kept().band_readings);
}

TEST_F(ScanRadio, LooksForLteAndUmtsUnlessAStandardIsNamedAndSaysThenWhatToType) {
    const Finished both = run("scan --radio scene --no-store");
    EXPECT_EQ(both.code, 0) << both.err;
    EXPECT_THAT(both.out, HasSubstr("UMTS cells heard"));
    for (const char* words : {"cell (PCI)", "12 (5110)", "cell (PSC)", "5 (4413)", "5 (4438)"})
        EXPECT_THAT(both.out, HasSubstr(words));
    EXPECT_THAT(both.out, Not(HasSubstr("like UMTS")));
    const Finished lte = run("scan --radio scene --no-store --rat lte");
    EXPECT_EQ(lte.code, 0) << lte.err;
    EXPECT_THAT(lte.out, Not(HasSubstr("cell (PSC)")));
    EXPECT_THAT(lte.out, HasSubstr("like UMTS (3G)."));
    EXPECT_THAT(lte.out, HasSubstr("\n  boresight scan --radio scene --uarfcn 4413 --uarfcn 4438\n"));
}

// The microcell tells of the tower's carrier: it is kept, and a later scan looks there first.
TEST_F(ScanRadio, CarriersThatCellsTellTheirPhonesOfAreKept) {
    ASSERT_EQ(run("scan --radio scene --uarfcn 4413").code, 0);
    const store::Announced kept = store::read_announcements(folder.path() / "data/boresight/simulated.db");
    const auto said = kept.find({882.6e6, 340});
    ASSERT_NE(said, kept.end());
    EXPECT_EQ(said->second.reference_signal_power_dbm, 3);
    EXPECT_THAT(said->second.umts_others, testing::Contains(testing::Field(&store::AnnouncedUmtsCell::uarfcn, 4438)));
}

TEST_F(ScanRadio, ACarrierOfUmtsIsScannedByItsNumber) {
    const Finished finished = run("scan --radio scene --uarfcn 4413 --format json --quiet");
    EXPECT_EQ(finished.code, 0) << finished.err;
    const auto json = nlohmann::json::parse(finished.out);
    ASSERT_EQ(json["cells"].size(), 1u);
    EXPECT_EQ(json["cells"][0]["rat"], "umts");
    EXPECT_EQ(json["cells"][0]["psc"], 340);
    EXPECT_EQ(json["cells"][0]["carriers"][0]["uarfcn"], 4413);
    for (const char* wrong : {"--uarfcn 17", "--uarfcn 10700", "--uarfcn x", "--uarfcn 4413 --rat lte",
                              "--earfcn 5110 --rat umts", "--uarfcn 4413 --file none.sigmf-meta"})
        EXPECT_EQ(run(std::string("scan --radio scene ") + wrong).code, 2) << wrong;
}

TEST_F(ScanRadio, AnEmptyBandExplainsItselfAndTheAnswerIsNo) {
    const Finished finished = run("scan --radio scene --band 71");
    EXPECT_EQ(finished.code, 1);
    EXPECT_THAT(finished.out, HasSubstr("No cell heard"));
    EXPECT_THAT(finished.out, HasSubstr("No carrier stands out of the noise anywhere."));
}

TEST_F(ScanRadio, AnUnpluggedRadioShowsAndKeepsWhatWasHeard) {
    const Finished finished = run("scan --country US " + farm_with("kind = \"unplug\"\nat_s = 3.4\n"));
    EXPECT_EQ(finished.code, 4) << finished.err;
    EXPECT_THAT(finished.out, HasSubstr("unplugged"));
    EXPECT_THAT(finished.out, HasSubstr("cell"));
    EXPECT_THAT(finished.err, HasSubstr("Plug it in again"));
    EXPECT_GE(kept().readings, 1);
    EXPECT_EQ(kept().events, 1);
}

TEST_F(ScanRadio, AKillLosesAtMostOneCarrier) {
    const Finished finished = run_script(folder, R"(cd "$HOME"; "$B" scan --radio scene --all --country US & scan=$!
                              for n in $(seq 300); do
                                sleep 0.1
                                "$B" --db "$XDG_DATA_HOME/boresight/simulated.db" export all.csv 2>/dev/null >/dev/null
                                grep -q lte all.csv 2>/dev/null && break
                                rm -f all.csv
                              done
                              kill -9 $scan; wait $scan)");
    EXPECT_EQ(finished.code, 128 + 9) << finished.out;  // it was still at it
    const store::Counts counts = kept();
    EXPECT_EQ(counts.sessions, 1) << finished.err;
    EXPECT_GE(counts.band_readings, 1);
    EXPECT_GE(counts.readings, 1);
}

TEST_F(ScanRadio, AFullDiskOrNoPlaceForTheDatabaseLosesNoResult) {
    const Finished finished = run("scan --radio scene --earfcn 5110 --db /proc/none/survey.db");
    EXPECT_EQ(finished.code, 3) << finished.err;
    EXPECT_THAT(finished.out, HasSubstr("357"));
    EXPECT_THAT(finished.out, HasSubstr("Not kept in /proc/none/survey.db."));
    EXPECT_THAT(finished.err, StartsWith("boresight: "));
}

TEST_F(ScanRadio, WithoutARadioItSaysSo) {
    const Finished finished = run("scan --radio driver=rtlsdr,serial=none");
    EXPECT_EQ(finished.code, 3);
    EXPECT_THAT(finished.out, IsEmpty());
    EXPECT_THAT(finished.err, HasSubstr("no radio was found"));
}

TEST_F(ScanRadio, RefusesWhatCannotBe) {
    EXPECT_THAT(run("scan --radio scene --earfcn 2050").err, HasSubstr("1766 MHz"));
    EXPECT_THAT(run("scan --radio scene --earfcn -4").err, HasSubstr("--earfcn"));
    EXPECT_THAT(run("scan --radio scene --band n71").err, HasSubstr("5G isn't searched"));
    EXPECT_THAT(run("scan --radio scene --operator Nobody").err, HasSubstr("--operator"));
    EXPECT_THAT(run("scan --radio scene --gain loud").err, HasSubstr("--gain"));
}

}  // namespace
}  // namespace boresight::cli
