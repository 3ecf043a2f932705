// SPDX-License-Identifier: GPL-3.0-or-later
// How each family of modems and routers is told which bands, technology or cell to use: what to ask first, what to
// type, how to see that it worked, and how to undo it, as templates with blanks in braces ({bands}, {earfcn},
// {saved}). From data/locks; advise/lock.h fills them. A fault in a file is an Error that names file and key; a family
// nobody knows is a null pointer. Read when first asked for; any thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boresight::catalog {

class TomlFields;

// How a list of bands is written.
enum class BandEncoding {
    none,          // bands can't be said at all
    hex_word,      // one hexadecimal word, bit = band - 1
    hex_two,       // two words: {bands} 1-64, bit = band - 1; {bands_high} 65-128, bit = band - 65
    decimal_two,   // the same two in decimal
    colon_list,    // 2:12:66
    comma_list,    // 2,12,66
    pipe_list,     // names between bars
    plus100_list,  // 102,112,166: 5G bands follow as 50 and the number
    bit_string,    // zeros and ones, the last is band 1
    mhz_list,      // classes of frequency
};

enum class LockSupport {
    bands,       // by commands that are public
    technology,  // only LTE, 3G and so on
    menu,        // on its own pages
    none,        // no way is known
};

using Commands = std::vector<std::string>;

struct TechnologyLock {
    Commands query;
    Commands automatic;  // the undo
    Commands lte_only;
    Commands umts_only;
    // Where the technology is part of the band lock: what {technology} becomes. Empty: it isn't.
    std::string within_lte_only;
    std::string within_any;
    std::string note;
};

// One band of 3G, beside the choice of the technology.
struct UmtsBandLock {
    std::map<std::string, std::string> words;  // what {umts_band} becomes, by the band's number
    Commands lock;                             // empty: no public way is known
    Commands undo;
};

// One way of locking to a cell; families that gather several makers' modems have several.
struct CellLock {
    std::string id;  // "r11e_lte"; empty for a family that has one
    std::string fits;
    std::string sure;
    Commands query;
    Commands lock_carrier;  // {earfcn}
    Commands lock_cell;     // {earfcn} {pci}
    Commands undo;
    std::string kept;
    std::string note;
};

// A worked example of somebody else: this input gives these commands, or is refused.
struct LockExample {
    std::vector<int> bands;
    std::vector<int> nr_bands;
    std::optional<int> earfcn;
    std::optional<int> pci;
    std::string technology;                     // "any", "lte_only", "umts_only"
    std::map<std::string, std::string> blanks;  // what the queries answered
    Commands lock;                              // empty: refused
};

struct LockFamily {
    std::string id;
    std::string name;
    std::vector<std::string> models;
    std::string reached_by;  // "at", "http", "shell", "menu", "nothing"
    LockSupport support = LockSupport::none;
    std::string sure;  // "high", "medium" or "low"
    std::vector<std::string> sources;
    std::string why_not;  // where there is no lock of bands

    BandEncoding encoding = BandEncoding::none;
    int max_band = 0;
    std::string band_limit;  // why bands end there
    bool upper_case = false;
    int digits = 0;  // zero-padded to so many; 0: not padded
    std::string prefix;
    std::map<std::string, std::vector<int>> mhz_classes;  // "700": 12, 13, 17

    Commands query;
    Commands lock;
    Commands lock_high;  // instead, where a band above 64 is wanted
    Commands lock_nr;    // as well, where 5G bands are wanted
    Commands verify;
    Commands undo;
    std::string restart;  // whether a restart is needed
    std::string kept;     // whether it outlasts one
    std::vector<std::string> warnings;
    std::vector<std::string> notes;
    std::map<std::string, std::string> usual;  // what blanks become unless the user says otherwise: slot, iface, host
    std::map<std::string, std::string> saved;  // blanks that only the query can fill, and where its answer has them

    TechnologyLock technology;
    UmtsBandLock umts;
    std::vector<CellLock> cells;  // empty: no lock to a cell
    std::string no_cell_lock;     // why
    std::vector<LockExample> examples;
};

const std::vector<LockFamily>& lock_families();
const LockFamily* find_lock_family(std::string_view id);
// All that a family's id, or the name of one of its models, may mean; a part of it will do.
std::vector<const LockFamily*> lock_families_like(std::string_view text);

std::vector<LockFamily> read_lock_families(std::string_view toml, const std::string& file);

}  // namespace boresight::catalog
