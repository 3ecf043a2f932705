// SPDX-License-Identifier: GPL-3.0-or-later
// The page itself: one document with its style and its script inside, from data/phone, and the policy that lets a
// browser load nothing else. Pure; any thread.
#pragma once

#include <string>

namespace boresight::phone {

struct Page {
    std::string html;
    std::string policy;  // for Content-Security-Policy
};

// `nonce` marks what belongs to the page; another one for each answer.
Page page_with(const std::string& nonce);

}  // namespace boresight::phone
