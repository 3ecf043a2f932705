// SPDX-License-Identifier: GPL-3.0-or-later
// The power goes at any moment of a log: two runs of the real job over made cells, on a disk that forgets what wasn't
// synced. Acknowledged is a round or an event that the job told its user (LogEvents). None of them is lost, no round is
// there in part, the database is whole, and the next log goes on with it.
#include <gtest/gtest.h>

#include "tests/crash/after_cut.h"
#include "tests/crash/made_log.h"

namespace boresight::store::tests {
namespace {

constexpr int rounds_per_run = 24;
constexpr int least_cuts = 700;
constexpr unsigned seed = 15;

struct LoggedRun {
    explicit LoggedRun(Syncing syncing = Syncing::as_the_program_wants) {
        setenv("XDG_RUNTIME_DIR", folder.path().c_str(), 1);
        DiskRecorder recorder(syncing);
        for (const std::int64_t start_ns : {std::int64_t{0}, 60 * minute_ns})
            for (const Reading& reading : log_rounds(folder / "survey.db", rounds_per_run, start_ns, recorder.told()))
                measured.push_back(reading);
        record = recorder.take();
        whole = all_readings(folder / "survey.db");
    }

    Folder folder{memory_folder()};
    DiskRecord record;
    std::vector<Reading> measured;
    std::vector<FullReading> whole;  // as they are read back
};

std::int64_t events_in(const std::filesystem::path& database) {
    std::int64_t events = 0;
    History(database).events({}, [&](const Event&) { ++events; });
    return events;
}

// Every round has a dwell on each carrier, the silent ones too.
void expect_whole_rounds(const std::filesystem::path& database, const std::vector<FullReading>& found,
                         const Told& told) {
    std::vector<std::size_t> heard;
    History(database).dwells({}, [&](const HeardDwell& dwell, double) {
        heard.push_back(dwell.cells.size());
        return true;
    });
    ASSERT_EQ(heard.size() % logged_carriers, 0U) << "a round is there in part";
    ASSERT_GE(static_cast<std::int64_t>(heard.size()), told.pieces * logged_carriers);
    std::size_t readings = 0;
    for (std::size_t i = 0; i < heard.size(); ++i) {
        const auto round = static_cast<int>(i) / logged_carriers % rounds_per_run;
        const bool silent = is_silent(round, static_cast<int>(i) % logged_carriers);
        ASSERT_EQ(heard[i], silent ? 0U : cells_per_carrier) << "dwell " << i;
        readings += heard[i];
    }
    ASSERT_EQ(readings, found.size());
}

void expect_log_goes_on(const std::filesystem::path& database, std::size_t readings_before) {
    Told told;
    log_rounds(database, 1, 24 * 60 * minute_ns, told);
    ASSERT_EQ(told.readings, logged_carriers * cells_per_carrier);
    ASSERT_EQ(Reader(database).counts().readings, static_cast<std::int64_t>(readings_before) + told.readings);
}

void expect_nothing_lost(const LoggedRun& run, const Cut& cut) {
    const AfterCut left(cut.images);
    std::size_t found = 0;
    if (cut.told.events > 0) {
        expect_whole(left.database());
        const auto readings = all_readings(left.database());
        found = readings.size();
        expect_beginning_of(run.whole, readings, cut.told);
        expect_whole_rounds(left.database(), readings, cut.told);
        ASSERT_GE(events_in(left.database()), cut.told.events);
    }
    if (!testing::Test::HasFatalFailure()) expect_log_goes_on(left.database(), found);
}

TEST(PowerCutInALog, LosesNothingThatWasToldAndTheLogGoesOn) {
    const double begun_s = processor_s();
    const LoggedRun run;
    ASSERT_EQ(run.record.told_at_end.pieces, 2 * rounds_per_run);
    ASSERT_EQ(static_cast<std::int64_t>(run.whole.size()), run.record.told_at_end.readings);
    for (std::size_t i = 0; i < run.whole.size(); ++i)
        ASSERT_TRUE(values(run.whole[i].reading) == values(run.measured.at(i))) << "reading " << i;
    const int cuts = for_each_cut(run.record, usual_cuts(seed), [&](const Cut& cut) {
        SCOPED_TRACE(words_of(cut));
        expect_nothing_lost(run, cut);
        return !HasFatalFailure();
    });
    std::cout << cuts << " power cuts in a log of " << run.record.told_at_end.pieces << " rounds, " << run.whole.size()
              << " readings: nothing lost; " << processor_s() - begun_s << " s of processor time\n";
    EXPECT_GE(cuts, least_cuts);
}

// The trial itself is tried: a disk or a writer that doesn't sync must be seen to lose.
TEST(PowerCutInALog, SeesTheLossesOnADiskThatLies) {
    const LoggedRun run;
    int cuts = 0;
    const int losing = cuts_that_lose(run.record, {.seed = seed, .disk_lies = true}, cuts);
    std::cout << losing << " of " << cuts << " cuts lose readings where the disk only says that it synced\n";
    EXPECT_GT(losing, cuts / 4);
}

TEST(PowerCutInALog, SeesTheLossesOfAWriterThatDoesNotSync) {
    const LoggedRun run(Syncing::off);
    int cuts = 0;
    const int losing = cuts_that_lose(run.record, {.seed = seed, .stride = 12}, cuts);
    std::cout << losing << " of " << cuts << " cuts lose readings with PRAGMA synchronous=OFF\n";
    EXPECT_GT(losing, cuts / 4);
}

}  // namespace
}  // namespace boresight::store::tests
