// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/signals.h"

#include <csignal>

namespace boresight::cli {

namespace {

StopSource* asked = nullptr;

extern "C" void on_signal(int) {
    asked->request_stop();
}

}  // namespace

void install_signal_handlers(StopSource& stop) {
    asked = &stop;
    struct sigaction action = {};
    action.sa_handler = on_signal;
    action.sa_flags = SA_RESETHAND | SA_RESTART;  // the second time the system's own way: the end
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) sigaction(number, &action, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

}  // namespace boresight::cli
