// SPDX-License-Identifier: GPL-3.0-or-later
// The power goes while an older database is brought up to date: it is of the old schema or of the new one, with all of
// its readings, and the next writer finishes what was begun.
#include <gtest/gtest.h>

#include "store/database.h"
#include "tests/crash/after_cut.h"

namespace boresight::store::tests {
namespace {

constexpr int dwells = 40, readings_per_dwell = 5;
constexpr int least_cuts = 20;
constexpr unsigned seed = 17;

void fill_first_schema(const std::filesystem::path& file, Told& told) {
    const StandingClock clock;
    Writer writer(file, owner(), clock, {.steps = migrations().first(1)});
    const SweepId sweep = begin(writer);
    for (int i = 0; i < dwells; ++i) {
        const DwellId dwell = writer.add_dwell(sweep, sample_dwell());
        const CellId cell = writer.cell(sample_identity(), sample_facts(), noon_ns);
        for (int j = 0; j < readings_per_dwell; ++j) writer.add_reading(dwell, cell, sample_reading());
    }
    told.readings += writer.commit();
}

void expect_one_schema_or_the_other(const Cut& cut, std::span<const Migration> steps, std::set<int>& schemas) {
    const AfterCut left(cut.images);
    const CheckResult found = check(left.database());
    ASSERT_TRUE(found.ok()) << found.problems.front();
    ASSERT_EQ(found.counts.readings, cut.told.readings);
    schemas.insert(found.schema_version);
    const StandingClock clock;
    { const Writer writer(left.database(), owner(), clock, {.steps = steps}); }
    Database now(left.database(), Access::read_only);
    ASSERT_EQ(now.integer("PRAGMA user_version"), steps.back().version);
    ASSERT_EQ(now.integer("SELECT count(*) FROM reading"), cut.told.readings);
    ASSERT_EQ(now.text("PRAGMA integrity_check"), "ok");
}

TEST(PowerCutInAnUpgrade, LeavesTheSchemaOfAWholeStepAndEveryReading) {
    const Folder folder(memory_folder());
    DiskRecorder recorder;
    fill_first_schema(folder / "survey.db", recorder.told());
    const std::size_t upgrade_begins = recorder.changes();
    const StandingClock clock;
    { const Writer writer(folder / "survey.db", owner(), clock); }
    std::set<int> schemas;
    int cuts = 0;
    for_each_cut(recorder.take(), usual_cuts(seed), [&](const Cut& cut) {
        if (cut.before_change < upgrade_begins) return true;
        SCOPED_TRACE(words_of(cut));
        ++cuts;
        expect_one_schema_or_the_other(cut, migrations(), schemas);
        return !HasFatalFailure();
    });
    std::cout << cuts << " power cuts in an upgrade: nothing lost\n";
    EXPECT_GE(cuts, least_cuts);
    // Each step is a transaction of its own.
    std::set<int> versions;
    for (const Migration& step : migrations()) versions.insert(step.version);
    EXPECT_EQ(schemas, versions);
}

}  // namespace
}  // namespace boresight::store::tests
