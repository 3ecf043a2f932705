// SPDX-License-Identifier: GPL-3.0-or-later
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <iostream>

#include "cli/command_line.h"
#include "cli/output.h"
#include "cli/signals.h"
#include "scene/register.h"

namespace boresight::cli {
namespace {

bool colour_wanted() {
    const char* no_colour = std::getenv("NO_COLOR");
    const char* terminal = std::getenv("TERM");
    return (no_colour == nullptr || *no_colour == '\0') && isatty(STDOUT_FILENO) == 1 &&
           (terminal == nullptr || std::strcmp(terminal, "dumb") != 0);
}

ExitCode run_program(int argc, char** argv) {
    scene::register_scene();
    static StopSource stop;
    install_signal_handlers(stop);
    SystemClock clock;
    DescriptorBuffer buffer(STDOUT_FILENO);
    std::ostream out(&buffer);
    Context context{.out = out,
                    .err = std::cerr,
                    .clock = clock,
                    .stop = stop.token(),
                    .database = {},
                    .colour = colour_wanted(),
                    .err_terminal = isatty(STDERR_FILENO) == 1};
    const ExitCode code = run({argv + 1, argv + argc}, context);
    out.flush();
    if (buffer.error() == 0 || buffer.error() == EPIPE) return code;  // a reader that had enough is no fault
    std::cerr << "boresight: standard output: " << std::strerror(buffer.error())
              << ". The result was not written whole; make room and run it again.\n";
    return ExitCode::missing;
}

}  // namespace
}  // namespace boresight::cli

int main(int argc, char** argv) {
    return static_cast<int>(boresight::cli::run_program(argc, argv));
}
