// SPDX-License-Identifier: GPL-3.0-or-later
// What `report` says of a sweep for programs: one object, with the whole object of `aim` within. Any thread.
#pragma once

#include <string>
#include <vector>

#include "app/site_page.h"

namespace boresight::cli {

// What was written; empty: nothing.
struct SiteFiles {
    std::string page;
    std::vector<std::string> pictures;
};

std::string site_json(const app::SiteReport& report, const app::SitePageWish& wish, const SiteFiles& files);

}  // namespace boresight::cli
