// SPDX-License-Identifier: GPL-3.0-or-later
// Which device a name means: the one of exactly that name, else all of whose names it is a part. Case, blanks and
// punctuation don't count. Pure; any thread.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/name_key.h"

namespace boresight::catalog {

template <class Device, class Names>
std::vector<const Device*> devices_named(const std::vector<Device>& devices, std::string_view text, Names names_of) {
    const std::string key = name_key(text);
    std::vector<const Device*> found;
    if (key.empty()) return found;
    for (const Device& device : devices) {
        bool partly = false;
        for (const std::string& name : names_of(device)) {
            if (name_key(name) == key) return {&device};
            partly = partly || name_key(name).find(key) != std::string::npos;
        }
        if (partly) found.push_back(&device);
    }
    return found;
}

}  // namespace boresight::catalog
