// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/voice.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

#include "sound/loudspeaker.h"
#include "sound/spoken.h"
#include "tests/temporary_folder.h"

namespace boresight::sound {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds at_once{100};
constexpr milliseconds patience{5000};

TEST(Spoken, NumbersAreWords) {
    for (const auto& [digits, words] :
         std::initializer_list<std::pair<const char*, const char*>>{{"238", "two hundred thirty eight"},
                                                                    {"0", "zero"},
                                                                    {"5", "five"},
                                                                    {"13", "thirteen"},
                                                                    {"20", "twenty"},
                                                                    {"300", "three hundred"},
                                                                    {"305", "three hundred five"},
                                                                    {"5110", "five thousand one hundred ten"},
                                                                    {"40000", "forty thousand"},
                                                                    {"-0.5", "minus zero point five"},
                                                                    {"+45", "plus forty five"},
                                                                    {"12.05", "twelve point zero five"},
                                                                    {"1234567", "one two three four five six seven"}})
        EXPECT_EQ(spoken_number(digits), words);
}

TEST(Spoken, ASentenceHasNoSignsAndNoNumbersForTheEyeAlone) {
    EXPECT_EQ(spoken("Turn to 238°."), "Turn to two hundred thirty eight degrees.");
    EXPECT_EQ(spoken("Point to 234° true (± 5°). Mount it vertical: 0.7 ± 0.5 dB better than +45."),
              "Point to two hundred thirty four degrees true, plus or minus five degrees. Mount it vertical: zero "
              "point seven plus or minus zero point five decibels better than plus forty five.");
    EXPECT_EQ(spoken("Lock LTE band 12 (EARFCN 5110, PCI 357). Expect SINR 11 dB (8 to 12), 7 dB better than now."),
              "Lock L T E band twelve. Expect signal quality eleven decibels, eight to twelve, seven decibels better "
              "than now.");
    EXPECT_EQ(spoken("mr1100_att (unclosed"), "mr1100_att (unclosed");
    EXPECT_EQ(spoken(""), "");
}

// A program that is said to speak.
class VoiceOf : public testing::Test {
protected:
    SpeechProgram program(const std::string& does, bool words_by_stdin = false) {
        const auto file = folder.file("speaks", "#!/bin/sh\n" + does + "\n");
        chmod(file.c_str(), 0755);
        return {.name = file.string(), .arguments = {"--"}, .words_by_stdin = words_by_stdin};
    }
    std::string said() {
        std::ostringstream text;
        text << std::ifstream(folder.path() / "said").rdbuf();
        return text.str();
    }
    const tests::TemporaryFolder folder;
};

TEST_F(VoiceOf, AProgramGetsTheWordsAndIsNotWaitedFor) {
    for (const bool by_stdin : {false, true}) {
        const std::string words = by_stdin ? "cat" : "echo \"$2\"";
        Voice voice(program("sleep 0.3; " + words + " >'" + (folder.path() / "said").string() + "'", by_stdin));
        const auto start = steady_clock::now();
        voice.say("Turn to 238°.");
        EXPECT_LT(steady_clock::now() - start, at_once);
        voice.finish(patience, {});
        EXPECT_EQ(said().substr(0, said().find('\n')), "Turn to two hundred thirty eight degrees.") << by_stdin;
    }
}

TEST_F(VoiceOf, AProgramThatStillSpeaksIsCutShortByNewerWordsAndByTheEnd) {
    const std::string said_path = (folder.path() / "said").string();
    const auto start = steady_clock::now();
    {
        Voice voice(program("echo \"$2\" >>'" + said_path + "'; sleep 60"));
        for (const char* words : {"one", "two"}) {
            voice.say(words);
            while (said().find(words) == std::string::npos && steady_clock::now() - start < patience)
                std::this_thread::sleep_for(milliseconds(5));
        }
        StopSource stop;
        stop.request_stop();
        voice.finish(patience, stop.token());
    }
    EXPECT_LT(steady_clock::now() - start, patience);
    EXPECT_EQ(said(), "one\ntwo\n");
}

TEST_F(VoiceOf, NobodyIsMuteAndAProgramThatIsntThereDoesNoHarm) {
    Voice mute(std::nullopt);
    EXPECT_TRUE(mute.mute());
    mute.say("nobody hears it");
    Voice broken(SpeechProgram{.name = "/nonexistent/speaks", .arguments = {}});
    broken.say("nobody hears it");
    broken.finish(patience, {});
}

TEST(Voice, FindsAProgramOfTheSearchPathOrNone) {
    const tests::TemporaryFolder folder;
    const std::string path = std::getenv("PATH");
    setenv("PATH", folder.path().c_str(), 1);
    EXPECT_FALSE(find_speech_program());
    const auto file = folder.file("festival", "#!/bin/sh\n");
    chmod(file.c_str(), 0755);
    const auto found = find_speech_program();
    ASSERT_TRUE(found);
    EXPECT_EQ(found->name, "festival");
    EXPECT_TRUE(found->words_by_stdin);
    setenv("PATH", path.c_str(), 1);
}

TEST(ALoudspeaker, SoundsOrSaysWhyNotAndPrintsNothing) {
    testing::internal::CaptureStderr();
    {
        Loudspeaker loudspeaker;
        loudspeaker.set(440);
        loudspeaker.set(std::nullopt);
        std::printf("loudspeaker: %s\n",
                    loudspeaker.why_silent().empty() ? "sounds" : loudspeaker.why_silent().c_str());
    }
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace boresight::sound
