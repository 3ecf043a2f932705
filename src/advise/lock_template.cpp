// SPDX-License-Identifier: GPL-3.0-or-later
#include "advise/lock_template.h"

#include <fmt/format.h>

#include <algorithm>

namespace boresight::advise {

namespace {

constexpr std::string_view name_letters = "abcdefghijklmnopqrstuvwxyz0123456789_";

const std::map<std::string, std::string>& plain_meanings() {
    static const std::map<std::string, std::string> meanings{
        {"plmn", "the operator's code, MCC and MNC without a dash"},
        {"host", "the router's address"},
        {"iface", "the name of the modem's interface"},
    };
    return meanings;
}

}  // namespace

TemplateFiller::TemplateFiller(const catalog::LockFamily& family, const std::map<std::string, std::string>& known)
    : family_(family), values_(family.usual) {
    for (const auto& [name, value] : known) set(name, value);
}

std::string TemplateFiller::value_of(const std::string& name) {
    const auto known = values_.find(name);
    if (known != values_.end()) return known->second;
    const std::string written = fmt::format("<{}>", name);
    if (std::any_of(blanks_.begin(), blanks_.end(), [&](const Blank& each) { return each.written == written; }))
        return written;
    const auto saved = family_.saved.find(name);
    const auto plain = plain_meanings().find(name);
    blanks_.push_back({written, saved != family_.saved.end()      ? saved->second
                                : plain != plain_meanings().end() ? plain->second
                                                                  : "what the query answered"});
    return written;
}

std::string TemplateFiller::filled(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t open = text.find('{');
        out += text.substr(0, open);
        if (open == std::string_view::npos) break;
        text.remove_prefix(open);
        const std::size_t close = text.find_first_not_of(name_letters, 1);
        if (close == std::string_view::npos || close < 2 || text[close] != '}') {
            out += '{';
            text.remove_prefix(1);
            continue;
        }
        out += value_of(std::string(text.substr(1, close - 1)));
        text.remove_prefix(close + 1);
    }
    return out;
}

catalog::Commands TemplateFiller::filled(const catalog::Commands& commands) {
    catalog::Commands all;
    for (const std::string& command : commands) all.push_back(filled(command));
    return all;
}

}  // namespace boresight::advise
