// SPDX-License-Identifier: GPL-3.0-or-later
#include "phone/phones.h"

#include <algorithm>

#include "phone/secret.h"

namespace boresight::phone {

// Looks at all of them, whichever it is.
std::list<Phones::Phone>::iterator Phones::find(std::string_view cookie) {
    auto found = phones_.end();
    for (auto phone = phones_.begin(); phone != phones_.end(); ++phone)
        if (same_secret(phone->cookie, cookie)) found = phone;
    return found;
}

std::optional<std::string> Phones::enter() {
    const std::lock_guard lock(mutex_);
    if (phones_.size() >= most_) {
        const auto away =
            std::find_if(phones_.begin(), phones_.end(), [](const Phone& phone) { return phone.stream == 0; });
        if (away == phones_.end()) return std::nullopt;
        phones_.erase(away);
    }
    phones_.push_back({.cookie = new_secret(), .stream = 0});
    return phones_.back().cookie;
}

bool Phones::known(std::string_view cookie) {
    const std::lock_guard lock(mutex_);
    return find(cookie) != phones_.end();
}

std::optional<std::uint64_t> Phones::begin_stream(std::string_view cookie) {
    const std::lock_guard lock(mutex_);
    const auto phone = find(cookie);
    if (phone == phones_.end()) return std::nullopt;
    return phone->stream = ++streams_;
}

bool Phones::is_current(std::uint64_t stream) const {
    const std::lock_guard lock(mutex_);
    return std::any_of(phones_.begin(), phones_.end(), [stream](const Phone& phone) { return phone.stream == stream; });
}

void Phones::end_stream(std::uint64_t stream) {
    const std::lock_guard lock(mutex_);
    for (Phone& phone : phones_)
        if (phone.stream == stream) phone.stream = 0;
}

std::size_t Phones::watching() const {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(
        std::count_if(phones_.begin(), phones_.end(), [](const Phone& phone) { return phone.stream != 0; }));
}

}  // namespace boresight::phone
