// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/counted.h"

#include <fmt/format.h>

namespace boresight::app {

std::string counted(long long n, const std::string& noun) {
    return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s");
}

}  // namespace boresight::app
