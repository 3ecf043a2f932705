// SPDX-License-Identifier: GPL-3.0-or-later
#include "phone/page.h"

#include <fmt/format.h>

#include <string_view>

#include "catalog/data_text.h"

namespace boresight::phone {

namespace {

void put(std::string& text, std::string_view mark, std::string_view content) {
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + content.size()))
        text.replace(at, mark.size(), content);
}

}  // namespace

Page page_with(const std::string& nonce) {
    Page page;
    page.html = catalog::data_text("phone/page.html");
    put(page.html, "{{style}}", catalog::data_text("phone/page.css"));
    put(page.html, "{{script}}", catalog::data_text("phone/page.js"));
    put(page.html, "{{nonce}}", nonce);
    page.policy = fmt::format(
        "default-src 'none'; script-src 'nonce-{0}'; style-src 'nonce-{0}'; connect-src 'self'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        nonce);
    return page;
}

}  // namespace boresight::phone
