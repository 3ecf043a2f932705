// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a request was meant for this page. A page of others whose name is made to lead here (DNS rebinding) has its
// own name in Host; so only the address that the connection came to counts, or "localhost" on the machine itself. Pure.
#pragma once

#include <string>
#include <string_view>

namespace boresight::phone {

bool is_loopback(std::string_view address);

// The authority of the page at that address: "192.168.1.5:8787", "[fd00::1]:8787"; without the port where it is 80.
std::string authority(std::string_view address, int port);

// `local_address`: the numeric one of this end of the connection.
bool host_is_ours(std::string_view host, std::string_view local_address, int port);

// What a browser sends with each POST of this very page.
bool origin_is_ours(std::string_view origin, std::string_view host);

}  // namespace boresight::phone
