// SPDX-License-Identifier: GPL-3.0-or-later
// What comes over the network, before the library that reads HTTP sees it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "phone/request_bytes.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace boresight::phone;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const RequestLimits limits{.head = 1024, .body = 64};
    const RequestBytes read = request_bytes(bytes, limits);
    if (read.state != RequestState::whole) return 0;
    // A whole request lies within the bytes and the limits, and stays whole whatever follows.
    if (read.size > size || read.size > limits.head + limits.body) std::abort();
    if (request_bytes(bytes.substr(0, read.size), limits).state != RequestState::whole) std::abort();
    return 0;
}
