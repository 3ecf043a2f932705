// SPDX-License-Identifier: GPL-3.0-or-later
// The built program, as people and other programs meet it.
#include "program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "store/reader.h"
#include "store/writer.h"

namespace boresight::cli {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class Program : public testing::Test {
protected:
    Finished run(const std::string& arguments) { return run_program(folder, arguments); }

    // One or two sentences on stderr that name the program, and nothing on stdout.
    void expect_refusal(const std::string& arguments, int code, const std::string& words) {
        const Finished finished = run(arguments);
        EXPECT_EQ(finished.code, code) << arguments;
        EXPECT_THAT(finished.out, IsEmpty()) << arguments;
        EXPECT_THAT(finished.err, StartsWith("boresight: ")) << arguments;
        EXPECT_THAT(finished.err, HasSubstr(words)) << arguments;
        EXPECT_EQ(std::count(finished.err.begin(), finished.err.end(), '\n'), 1) << finished.err;
    }

    void write(const std::string& name, const std::string& text) {
        std::ofstream(folder.path() / name, std::ios::binary) << text;
    }

    std::string file(const std::string& name) { return "--file " + (folder.path() / name).string(); }

    TemporaryFolder folder;
};

TEST_F(Program, HelpNamesEveryCommandAndEachCommandExplainsItself) {
    const Finished help = run("--help");
    EXPECT_EQ(help.code, 0);
    EXPECT_THAT(help.err, IsEmpty());
    std::istringstream lines(help.out);
    int commands = 0;
    bool listed = false;
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line[0] != ' ') listed = line == "Look:" || line == "Keep:";
        if (!listed || line.size() < 3 || line[2] == ' ' || line[0] != ' ') continue;
        const std::string name = line.substr(2, line.find(' ', 2) - 2);
        const Finished explained = run(name + " --help");
        EXPECT_EQ(explained.code, 0) << name;
        EXPECT_THAT(explained.out, HasSubstr("Examples:\n  boresight " + name)) << name;
        ++commands;
    }
    EXPECT_GE(commands, 2) << help.out;
}

TEST_F(Program, EveryLineOfHelpFitsThePage) {
    for (const char* words : {"--help", "scan --help"}) {
        std::istringstream lines(run(words).out);
        for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 100u) << line;
    }
}

TEST_F(Program, VersionNamesCommitDataSchemaAndSqlite) {
    const Finished finished = run("--version");
    EXPECT_EQ(finished.code, 0);
    for (const char* words : {"boresight 0.", "commit ", "data of ", "schema ", "SQLite 3."})
        EXPECT_THAT(finished.out, HasSubstr(words));
}

TEST_F(Program, GuessesMistypedWords) {
    expect_refusal("scna", 2, "Did you mean \"scan\"?");
    expect_refusal("scan --fiel x", 2, "Did you mean \"--file\"?");
    expect_refusal("scan --formta json", 2, "Did you mean \"--format\"?");
    write("farm.sigmf-meta", "{}");
    expect_refusal("scan " + (folder.path() / "farm.sigmf-meta").string(), 2, "Did you mean \"--file ");
}

TEST_F(Program, GlobalOptionsStandBeforeOrAfterTheCommand) {
    const std::string noise = record_noise(folder, "noise", 0.02);
    for (const std::string& words : {"--format json scan --file " + noise, "scan --file " + noise + " --format json"}) {
        const Finished finished = run(words);
        EXPECT_EQ(finished.code, 1) << finished.err;
        EXPECT_EQ(nlohmann::json::parse(finished.out)["cells"].size(), 0u);
    }
}

TEST_F(Program, AScanThatFindsNothingExplainsItselfAndExitsWithOne) {
    const Finished finished = run("scan --file " + record_noise(folder, "noise", 0.08).string());
    EXPECT_EQ(finished.code, 1);
    EXPECT_THAT(finished.out, HasSubstr("No cell in noise: 80 ms around 739 MHz"));
    EXPECT_THAT(finished.out, HasSubstr("Nothing in it looks like a cell"));
    EXPECT_THAT(finished.out, HasSubstr("\nNext: boresight "));
    EXPECT_THAT(finished.out, Not(HasSubstr("\033")));
    EXPECT_THAT(finished.err, IsEmpty());
}

