// SPDX-License-Identifier: GPL-3.0-or-later
// What a power cut leaves of a recorded run. A disk holds of each file what it was when it was last synced, and of the
// changes since then none, all, or any of them in any order: whole writes, single sectors of 512 bytes, or a write that
// tore within a sector (the bytes beside it stay as they were, which SQLite relies on too). Names belong to the folder:
// a file that was made or removed since the folder was synced may be there or not. Deterministic from its seed.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "tests/crash/disk_record.h"

namespace boresight::store::tests {

using Images = std::map<std::string, std::string>;  // file name to contents

enum class Arrived { nothing, everything, some_writes, some_sectors, torn };

// The state of the disk after some changes of a record.
class ForgetfulDisk {
public:
    static constexpr std::size_t sector_bytes = 512;

    // A disk that lies says "synced" and keeps nothing; nothing is ever known to be safe on it.
    explicit ForgetfulDisk(bool lies = false) : lies_(lies) {}

    void apply(const RecordedChange& change) {
        switch (change.change) {
            case Change::create: add_name(change.file, std::make_shared<Inode>()); break;
            case Change::remove: add_name(change.file, nullptr); break;
            case Change::write:
            case Change::truncate: named_now_.at(change.file)->pending.push_back(&change); break;
            case Change::sync: sync(change.file); break;
            case Change::sync_folder: sync_folder(); break;
            case Change::share_memory: break;
        }
    }

    bool has_unsynced() const {
        if (!pending_names_.empty()) return true;
        for (const auto& [name, inode] : named_now_)
            if (!inode->pending.empty()) return true;
        return false;
    }

    Images after_cut(Arrived arrived, std::mt19937& random) const {
        auto names = synced_names_;
        for (const auto& [name, inode] : pending_names_)
            if (arrives(arrived, random)) set_name(names, name, inode);
        Images images;
        for (const auto& [name, inode] : names) images[name] = contents(*inode, arrived, random);
        return images;
    }

private:
    struct Inode {
        std::string synced{};
        std::vector<const RecordedChange*> pending{};
    };
    using Names = std::map<std::string, std::shared_ptr<Inode>>;

    static bool arrives(Arrived arrived, std::mt19937& random) {
        if (arrived == Arrived::nothing) return false;
        return arrived == Arrived::everything || random() % 2 == 0;
    }
    static void set_name(Names& names, const std::string& name, const std::shared_ptr<Inode>& inode) {
        if (inode)
            names[name] = inode;
        else
            names.erase(name);
    }
    static void put(std::string& file, const RecordedChange& write, std::size_t from, std::size_t count) {
        const auto at = static_cast<std::size_t>(write.at) + from;
        if (file.size() < at + count) file.resize(at + count, '\0');
        file.replace(at, count, write.bytes, from, count);
    }

    static void put_sectors(std::string& file, const RecordedChange& write, std::mt19937& random, bool torn) {
        for (std::size_t from = 0; from < write.bytes.size();) {
            const std::size_t in_sector = (static_cast<std::size_t>(write.at) + from) % sector_bytes;
            const std::size_t count = std::min(sector_bytes - in_sector, write.bytes.size() - from);
            if (random() % 2 == 0) put(file, write, from, torn && random() % 4 == 0 ? random() % count : count);
            from += count;
        }
    }

    static std::string contents(const Inode& inode, Arrived arrived, std::mt19937& random) {
        std::string file = inode.synced;
        for (const RecordedChange* change : inode.pending) {
            const bool in_sectors = arrived == Arrived::some_sectors || arrived == Arrived::torn;
            if (change->change == Change::write && in_sectors)
                put_sectors(file, *change, random, arrived == Arrived::torn);
            else if (arrives(arrived, random))
                make(*change, file);
        }
        return file;
    }
    static void make(const RecordedChange& change, std::string& file) {
        if (change.change == Change::write)
            put(file, change, 0, change.bytes.size());
        else
            file.resize(static_cast<std::size_t>(change.at), '\0');
    }

