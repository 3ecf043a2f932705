// SPDX-License-Identifier: GPL-3.0-or-later
#include "phone/secret.h"

#include <fmt/format.h>
#include <sys/random.h>

#include <array>

#include "platform/error.h"

namespace boresight::phone {

std::string new_secret() {
    std::array<unsigned char, 16> bits{};
    if (getrandom(bits.data(), bits.size(), 0) != static_cast<ssize_t>(bits.size()))
        throw Error(Error::Kind::missing, {.what = "the system gives no random bits",
                                           .where = "getrandom",
                                           .expected = "16 bytes",
                                           .fix = "Leave --serve out"});
    std::string out;
    for (const unsigned char byte : bits) out += fmt::format("{:02x}", byte);
    return out;
}

bool same_secret(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    unsigned char differs = 0;
    for (std::size_t i = 0; i < a.size(); ++i) differs |= static_cast<unsigned char>(a[i] ^ b[i]);
    return differs == 0;
}

}  // namespace boresight::phone
