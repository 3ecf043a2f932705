// SPDX-License-Identifier: GPL-3.0-or-later
// Which program this is: its version, the commit it was built from (short hash, "+dirty" when files had been changed,
// "unknown" outside of a repository) and the date of its newest data (YYYY-MM-DD or "unknown"). Constants of the build;
// nothing fails, any thread may ask.
#pragma once

#include <string_view>

namespace boresight {

std::string_view version();
std::string_view commit();
std::string_view data_date();

}  // namespace boresight
