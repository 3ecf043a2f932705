// SPDX-License-Identifier: GPL-3.0-or-later
// What to type to keep a modem on wanted bands, on one technology or on one cell, in its own family's way: first the
// query, whose answer is kept on paper, then the undo, so that it is known before anything changes, then the lock, then
// how to see that it worked. Nothing is sent to a device by this program. What only the query can tell stays a visible
// blank, <saved>. A wish that can't be met is a result with the reason, never an Error. LTE bands by number, 5G bands
// by number without the n. Pure; any thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "catalog/hotspots.h"
#include "catalog/lock_families.h"

namespace boresight::advise {

enum class Technology {
    any,  // left as it is
    lte_only,
    umts_only,
};

struct LockWish {
    std::vector<int> bands;     // LTE
    std::vector<int> nr_bands;  // 5G
    Technology technology = Technology::any;
    std::optional<int> umts_band = {};  // with 3G only
    std::optional<int> earfcn;
    std::optional<int> pci;                     // with an EARFCN only
    std::string cell_lock;                      // which of the family's ways to a cell; empty: the first
    std::map<std::string, std::string> blanks;  // what is known already: {"slot", "10"}, {"saved_gsm", "0"}
};

struct Blank {
    std::string written;  // "<saved>", as it stands in the commands
    std::string meaning;  // where the answer to the query has it
};

struct LockSteps {
    catalog::Commands query, undo, lock, verify;
};

struct CellSteps {
    LockSteps steps;
    std::string fits;  // which modems of the family
    std::string sure;
    std::string kept;
    std::string note;
};

struct Lock {
    std::string family;       // its id; empty where the hotspot's isn't known
    std::string family_name;  // "Sierra EM7511, EM7565 and kin: AT!BAND with two LTE words"
    std::string reached_by;
    std::string sure;  // "high", "medium" or "low": how well the family is known
    std::vector<std::string> sources;
    std::vector<int> bands, nr_bands;  // that the steps lock, ascending
    Technology technology = Technology::any;
    std::optional<int> umts_band = {};  // of 3G, that the steps lock
    std::optional<int> earfcn, pci;

    std::optional<LockSteps> steps;  // of bands and technology; none: `why_not` says why
    std::string why_not;
    std::optional<CellSteps> cell;  // on top of them; none where not wished, or else `why_no_cell` says why
    std::string why_no_cell;

    std::vector<Blank> blanks;
    std::string restart, kept;  // whether one is needed (empty: only bands may need one), whether it outlasts one
    std::vector<std::string> warnings;  // full sentences: no fallback, emergency calls, the family's own traps
    std::vector<std::string> notes;

    bool possible() const { return steps.has_value() || cell.has_value(); }
};

Lock lock(const catalog::LockFamily& family, const LockWish& wish);

// As above, where the bands must be the hotspot's own: one that it hasn't is refused. Its family may be unknown.
Lock lock(const catalog::Hotspot& hotspot, const LockWish& wish);

// LTE only, but for a hotspot with 5G, which would lose that: what is measured here is LTE.
Technology usual_technology(const catalog::Hotspot& hotspot);

// For a verdict: keep this hotspot on that band and, where its family can, on that carrier and cell, and on the usual
// technology. Where the hotspot knows the carrier by another band's number (12 and 17, 4 and 66), that one is
// locked.
Lock lock_for(const catalog::Hotspot& hotspot, int band, std::optional<int> earfcn, std::optional<int> pci);

// The same for 3G: on that technology and, where the family has words for it, that band. A cell of 3G is locked by no
// family here.
Lock lock_for_umts(const catalog::Hotspot& hotspot, int band);

}  // namespace boresight::advise
