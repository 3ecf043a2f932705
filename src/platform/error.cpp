// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/error.h"

#include <utility>

namespace boresight {

namespace {

std::string ended(const std::string& s) {
    return s.empty() || s.back() == '.' || s.back() == '?' ? s : s + '.';
}

std::string sentence(const ErrorText& text) {
    std::string s = text.where.empty() ? text.what : text.where + ": " + text.what;
    if (!text.expected.empty()) s += "; expected " + text.expected;
    s = ended(s);
    if (!text.fix.empty()) s += ' ' + ended(text.fix);
    return s;
}

}  // namespace

Error::Error(Kind kind, ErrorText text) : std::runtime_error(sentence(text)), kind_(kind), text_(std::move(text)) {}

ExitCode Error::exit_code() const {
    switch (kind_) {
        case Kind::bad_input: return ExitCode::bad_input;
        case Kind::missing: return ExitCode::missing;
        case Kind::fault: break;
    }
    return ExitCode::fault;
}

}  // namespace boresight
