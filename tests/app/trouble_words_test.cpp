// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/trouble_words.h"

#include <gmock/gmock.h>

#include <set>
#include <string>

namespace boresight::app {
namespace {

using aim::Trouble;
using testing::HasSubstr;

constexpr Trouble troubles[]{Trouble::overload,         Trouble::gain_changed, Trouble::noise_moved,
                             Trouble::receiver_stepped, Trouble::cell_stepped, Trouble::reference_differs,
                             Trouble::unsteady,         Trouble::inconsistent, Trouble::marks_worse,
                             Trouble::dwell_short,      Trouble::second_path,  Trouble::paths_in_beam};

LiveAimReport report() {
    LiveAimReport out;
    for (int i = 0; i < 12; ++i) {
        survey::SweepStopRecord stop;
        stop.azimuth_deg = 30.0 * i;
        out.outcome.sweep.stops.push_back(stop);
    }
    out.outcome.sweep.cells = {{.frequency_hz = 739e6, .pci = 357}};
    out.outcome.sweep.end = survey::LiveSweepEnd::decided;
    out.outcome.sweep.estimate.verdict.cell = 0;
    out.outcome.sweep.estimate.fits.resize(1);
    return out;
}

TEST(TroubleWords, EachTroubleHasANameAndASentenceOfItsOwn) {
    std::set<std::string> names, sentences;
    for (const Trouble trouble : troubles) {
        names.insert(trouble_name(trouble));
        const std::string words = trouble_words(report(), {.trouble = trouble, .stops = {4}, .cell = 0, .amount = 3.4});
        EXPECT_EQ(words.back(), '.') << words;
        EXPECT_EQ(words.find("  "), std::string::npos) << words;
        sentences.insert(words);
    }
    EXPECT_EQ(names.size(), std::size(troubles));
    EXPECT_EQ(sentences.size(), std::size(troubles));
}

TEST(TroubleWords, NamesTheStopAsItWasCountedAndWhereItWas) {
    const std::string words = trouble_words(report(), {.trouble = Trouble::noise_moved, .stops = {4}, .amount = -2.2});
    EXPECT_THAT(words, HasSubstr("stop 5 (at 120)"));
    EXPECT_THAT(words, HasSubstr("2.2 dB lower"));
    EXPECT_THAT(trouble_words(report(), {.trouble = Trouble::inconsistent, .stops = {1, 4, 7}, .cell = 0}),
                HasSubstr("stops 2 (at 30), 5 (at 120) and 8 (at 210)"));
}

TEST(TroubleWords, FullScaleAsksForANewSweepOnlyWhereTheGainCouldNotBeLowered) {
    LiveAimReport one = report();
    const aim::Diagnosis overload{.trouble = Trouble::overload, .stops = {4}};
    EXPECT_THAT(trouble_words(one, overload), HasSubstr("measured again"));
    one.outcome.sweep.end = survey::LiveSweepEnd::overload;
    one.outcome.sweep.gain_db = 28;
    EXPECT_THAT(trouble_words(one, overload), HasSubstr("--gain 28"));
}

TEST(TroubleWords, TellsWhatConcernsTheVerdictAlone) {
    LiveAimReport one = report();
    one.outcome.sweep.estimate.troubles = {{.trouble = Trouble::unsteady, .cell = 0, .amount = 3},
                                           {.trouble = Trouble::unsteady, .cell = 1, .amount = 3},
                                           {.trouble = Trouble::gain_changed, .stops = {2}, .amount = -6}};
    EXPECT_EQ(told_troubles(one).size(), 2U);
}

}  // namespace
}  // namespace boresight::app