TEST_F(Program, RefusesRecordingsThatCannotBeRight) {
    const std::string noise = record_noise(folder, "good", 0.02).string();
    const std::string meta = content(noise), data = content(folder.path() / "good.sigmf-data");
    expect_refusal("scan --frequency 739M", 2, "--frequency is for recordings");
    expect_refusal("scan --all --file x", 2, "--all is for radios");
    expect_refusal("scan " + file("nowhere.sigmf-meta"), 2, "no such recording");
    write("a.sigmf-meta", meta);
    expect_refusal("scan " + file("a.sigmf-meta"), 2, "a.sigmf-data");
    write("a.sigmf-data", "");
    expect_refusal("scan " + file("a.sigmf-meta"), 2, "the file is empty");
    write("b.sigmf-data", data);
    write("b.sigmf-meta", "");
    expect_refusal("scan " + file("b.sigmf-meta"), 2, "b.sigmf-meta");
    write("b.sigmf-meta", meta.substr(0, meta.size() / 2));
    expect_refusal("scan " + file("b.sigmf-meta"), 2, "b.sigmf-meta");
    const auto with = [&](const std::string& was, const std::string& becomes) {
        std::string text = meta;
        text.replace(text.find(was), was.size(), becomes);
        write("b.sigmf-meta", text);
        return "scan " + file("b.sigmf-meta");
    };
    expect_refusal(with("1.92e+06", "0"), 2, "core:sample_rate");
    expect_refusal(with("1.92e+06", "1e6"), 2, "too few for a cell");
    expect_refusal(with("\"ci8\"", "\"ci32_be\""), 2, "ci32_be");
    expect_refusal(with("739000000", "739"), 2, "write 739000000 or give --frequency 739M");
    write("c.sigmf-meta", meta);
    write("c.sigmf-data", data.substr(0, 1001));
    const Finished cut = run("scan " + file("c.sigmf-meta"));
    EXPECT_EQ(cut.code, 1);
    EXPECT_THAT(cut.out, HasSubstr("too short"));
    EXPECT_THAT(cut.out, HasSubstr("Note: "));
}

TEST_F(Program, RefusesOptionsThatCannotBeRight) {
    const std::string scan = "scan --file " + record_noise(folder, "good", 0.02).string();
    expect_refusal(scan + " --band 99", 2, "--band");
    expect_refusal(scan + " --band 7", 2, "the band isn't in the recording");
    expect_refusal(scan + " --frequency 739", 2, "739M");
    expect_refusal(scan + " --frequency 739X", 2, "--frequency");
    expect_refusal(scan + " --at 91,0", 2, "--at");
    expect_refusal(scan + " --at here", 2, "--at");
    expect_refusal(scan + " --ppm-window -3", 2, "--ppm-window");
    expect_refusal(scan + " --seconds 0", 2, "--seconds");
    expect_refusal(scan + " --format xml", 2, "text or json");
    expect_refusal(scan + " --at", 2, "a value is missing after --at");
}

TEST_F(Program, AReaderThatWentAwayIsNoFault) {
    const Finished finished = run_script(folder, "(sleep 0.2; \"$B\" --help; echo $? >&2) | true");
    EXPECT_EQ(finished.err, "0\n");
}

TEST_F(Program, AFullDiskUnderStdoutIsSaid) {
    const Finished finished = run_script(folder, "\"$B\" --help >/dev/full");
    EXPECT_EQ(finished.code, 3);
    EXPECT_THAT(finished.err, HasSubstr("No space left on device"));
}

TEST_F(Program, KeepsNothingOfAStrangersRecordingAndMakesNoFile) {
    run("scan --file " + record_noise(folder, "noise", 0.02).string());
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "data"));
}

TEST_F(Program, ADatabaseThatIsNoneLeavesTheResultAndSaysWhy) {
    write("letter.txt", "Dear neighbour, the antenna stays where it is. Yours.\n");
    const Finished finished = run("--format json --db " + (folder.path() / "letter.txt").string() + " scan --file " +
                                  record_noise(folder, "noise", 0.02).string());
    EXPECT_EQ(finished.code, 2);
    EXPECT_TRUE(nlohmann::json::parse(finished.out)["stored"].is_null());
    EXPECT_THAT(finished.err, HasSubstr("letter.txt"));
    EXPECT_THAT(content(folder.path() / "letter.txt"), StartsWith("Dear neighbour"));
}

TEST_F(Program, ADatabaseHeldByAnotherLeavesTheResultAndExitsWithThree) {
    const std::filesystem::path database = folder.path() / "survey.db";
    SystemClock clock;
    store::Writer other(database, {.command = "boresight log", .software = "test"}, clock);
    const Finished finished =
        run("--db " + database.string() + " scan --file " + record_noise(folder, "noise", 0.02).string());
    EXPECT_EQ(finished.code, 3);
    EXPECT_THAT(finished.out, HasSubstr("No cell in noise"));
    EXPECT_THAT(finished.err, HasSubstr(std::to_string(getpid())));
}

TEST_F(Program, CtrlCStopsALongScanKeepsItAndExitsWith130) {
    const std::string noise = record_noise(folder, "long", 20).string();
    const std::filesystem::path database = folder.path() / "survey.db";
    const Finished finished = run_script(folder, "\"$B\" --db '" + database.string() + "' scan --file '" + noise +
                                                     "' & pid=$!; sleep 2; kill -INT $pid; wait $pid");
    EXPECT_EQ(finished.code, 130) << finished.err;
    EXPECT_THAT(finished.out, HasSubstr("stopped by you at "));
    EXPECT_GE(store::Reader(database).counts().dwells, 1);
    EXPECT_EQ(store::Reader(database).counts().sessions, 1);
}

TEST_F(Program, ProgressIsPlainLinesWithoutATerminal) {
    const std::string noise = record_noise(folder, "long", 20).string();
    const Finished plain = run_script(folder, "timeout --foreground -s INT 12 \"$B\" scan --file '" + noise + "'");
    EXPECT_THAT(plain.err, testing::MatchesRegex("(Searching [0-9]+ %(, about [^\n]+ left)?\n)+"));
}

}  // namespace
}  // namespace boresight::cli
