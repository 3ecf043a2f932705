// SPDX-License-Identifier: GPL-3.0-or-later
// What --version prints.
#pragma once

#include <string>

namespace boresight::cli {

std::string version_text();

}  // namespace boresight::cli
