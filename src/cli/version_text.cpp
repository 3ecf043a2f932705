// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/version_text.h"

namespace boresight::cli {

std::string version_text() {
    return "boresight 0.1.0\n";
}

}  // namespace boresight::cli
