// SPDX-License-Identifier: GPL-3.0-or-later
// Microcells (femtocells, extenders) for the home: what they send, whose they are, and since when they are off, from
// data/devices/microcells.toml. Dates are ISO days, which compare as text. A fault in the file is an Error that names
// file and key; one nobody knows is a null pointer. Read when first asked for; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace boresight::catalog {

struct Microcell {
    std::string id;
    std::string name;
    std::string operated_by;  // brand; empty: home-made
    bool umts = false;
    bool lte = false;
    bool cdma = false;
    bool gsm = false;
    std::vector<int> lte_bands;  // any of these may be the one; empty with LTE: whatever its builder tunes it to
    std::vector<int> umts_bands;
    std::string band_chosen_by;  // "operator" or "builder": the user can't know without looking
    std::string access;          // "open", "list" (of numbers), "own_sim"
    int downlink_kbps = 0;       // that it wants from the line
    int uplink_kbps = 0;
    std::string off_since;  // "2022-02-22"; empty: on the air as far as known
    std::string off_words;
    std::string umts_off_since;  // of one whose other half went on
    bool laboratory = false;     // a network of its own
    std::string note;
    std::vector<std::string> sources;
    std::string sure;
};

const std::vector<Microcell>& microcells();
const Microcell* find_microcell(std::string_view text);  // as find_hotspot
std::vector<const Microcell*> microcells_like(std::string_view text);

std::vector<Microcell> read_microcells(std::string_view toml, const std::string& file);

}  // namespace boresight::catalog
