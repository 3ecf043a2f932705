// SPDX-License-Identifier: GPL-3.0-or-later
#include "advise/lock_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace boresight::advise {

namespace {

// Bands that reach far and that operators keep on all night.
constexpr std::array coverage_bands{12, 13, 14, 17, 20, 28, 71};

bool reaches_far(int band) {
    return std::find(coverage_bands.begin(), coverage_bands.end(), band) != coverage_bands.end();
}

}  // namespace

void add_lock_words(Lock& lock) {
    if (!lock.possible()) return;
    std::vector<std::string> general;
    if (!lock.bands.empty() || !lock.nr_bands.empty() || lock.umts_band || lock.cell)
        general.push_back(
            "No fallback: when what you locked fails, the modem searches and has no data until the lock is undone. "
            "Don't lock a place that you can't reach in another way, and keep the undo on paper.");
    if (lock.technology == Technology::lte_only)
        general.push_back(
            "Emergency calls: a voice device that is kept to LTE makes no calls without VoLTE, perhaps not even to "
            "emergency services. Try a call before you rely on it.");
    if (lock.technology == Technology::umts_only)
        general.push_back(
            "3G is switched off in more and more countries: ask your operator until when it stays before you build on "
            "it.");
    if (!lock.bands.empty() && std::none_of(lock.bands.begin(), lock.bands.end(), reaches_far))
        general.push_back(fmt::format(
            "Operators may switch capacity bands off at night to save power: with none of bands {} in the list you "
            "may have no service then.",
            fmt::join(coverage_bands, ", ")));
    if (lock.cell) {
        if (!lock.cell->kept.empty())
            general.push_back(fmt::format("The lock of the cell kept over a restart: {}.", lock.cell->kept));
        // TS 36.331 5.3.5.4: the network may order another cell at any time.
        general.push_back(
            "A lock to a cell acts when the modem chooses; the network may still hand a running "
            "connection over to another cell.");
    }
    lock.warnings.insert(lock.warnings.begin(), general.begin(), general.end());
    if (!lock.bands.empty())
        lock.notes.push_back(
            "A lock of bands mostly holds for added carriers too: throughput may fall though the signal is better.");
    if (lock.kept.starts_with("yes"))
        lock.notes.push_back("Every change is written to the modem's flash memory: don't lock in a loop.");
    if (lock.reached_by == "menu")
        lock.notes.push_back("Some menus show only what is allowed at present: write down what was ticked before.");
}

}  // namespace boresight::advise
