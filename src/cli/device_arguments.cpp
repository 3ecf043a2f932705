// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/device_arguments.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

#include "cli/suggestion.h"
#include "platform/error.h"

namespace boresight::cli {

namespace {

[[noreturn]] void refuse(const std::string& what, const std::string& option, const std::string& expected,
                         const std::string& fix) {
    throw Error(Error::Kind::bad_input, {.what = what, .where = option, .expected = expected, .fix = fix});
}

[[noreturn]] void refuse_unknown(const std::string& kind, const std::string& option, const std::string& text,
                                 const std::vector<std::string>& ids, const std::string& list) {
    const std::string near = nearest_word(text, ids);
    refuse(fmt::format("no {} \"{}\" is known", kind, text), option, "a name of the list, or a part of one",
           near.empty() ? list : fmt::format("Did you mean {} {}?", option, near));
}

template <class Device>
const Device& only(const std::vector<const Device*>& found, const std::vector<Device>& all, const std::string& kind,
                   const std::string& option, const std::string& text, const std::string& list) {
    if (found.size() == 1) return *found.front();
    std::vector<std::string> ids;
    if (found.empty()) {
        for (const Device& each : all) ids.push_back(each.id);
        refuse_unknown(kind, option, text, ids, list);
    }
    for (const Device* each : found) ids.push_back(each->id);
    refuse(fmt::format("\"{}\" may be {}", text, fmt::join(ids, ", ")), option, "one of them",
           "Write it out: bands differ between variants");
}

}  // namespace

const catalog::Hotspot& hotspot_argument(const std::string& option, const std::string& text) {
    return only(catalog::hotspots_like(text), catalog::hotspots(), "hotspot", option, text,
                "\"boresight advise --hotspots\" lists them; for another modem name its family with --family");
}

const catalog::Microcell& microcell_argument(const std::string& option, const std::string& text) {
    return only(catalog::microcells_like(text), catalog::microcells(), "microcell", option, text,
                "\"boresight advise --microcells\" lists them");
}

const catalog::LockFamily& lock_family_argument(const std::string& option, const std::string& text) {
    return only(catalog::lock_families_like(text), catalog::lock_families(), "family or modem", option, text,
                "Name the family, such as quectel_qcfg_band, or the modem inside, such as EC25-AF");
}

}  // namespace boresight::cli
