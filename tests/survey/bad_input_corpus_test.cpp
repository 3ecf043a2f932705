// SPDX-License-Identifier: GPL-3.0-or-later
// Recordings of others, cut where it hurts, clipped, drowned in DC or broken: whatever is still found is truly there.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "survey/either_standard.h"
#include "survey/recording_scan.h"
#include "tests/recordings.h"
#include "tests/temporary_folder.h"

namespace boresight::survey {
namespace {

using Samples = std::vector<dsp::Sample>;

struct Known {
    const char* name;
    std::set<int> ids;  // PCI or PSC
    catalog::Rat rat = catalog::Rat::lte;

    const char* folder() const { return rat == catalog::Rat::lte ? "captures/lte_peer" : "captures/umts"; }
};
const std::vector<Known> recordings{{"chan_cfo35k_pci188", {188}},
                                    {"lte_lib_tdd2_p4_n75_pci206", {206}},
                                    {"lte_lib_ext_p1_n50_pci335", {335}},
                                    {"scene2_same_nid2_3cells", {61, 238, 415}},
                                    {"umts_std_sc123_2m4", {123}, catalog::Rat::umts},
                                    {"umts_std_sc017_1m92", {17}, catalog::Rat::umts},
                                    {"umts_real_sc271_realbch_1m92", {271}, catalog::Rat::umts}};

class BadInputCorpus : public testing::Test {
protected:
    Samples read(const Known& known) {
        radio::SigmfReader reader(tests::shared_folder() / known.folder() / (std::string(known.name) + ".sigmf-meta"));
        rate_hz_ = reader.sample_rate_hz();
        center_hz_ = reader.center_frequency_hz();
        const radio::Block block = reader.whole();
        return {block.samples.begin(), block.samples.end()};
    }

    // Nothing that isn't there, and a reason where there is nothing.
    ScanResult scan(const Known& known, const Samples& samples, const std::string& what) {
        std::ofstream(folder_.path() / "r.sigmf-meta")
            << R"({"global":{"core:datatype":"cf32_le","core:version":"1.0.0","core:sample_rate":)" << rate_hz_
            << R"(},"captures":[{"core:sample_start":0,"core:frequency":)" << std::to_string(center_hz_.value_or(739e6))
            << R"(}],"annotations":[]})";
        std::ofstream(folder_.path() / "r.sigmf-data", std::ios::binary)
            .write(reinterpret_cast<const char*>(samples.data()),
                   static_cast<std::streamsize>(samples.size() * sizeof(dsp::Sample)));
        radio::SigmfReader reader(folder_.path() / "r.sigmf-meta");
        const Searches searches =
            known.rat == catalog::Rat::lte ? Searches{.lte = make_lte_search} : Searches{.umts = make_umts_search};
        ScanSettings settings;
        settings.umts_anywhere = true;
        ScanResult result = scan_recording(reader, searches, settings, {});
        for_every_cell(result, [&](const auto& cell) {
            EXPECT_TRUE(known.ids.contains(physical_id(cell.cell)))
                << known.name << ", " << what << ": " << physical_id(cell.cell);
        });
        EXPECT_TRUE(result.found_a_cell() || !result.findings.empty()) << known.name << ", " << what;
        return result;
    }

    tests::TemporaryFolder folder_;
    double rate_hz_ = 0;
    std::optional<double> center_hz_;
};

TEST_F(BadInputCorpus, CutAnywhereInAFrame) {
    BORESIGHT_NEEDS_RECORDINGS();
    for (const Known& known : recordings) {
        const Samples samples = read(known);
        for (const double from_ms : {0.0, 3.3, 8.7})
            for (const double ms : {0.3, 1.0, 4.9, 5.2, 7.7, 11.3, 24.9}) {
                const auto from = static_cast<std::ptrdiff_t>(from_ms * 1e-3 * rate_hz_);
                const auto count = static_cast<std::ptrdiff_t>(ms * 1e-3 * rate_hz_);
                scan(known, Samples(samples.begin() + from, samples.begin() + from + count),
                     std::to_string(ms) + " ms");
            }
    }
}

TEST_F(BadInputCorpus, DrivenFarBeyondFullScaleTheStrongestCellIsStillFound) {
    BORESIGHT_NEEDS_RECORDINGS();
    for (const Known& known : recordings) {
        Samples samples = read(known);
        for (dsp::Sample& sample : samples)
            sample = {std::clamp(40 * sample.real(), -1.0F, 1.0F), std::clamp(40 * sample.imag(), -1.0F, 1.0F)};
        const ScanResult result = scan(known, samples, "clipped");
        EXPECT_TRUE(result.found_a_cell()) << known.name;
        EXPECT_TRUE(std::any_of(result.findings.begin(), result.findings.end(), [](const Finding& finding) {
            return finding.kind == Finding::Kind::overload;
        })) << known.name;
    }
}

TEST_F(BadInputCorpus, UnderAConstantTwentyTimesAsStrong) {
    BORESIGHT_NEEDS_RECORDINGS();
    for (const Known& known : recordings) {
        Samples samples = read(known);
        for (dsp::Sample& sample : samples) sample = sample * 0.04F + dsp::Sample(0.8F, 0.5F);
        EXPECT_TRUE(scan(known, samples, "DC").found_a_cell()) << known.name;
    }
}

}  // namespace
}  // namespace boresight::survey
