// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/radio_session.h"

#include "store/location.h"

namespace boresight::app {

RadioSession::RadioSession(const RadioRequest& request, const Config& config, Clock& machine_clock)
    : radio_(radio::open_radio(request.arguments.empty() ? config.radio : request.arguments, machine_clock,
                               request.options)),
      database_(request.database.empty() ? store::default_database(simulated()) : request.database) {}

}  // namespace boresight::app
