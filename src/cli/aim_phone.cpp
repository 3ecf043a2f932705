// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/aim_phone.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <sstream>

#include "cli/arguments.h"
#include "phone/addresses.h"
#include "phone/code.h"
#include "phone/host.h"
#include "platform/error.h"

namespace boresight::cli {

namespace {

constexpr int usual_port = 8787;
constexpr int any_port = 0;

std::unique_ptr<phone::PhonePage> serve_at(const std::string& address, const AimCompanyWords& words, bool simulated) {
    phone::PhonePageSetting setting;
    setting.address = address;
    setting.greeting = {.simulated = simulated, .safety = safety_lines()};
    if (!words.port.empty()) {
        setting.port = static_cast<int>(std::lround(number_argument("--serve", words.port, 1, 65535, "a port")));
        return std::make_unique<phone::PhonePage>(setting);
    }
    setting.port = usual_port;
    try {
        return std::make_unique<phone::PhonePage>(setting);
    } catch (const Error&) {  // somebody else has it, another boresight perhaps
        setting.port = any_port;
        return std::make_unique<phone::PhonePage>(setting);
    }
}

// Its own colours where they are allowed, so that it can be read on a bright terminal as well as on a dark one.
std::string code_for(const std::string& url, const Context& context) {
    const bool colours = context.err_terminal && std::getenv("NO_COLOR") == nullptr;
    return phone::code_lines(url, colours ? phone::CodeColours::black_on_white : phone::CodeColours::plain);
}

}  // namespace

std::string page_address(const AimCompanyWords& words, const ReadLine& lines, Context& context) {
    if (!words.listen.empty()) return words.listen;
    if (!lines) return phone::loopback;
    const auto network = phone::network_address();
    if (!network) {
        context.err << "This machine is on no network, so no phone can see the page.\n";
        return phone::loopback;
    }
    context.err << fmt::format("Show this page to phones on this network ({})? [y/N] ", *network) << std::flush;
    std::string line;
    const bool yes = lines(line) && (line == "y" || line == "Y" || line == "yes");
    return yes ? *network : phone::loopback;
}

std::unique_ptr<phone::PhonePage> serve_page(const AimCompanyWords& words, const ReadLine& lines, bool simulated,
                                             Context& context) {
    const std::string address = page_address(words, lines, context);
    auto page = serve_at(address, words, simulated);
    const std::string seen =
        phone::is_any_address(address) ? phone::network_address().value_or(phone::loopback) : address;
    const std::string url = page->url(seen);
    if (phone::is_loopback(seen)) {
        context.err << fmt::format("\nThe page, for this machine alone: {}\n\n", url) << std::flush;
        return page;
    }
    context.err << fmt::format(
                       "\nThe page for your phone: {}\n{}"
                       "Whoever has this code may use the page while the sweep runs. Others on this network can read "
                       "along: it isn't encrypted.\n\n",
                       url, code_for(url, context))
                << std::flush;
    return page;
}

std::vector<std::string> safety_lines() {
    std::vector<std::string> out;
    std::istringstream text(safety_words());
    std::string line;
    std::getline(text, line);  // the heading, which the page has as well
    while (std::getline(text, line)) out.push_back(line.substr(line.find_first_not_of(' ')));
    return out;
}

}  // namespace boresight::cli
