// SPDX-License-Identifier: GPL-3.0-or-later
// Where a request of HTTP/1.1 ends in the bytes that have come so far (RFC 9112 2 and 6), so that it is read to its
// end, within limits, before anything looks into it. Refused are a head or body beyond its limit, a length that isn't a
// plain number or is told twice, any transfer coding, and lines that end in anything but CR LF. Pure: any bytes,
// nothing throws.
#pragma once

#include <cstddef>
#include <string_view>

namespace boresight::phone {

struct RequestLimits {
    std::size_t head = 8192;  // bytes of the request line and the fields, with the empty line
    std::size_t body = 256;
};

enum class RequestState {
    more,     // isn't whole yet
    whole,    // `size` bytes are the request
    refused,  // never will be
};

struct RequestBytes {
    RequestState state = RequestState::more;
    std::size_t size = 0;  // of a whole request
    int status = 0;        // of a refused one: 400, 413 or 431
};

RequestBytes request_bytes(std::string_view bytes, const RequestLimits& limits = {});

}  // namespace boresight::phone
