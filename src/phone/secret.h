// SPDX-License-Identifier: GPL-3.0-or-later
// Secrets of a session: 128 random bits of the system, as 32 hexadecimal digits. Any thread.
#pragma once

#include <string>
#include <string_view>

namespace boresight::phone {

// Throws an Error of kind `missing` where the system has no random bits.
std::string new_secret();

// Takes as long whether they differ early, late or not at all.
bool same_secret(std::string_view a, std::string_view b);

}  // namespace boresight::phone
