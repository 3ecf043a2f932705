// SPDX-License-Identifier: GPL-3.0-or-later
// What `setup` asks, and how an answer becomes a setting. Every answer is checked the moment it is given: what nobody
// knows is an Error (bad input) that says what was probably meant. An empty answer keeps what is there, "-" removes it.
// Lengths are metres, or feet with `Units::us`.
#pragma once

#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "app/config.h"
#include "cli/context.h"
#include "radio/radio.h"

namespace boresight::cli {

struct SetupQuestion {
    std::string option;                // "--antenna", for who answers on the command line
    std::string type;                  // "NAME"
    std::string words;                 // "Which antenna is it?"
    std::string help;                  // of the option
    std::vector<std::string> choices;  // one may answer with their numbers
    std::function<std::string(const app::Config&)> present;
    std::function<void(app::Config&, const std::string&)> take;
    std::function<bool(const app::Config&)> asked = {};  // whether it matters by what was answered; none: always
};

// Of a microcell and its cell.
std::vector<SetupQuestion> microcell_questions();

// `radios`: those that were found.
std::vector<SetupQuestion> setup_questions(const std::vector<radio::RadioName>& radios, Units units);

// Gives the next line that is typed; false where there will be none.
using ReadLine = std::function<bool(std::string&)>;

// Asks one after another, each until its answer can be taken; false where the input ended.
bool ask_all(const std::vector<SetupQuestion>& questions, app::Config& config, const ReadLine& read_line,
             std::ostream& out);

}  // namespace boresight::cli
