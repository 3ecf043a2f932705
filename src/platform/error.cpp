// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/error.h"

#include <utility>

namespace boresight {

namespace {

std::string sentence(const ErrorText& text) {
    std::string s = text.where.empty() ? text.what : text.where + ": " + text.what;
    if (!text.expected.empty()) s += "; expected " + text.expected;
    s += '.';
    if (!text.fix.empty()) s += ' ' + text.fix + '.';
    return s;
}

}  // namespace

Error::Error(Kind kind, ErrorText text) : std::runtime_error(sentence(text)), kind_(kind), text_(std::move(text)) {}

int Error::exit_code() const {
    switch (kind_) {
        case Kind::bad_input: return 2;
        case Kind::missing: return 3;
        case Kind::fault: return 4;
    }
    return 4;
}

}  // namespace boresight
