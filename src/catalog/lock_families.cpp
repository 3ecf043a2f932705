// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/lock_families.h"

#include <algorithm>
#include <iterator>

#include "catalog/device_names.h"
#include "catalog/embedded.h"
#include "catalog/toml_fields.h"

namespace boresight::catalog {

namespace {

constexpr int most_band = 128;
constexpr int most_nr_band = 1024;
constexpr int most_earfcn = 262143;
constexpr int most_pci = 503;

// In the order of BandEncoding.
const std::vector<std::string> encodings{"none",       "hex_word",  "hex_two",      "decimal_two", "colon_list",
                                         "comma_list", "pipe_list", "plus100_list", "bit_string",  "mhz_list"};
// In the order of LockSupport.
const std::vector<std::string> supports{"bands", "technology", "menu", "none"};
const std::vector<std::string> ways{"at", "http", "shell", "menu", "nothing"};
const std::vector<std::string> technologies{"any", "lte_only", "umts_only"};

TechnologyLock read_technology(TomlFields fields) {
    TechnologyLock lock;
    lock.query = fields.texts("query");
    lock.automatic = fields.texts("automatic");
    lock.lte_only = fields.texts("lte_only");
    lock.umts_only = fields.texts("umts_only");
    lock.within_lte_only = fields.text("within_lte_only", "");
    lock.within_any = fields.text("within_any", "");
    lock.note = fields.text("note", "");
    fields.end();
    return lock;
}

UmtsBandLock read_umts(TomlFields fields) {
    UmtsBandLock lock;
    lock.words = fields.words("words");
    lock.lock = fields.texts("lock");
    lock.undo = fields.texts("undo");
    if (lock.words.empty() || lock.lock.empty() || lock.undo.empty())
        fields.wrong("words", "a word for each band, commands, and those that undo them");
    fields.end();
    return lock;
}

CellLock read_cell(TomlFields fields) {
    CellLock lock;
    lock.id = fields.text("id", "");
    lock.fits = fields.text("fits", "");
    lock.sure = fields.sureness("sure");
    lock.query = fields.texts("query");
    lock.lock_carrier = fields.texts("lock_carrier");
    lock.lock_cell = fields.texts("lock_cell");
    lock.undo = fields.texts("undo");
    lock.kept = fields.text("kept", "");
    lock.note = fields.text("note", "");
    fields.end();
    return lock;
}

LockExample read_example(TomlFields fields) {
    LockExample example;
    example.bands = fields.integers("bands", 1, most_band);
    example.nr_bands = fields.integers("nr_bands", 1, most_nr_band);
    if (fields.has("earfcn")) example.earfcn = fields.integer("earfcn", 0, most_earfcn);
    if (fields.has("pci")) example.pci = fields.integer("pci", 0, most_pci);
    example.technology = fields.has("technology") ? technologies[fields.choice("technology", technologies)] : "any";
    example.blanks = fields.words("blanks");
    example.lock = fields.texts("lock");
    if (fields.truth("refused", false) != example.lock.empty()) fields.wrong("lock", "commands, or refused = true");
    fields.end();
    return example;
}

void read_encoding(TomlFields& fields, LockFamily& family) {
    family.encoding =
        fields.has("encoding") ? static_cast<BandEncoding>(fields.choice("encoding", encodings)) : BandEncoding::none;
    family.max_band = fields.integer("max_band", 0, most_band, 0);
    family.band_limit = fields.text("band_limit", "");
    family.upper_case = fields.truth("upper_case", false);
    family.digits = fields.integer("digits", 0, 32, 0);
    family.prefix = fields.text("prefix", "");
    family.mhz_classes = fields.integer_lists("mhz_classes", 1, most_band);
    for (const auto& [mhz, members] : family.mhz_classes)
        if (mhz.empty() || mhz.size() > 4 || mhz.find_first_not_of("0123456789") != std::string::npos)
            fields.wrong("mhz_classes", "megahertz in whole numbers, as in \"700\"");
    const bool bands = family.support == LockSupport::bands;
    if (bands != (family.encoding != BandEncoding::none))
        fields.wrong("encoding", "one where support is \"bands\", none elsewhere");
    if (bands && family.max_band == 0) fields.wrong("max_band", "the highest band that can be said");
}

LockFamily read_family(TomlFields fields) {
    LockFamily family;
    family.id = fields.text("id");
    family.name = fields.text("name");
    family.models = fields.texts("models");
    family.reached_by = ways[fields.choice("reached_by", ways)];
    family.support = static_cast<LockSupport>(fields.choice("support", supports));
    family.sure = fields.sureness("sure");
    family.sources = fields.texts("sources");
    family.why_not = fields.text("why_not", "");
    read_encoding(fields, family);
    family.query = fields.texts("query");
    family.lock = fields.texts("lock");
    family.lock_high = fields.texts("lock_high");
    family.lock_nr = fields.texts("lock_nr");
    family.verify = fields.texts("verify");
    family.undo = fields.texts("undo");
    family.restart = fields.text("restart");
    family.kept = fields.text("kept");
    family.warnings = fields.texts("warnings");
    family.notes = fields.texts("notes");
    family.usual = fields.words("usual");
    family.saved = fields.words("saved");
    if (fields.has("technology")) family.technology = read_technology(fields.table("technology"));
    if (fields.has("umts")) family.umts = read_umts(fields.table("umts"));
    for (TomlFields& cell : fields.tables("cell")) family.cells.push_back(read_cell(std::move(cell)));
    family.no_cell_lock = fields.text("no_cell_lock", "");
    for (TomlFields& example : fields.tables("example")) family.examples.push_back(read_example(std::move(example)));
    const bool bands = family.support == LockSupport::bands;
    if (bands && (family.lock.empty() || family.undo.empty())) fields.wrong("lock", "commands, and those that undo it");
    if (!bands && family.why_not.empty()) fields.wrong("why_not", "why bands can't be locked");
    fields.end();
    return family;
}

}  // namespace

std::vector<LockFamily> read_lock_families(std::string_view toml, const std::string& file) {
    TomlFields fields = read_toml(toml, file);
    std::vector<LockFamily> all;
    for (TomlFields& family : fields.tables("family")) all.push_back(read_family(std::move(family)));
    fields.end();
    return all;
}

const std::vector<LockFamily>& lock_families() {
    static const std::vector<LockFamily> all = [] {
        std::vector<LockFamily> families;
        for (const EmbeddedFile& embedded : embedded_files()) {
            if (!embedded.name.starts_with("locks/")) continue;
            auto some = read_lock_families(embedded.content, "data/" + std::string(embedded.name));
            std::move(some.begin(), some.end(), std::back_inserter(families));
        }
        return families;
    }();
    return all;
}

const LockFamily* find_lock_family(std::string_view id) {
    const auto& all = lock_families();
    const auto found = std::find_if(all.begin(), all.end(), [&](const LockFamily& each) { return each.id == id; });
    return found == all.end() ? nullptr : &*found;
}

std::vector<const LockFamily*> lock_families_like(std::string_view text) {
    return devices_named(lock_families(), text, [](const LockFamily& each) {
        std::vector<std::string> names = each.models;
        names.push_back(each.id);
        return names;
    });
}

}  // namespace boresight::catalog
