// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/spoken.h"

#include <array>
#include <charconv>
#include <cstddef>
#include <utility>

namespace boresight::sound {

namespace {

constexpr std::array<const char*, 20> small{
    "zero", "one",    "two",    "three",    "four",     "five",    "six",     "seven",     "eight",    "nine",
    "ten",  "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::array<const char*, 10> tens{"",      "",      "twenty",  "thirty", "forty",
                                           "fifty", "sixty", "seventy", "eighty", "ninety"};
constexpr unsigned long a_million = 1'000'000;

// Terms of the trade and signs, as they are said. The longer ones before those that they begin with.
constexpr std::array<std::pair<std::string_view, std::string_view>, 18> sayings{{{"± ", "plus or minus "},
                                                                                 {"±", "plus or minus "},
                                                                                 {"°", " degrees"},
                                                                                 {" %", " percent"},
                                                                                 {"%", " percent"},
                                                                                 {" dBm", " d B m"},
                                                                                 {" dB", " decibels"},
                                                                                 {" MHz", " megahertz"},
                                                                                 {" Mb/s", " megabits a second"},
                                                                                 {"SINR", "signal quality"},
                                                                                 {"RSRP", "signal strength"},
                                                                                 {"LTE ", "L T E "},
                                                                                 {"UMTS", "U M T S"},
                                                                                 {"–", " to "},
                                                                                 {"…", ""},
                                                                                 {"\"", ""},
                                                                                 {"boresight aim --check", "the check"},
                                                                                 {"--", ""}}};

std::string below_a_thousand(unsigned long n) {
    std::string out;
    if (n >= 100) {
        out = std::string(small[n / 100]) + " hundred";
        n %= 100;
        if (n == 0) return out;
        out += ' ';
    }
    if (n < small.size()) return out + small[n];
    out += tens[n / 10];
    return n % 10 == 0 ? out : out + ' ' + small[n % 10];
}

std::string whole(unsigned long n) {
    if (n < 1000) return below_a_thousand(n);
    const std::string thousands = below_a_thousand(n / 1000) + " thousand";
    return n % 1000 == 0 ? thousands : thousands + ' ' + below_a_thousand(n % 1000);
}

std::string one_by_one(std::string_view digits) {
    std::string out;
    for (const char digit : digits) {
        if (!out.empty()) out += ' ';
        out += small[static_cast<std::size_t>(digit - '0')];
    }
    return out;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// A number with its sign and its fraction at the beginning of the text; 0: none.
std::size_t number_size(std::string_view text) {
    std::size_t at = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
    const std::size_t first = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    if (at == first) return 0;
    if (at + 1 < text.size() && text[at] == '.' && is_digit(text[at + 1]))
        for (++at; at < text.size() && is_digit(text[at]);) ++at;
    return at;
}

// Brackets with channel numbers are for the eye; others are spoken between commas.
std::string without_brackets(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t close = text[at] == '(' ? text.find(')', at) : std::string_view::npos;
        if (close == std::string_view::npos) {
            out += text[at++];
            continue;
        }
        const std::string_view inside = text.substr(at + 1, close - at - 1);
        while (!out.empty() && out.back() == ' ') out.pop_back();
        if (inside.find("EARFCN") == std::string_view::npos && inside.find("PCI") == std::string_view::npos)
            out += ", " + std::string(inside);
        at = close + 1;
        const bool goes_on = at < text.size() && text[at] == ' ';
        if (goes_on && inside.find("EARFCN") == std::string_view::npos) out += ',';
    }
    return out;
}

}  // namespace

std::string spoken_number(std::string_view digits) {
    std::string out;
    if (!digits.empty() && (digits[0] == '-' || digits[0] == '+')) {
        out = digits[0] == '-' ? "minus " : "plus ";
        digits.remove_prefix(1);
    }
    const std::size_t point = digits.find('.');
    const std::string_view before = digits.substr(0, point);
    unsigned long n = 0;
    const auto [rest, error] = std::from_chars(before.data(), before.data() + before.size(), n);
    out += error == std::errc() && n < a_million ? whole(n) : one_by_one(before);
    if (point == std::string_view::npos) return out;
    return out + " point " + one_by_one(digits.substr(point + 1));
}

std::string spoken(std::string_view text) {
    const std::string plain = without_brackets(text);
    std::string out;
    for (std::size_t at = 0; at < plain.size();) {
        const std::string_view rest = std::string_view(plain).substr(at);
        const bool within_word = !out.empty() && (is_letter(plain[at - 1]) || is_digit(plain[at - 1]));
        if (const std::size_t size = within_word ? 0 : number_size(rest)) {
            out += spoken_number(rest.substr(0, size));
            at += size;
            continue;
        }
        bool said = false;
        for (const auto& [written, words] : sayings)
            if (!said && rest.substr(0, written.size()) == written) {
                out += words;
                at += written.size();
                said = true;
            }
        if (!said) out += plain[at++];
    }
    return out;
}

}  // namespace boresight::sound
