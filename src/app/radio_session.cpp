// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/radio_session.h"

#include "store/location.h"

namespace boresight::app {

namespace {

radio::RadioOptions options_of(const RadioRequest& request) {
    radio::RadioOptions options = request.options;
    if (request.events) options.events = request.events.get();
    return options;
}

}  // namespace

RadioSession::RadioSession(const RadioRequest& request, const Config& config, Clock& machine_clock)
    : events_(request.events),
      radio_(radio::open_radio(request.arguments.empty() ? config.radio : request.arguments, machine_clock,
                               options_of(request))),
      database_(request.database.empty() ? store::default_database(simulated()) : request.database) {}

}  // namespace boresight::app
