// SPDX-License-Identifier: GPL-3.0-or-later
// The page for phones, as the command line starts it: at which address (asking, where nothing was typed and somebody is
// there), and the lines that say how to open it. Serving is phone/phone_page.h. What can't be served throws an Error.
#pragma once

#include <memory>
#include <string>

#include "cli/aim_company_typed.h"
#include "cli/aim_person.h"
#include "cli/context.h"
#include "phone/phone_page.h"

namespace boresight::cli {

// The address to serve at. `lines` answers the question; empty: nobody is there to be asked.
std::string page_address(const AimCompanyWords& words, const ReadLine& lines, Context& context);

// Serves, and prints address and code.
std::unique_ptr<phone::PhonePage> serve_page(const AimCompanyWords& words, const ReadLine& lines, bool simulated,
                                             Context& context);

// One danger each, as the page shows them.
std::vector<std::string> safety_lines();

}  // namespace boresight::cli
