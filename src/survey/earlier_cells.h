// SPDX-License-Identifier: GPL-3.0-or-later
// Names the operator of cells that said so themselves once before on the same carrier with the same physical identity.
#pragma once

#include <filesystem>

#include "survey/scan.h"

namespace boresight::survey {

// A database that isn't there, or can't be read, leaves the cells as they are.
void name_from_earlier(const std::filesystem::path& database, ScanResult& result);

}  // namespace boresight::survey