    void add_name(const std::string& name, const std::shared_ptr<Inode>& inode) {
        set_name(named_now_, name, inode);
        pending_names_.emplace_back(name, inode);
    }
    void sync(const std::string& name) {
        if (lies_) return;
        Inode& inode = *named_now_.at(name);
        for (const RecordedChange* change : inode.pending) make(*change, inode.synced);
        inode.pending.clear();
    }
    void sync_folder() {
        if (lies_) return;
        for (const auto& [name, inode] : pending_names_) set_name(synced_names_, name, inode);
        pending_names_.clear();
    }

    bool lies_;
    Names synced_names_, named_now_;
    std::vector<std::pair<std::string, std::shared_ptr<Inode>>> pending_names_;
};

// One cut: what is left, and what the user had been told by then.
struct Cut {
    std::size_t before_change = 0;
    Arrived arrived{};
    Told told{};
    Images images{};
};

// Two cuts that leave the same after the same words are one.
inline std::size_t fingerprint(const Cut& cut) {
    std::string all = std::to_string(cut.told.readings) + ' ' + std::to_string(cut.told.events) +
                      (cut.told.finished ? " finished" : "");
    for (const auto& [name, image] : cut.images) all += name + ' ' + std::to_string(image.size()) + ' ' + image;
    return std::hash<std::string>{}(all);
}

struct CutPlan {
    unsigned seed = 1;
    int draws = 1;  // of each way in which some of the unsynced arrives
    bool disk_lies = false;
    std::size_t stride = 0;  // a cut before each so many changes as well; 0: none
};

// Cuts the power before and after each sync, and halfway between one and the next, each time with nothing, all and some
// of what wasn't synced. Calls `each` with every cut until it answers false, and returns how many those were.
template <class Each>
int for_each_cut(const DiskRecord& record, const CutPlan& plan, const Each& each) {
    const auto is_sync = [&](std::size_t i) {
        return record.changes[i].change == Change::sync || record.changes[i].change == Change::sync_folder;
    };
    const std::size_t end = record.changes.size();
    std::vector<bool> wanted(end + 1, false);
    wanted[end] = true;
    for (std::size_t i = 0, last = 0; i < end; ++i) {
        if (plan.stride != 0 && i % plan.stride == 0) wanted[i] = true;
        if (!is_sync(i)) continue;
        wanted[i] = wanted[i + 1] = wanted[(last + i) / 2] = true;
        last = i;
    }
    ForgetfulDisk disk(plan.disk_lies);
    std::mt19937 random(plan.seed);
    std::string shared_memory;
    std::set<std::size_t> seen;
    for (std::size_t i = 0; i <= end; ++i) {
        if (i < end && !record.shared_memory[i].empty()) shared_memory = record.shared_memory[i];
        for (const Arrived arrived :
             {Arrived::nothing, Arrived::everything, Arrived::some_writes, Arrived::some_sectors, Arrived::torn}) {
            if (!wanted[i] || (arrived != Arrived::nothing && !disk.has_unsynced())) continue;
            const int draws = arrived == Arrived::nothing || arrived == Arrived::everything ? 1 : plan.draws;
            for (int draw = 0; draw < draws; ++draw) {
                Cut cut{.before_change = i,
                        .arrived = arrived,
                        .told = i < end ? record.changes[i].told : record.told_at_end,
                        .images = disk.after_cut(arrived, random)};
                // Whatever the index in shared memory was, it must not be believed.
                if (arrived != Arrived::nothing && !shared_memory.empty()) cut.images["survey.db-shm"] = shared_memory;
                if (!seen.insert(fingerprint(cut)).second) continue;
                if (!each(cut)) return static_cast<int>(seen.size());
            }
        }
        if (i < end) disk.apply(record.changes[i]);
    }
    return static_cast<int>(seen.size());
}

}  // namespace boresight::store::tests
