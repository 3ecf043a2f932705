// SPDX-License-Identifier: GPL-3.0-or-later
// The help: examples first, then what each option means, in its unit and with its default. Made from what the commands
// say of themselves (cli/command.h), so it names nothing that isn't built.
#pragma once

#include <memory>

namespace CLI {
class App;
class FormatterBase;
}  // namespace CLI

namespace boresight::cli {

std::shared_ptr<CLI::FormatterBase> help_formatter();

}  // namespace boresight::cli
