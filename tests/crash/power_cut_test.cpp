// SPDX-License-Identifier: GPL-3.0-or-later
// The power goes at any sync: of each file there is what it was when it was last synced, and of what was written since
// then nothing, or any sectors. What was acknowledged is there, and the database is whole. One run gives all cuts: at
// each sync the state that a cut would leave is put aside.
#include <gtest/gtest.h>

#include <fstream>
#include <iostream>
#include <map>
#include <random>

#include "store/check.h"
#include "store/database.h"
#include "tests/crash/probed_disk.h"
#include "tests/store/sample.h"

namespace boresight::store::tests {
namespace {

namespace fs = std::filesystem;

constexpr int commits = 40;
constexpr int readings_per_commit = 60;
constexpr int pages_per_checkpoint = 16;  // instead of 1000, so that a short run has several
constexpr std::size_t sector_bytes = 512;
constexpr unsigned seed = 7;

using Images = std::map<std::string, std::string>;  // file name to contents

std::string contents(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// The synced image with some of the sectors that were written since.
std::string torn(const std::string& synced, const std::string& live, std::mt19937& random) {
    std::string image = synced;
    if (live.size() > image.size()) image.resize(live.size(), '\0');
    for (std::size_t at = 0; at < live.size(); at += sector_bytes) {
        if (random() % 2 == 0) image.replace(at, sector_bytes, live, at, sector_bytes);
    }
    return image;
}

struct Cut {
    Images lost;   // nothing of the unsynced arrived
    Images mixed;  // some of it did
    std::int64_t acknowledged = 0;
};

class PowerCut final : public Probe {
public:
    int before(Change change, const std::string& path) override {
        if (change == Change::remove) synced_.erase(path);
        if (change != Change::sync) return SQLITE_OK;
        synced_.try_emplace(path);
        Cut cut{.lost = {}, .mixed = {}, .acknowledged = acknowledged};
        for (const auto& [file, image] : synced_) {
            const std::string name = fs::path(file).filename();
            cut.lost[name] = image;
            cut.mixed[name] = torn(image, contents(file), random_);
        }
        cuts.push_back(std::move(cut));
        synced_[path] = contents(path);
        return SQLITE_OK;
    }

    std::vector<Cut> cuts;
    std::int64_t acknowledged = 0;

private:
    Images synced_;  // by path
    std::mt19937 random_{seed};
};

fs::path restore(const Folder& folder, const Images& images) {
    for (const auto& [name, image] : images) std::ofstream(folder / name, std::ios::binary) << image;
    return folder / "survey.db";
}

void expect_nothing_lost(const Images& images, std::int64_t acknowledged) {
    if (acknowledged == 0) return;
    const Folder folder(memory_folder());
    const CheckResult result = check(restore(folder, images));
    ASSERT_TRUE(result.ok()) << result.problems.front();
    ASSERT_GE(result.counts.readings, acknowledged);
}

TEST(PowerCut, LosesNoAcknowledgedReadingAtAnySync) {
    PowerCut power;
    {
        const Folder folder(memory_folder());
        const ProbedDisk disk(power);
        const StandingClock clock;
        Writer w(folder / "survey.db", owner(), clock,
                 {.vfs = ProbedDisk::name, .checkpoint_pages = pages_per_checkpoint});
        const auto sweep = begin(w);
        for (int i = 0; i < commits; ++i) {
            const auto dwell = w.add_dwell(sweep, sample_dwell());
            const auto cell = w.cell(sample_identity(), sample_facts(), noon_ns);
            for (int j = 0; j < readings_per_commit; ++j) w.add_reading(dwell, cell, sample_reading());
            w.commit();
            power.acknowledged = w.acknowledged();
        }
    }
    for (std::size_t i = 0; i < power.cuts.size(); ++i) {
        SCOPED_TRACE("sync " + std::to_string(i + 1));
        expect_nothing_lost(power.cuts[i].lost, power.cuts[i].acknowledged);
        expect_nothing_lost(power.cuts[i].mixed, power.cuts[i].acknowledged);
        if (HasFatalFailure()) return;
    }
    std::cout << power.cuts.size() << " cuts, each with nothing and with half of the unsynced sectors: nothing lost\n";
    EXPECT_GT(power.cuts.size(), static_cast<std::size_t>(commits));
}

// The trial itself is tried: a writer that doesn't wait for the disk must be seen to lose.
TEST(PowerCut, SeesTheLossesOfAWriterThatDoesNotSync) {
    PowerCut power;
    {
        const Folder folder(memory_folder());
        const ProbedDisk disk(power);
        Database database(folder / "survey.db", Access::read_write, ProbedDisk::name);
        database.execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=16");
        database.execute("CREATE TABLE row(filling TEXT)");
        for (int i = 0; i < commits; ++i) {
            database.execute("INSERT INTO row VALUES(hex(zeroblob(3000)))");
            power.acknowledged = i + 1;
        }
    }
    int losses = 0;
    for (const Cut& cut : power.cuts) {
        const Folder folder(memory_folder());
        const fs::path file = restore(folder, cut.lost);
        if (!fs::exists(file)) continue;  // cut before the database itself was synced
        Database left(file, Access::read_only);
        const bool has_table = left.integer("SELECT count(*) FROM sqlite_schema") > 0;
        const std::int64_t rows = has_table ? left.integer("SELECT count(*) FROM row") : 0;
        losses += rows < cut.acknowledged ? 1 : 0;
    }
    EXPECT_GT(losses, 0) << "of " << power.cuts.size() << " cuts";
}

}  // namespace
}  // namespace boresight::store::tests
