// SPDX-License-Identifier: GPL-3.0-or-later
// What energy is taken for, on recordings of others: with a search that finds no cell, each shows what it is like.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "survey/recording_scan.h"
#include "tests/recordings.h"

namespace boresight::survey {
namespace {

using Kind = Undecoded::Kind;

// 33 of 35 recordings with LTE cells on the air show LTE, 24 of 30 with UMTS show UMTS; those that don't are weak.
constexpr int least_lte = 26, least_umts = 23;

class FindsNothing final : public CellSearch {
    dsp::lte::SearchResult search(dsp::IqSpan, const dsp::lte::SearchWindow&, const Progress&) override { return {}; }
};

std::vector<Undecoded> undecoded_of(const std::filesystem::path& meta) {
    radio::SigmfReader recording(meta);
    return scan_recording(recording, {.lte = [](double) { return std::make_unique<FindsNothing>(); }}, {}, {})
        .undecoded;
}

std::vector<std::filesystem::path> recordings(const std::string& folder, const std::string& beginning) {
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(tests::shared_folder() / "captures" / folder))
        if (entry.path().extension() == ".sigmf-meta" && entry.path().filename().string().starts_with(beginning))
            found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    return found;
}

std::filesystem::path recording(const std::string& folder, const std::string& name) {
    return tests::shared_folder() / "captures" / folder / (name + ".sigmf-meta");
}

int with(const std::vector<Undecoded>& all, Kind kind) {
    return static_cast<int>(std::count_if(all.begin(), all.end(), [&](const Undecoded& u) { return u.kind == kind; }));
}

TEST(UndecodedCorpus, LteOnTheAirIsLikeLteAndLikeNothingElseOfANetwork) {
    BORESIGHT_NEEDS_RECORDINGS();
    int like_lte = 0, others = 0;
    for (const char* duplex : {"fdd_", "tdd_"})
        for (const auto& meta : recordings("lte_real", duplex)) {
            const std::vector<Undecoded> all = undecoded_of(meta);
            like_lte += with(all, Kind::lte) > 0 ? 1 : 0;
            others += with(all, Kind::umts) + with(all, Kind::gsm);
            if (with(all, Kind::lte) == 0) std::printf("not like LTE: %s\n", meta.filename().c_str());
        }
    EXPECT_GE(like_lte, least_lte);
    EXPECT_EQ(others, 0);
}

TEST(UndecodedCorpus, UmtsIsLikeUmtsAndLikeNothingElseOfANetwork) {
    BORESIGHT_NEEDS_RECORDINGS();
    int like_umts = 0, others = 0;
    for (const char* kind : {"umts_std", "umts_obts", "umts_real"})
        for (const auto& meta : recordings("umts", kind)) {
            const std::vector<Undecoded> all = undecoded_of(meta);
            like_umts += with(all, Kind::umts) > 0 ? 1 : 0;
            others += with(all, Kind::lte) + with(all, Kind::gsm);
            if (with(all, Kind::umts) == 0) std::printf("not like UMTS: %s\n", meta.filename().c_str());
        }
    EXPECT_GE(like_umts, least_umts);
    EXPECT_EQ(others, 0);
}

TEST(UndecodedCorpus, NoiseIsNothing) {
    BORESIGHT_NEEDS_RECORDINGS();
    for (const auto& meta :
         {recording("lte_real", "neg_1860.0M_rtl_noise"), recording("lte_real", "neg_2646.0M_hackrf_noise"),
          recording("lte_peer", "neg_noise"), recording("lte_peer", "neg_dc"), recording("umts", "umts_neg_noise_2m4"),
          recording("umts", "umts_neg_rrcnoise_3m84"), recording("umts", "umts_neg_othercdma_3m84")})
        EXPECT_TRUE(undecoded_of(meta).empty()) << meta;
}

TEST(UndecodedCorpus, GsmBesideATone) {
    BORESIGHT_NEEDS_RECORDINGS();
    const std::vector<Undecoded> all = undecoded_of(recording("lte_peer", "neg_gsm_cw"));  // +170 and -300.3 kHz
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].kind, Kind::narrowband);
    EXPECT_TRUE(all[0].low_hz < 945e6 - 300.3e3 && all[0].high_hz > 945e6 - 300.3e3);
    EXPECT_EQ(all[1].kind, Kind::gsm);
    EXPECT_NEAR((all[1].low_hz + all[1].high_hz) / 2, 945.17e6, 20e3);
}

TEST(UndecodedCorpus, ACarrierThatTheCaptureHoldsNoMiddleOfIsLikeLte) {
    BORESIGHT_NEEDS_RECORDINGS();
    EXPECT_GT(with(undecoded_of(recording("lte_real", "neg_811.0M_rtl_between_carriers")), Kind::lte), 0);
    EXPECT_EQ(with(undecoded_of(recording("lte_peer", "neg_ofdm15k")), Kind::lte), 1);
    EXPECT_EQ(with(undecoded_of(recording("umts", "umts_neg_cw_2m4")), Kind::narrowband), 1);
}

}  // namespace
}  // namespace boresight::survey
