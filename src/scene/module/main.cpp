// SPDX-License-Identifier: GPL-3.0-or-later
// The module that SoapySDR loads into programs of others: registers the driver when it is loaded.
#include "scene/register.h"

namespace boresight::scene {
namespace {

[[maybe_unused]] const bool registered = (register_scene(), true);

}  // namespace
}  // namespace boresight::scene
