// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/radio_session.h"

#include "radio/open_radio.h"
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
      radio_(std::make_unique<radio::LastingRadio>(
          [&machine_clock, options = options_of(request)](const std::string& arguments) {
              return radio::open_radio(arguments, machine_clock, options);
          },
          request.arguments.empty() ? config.radio : request.arguments)),
      database_(request.database.empty() ? store::default_database(simulated()) : request.database) {}

}  // namespace boresight::app
