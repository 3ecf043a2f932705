// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/register.h"

#include <SoapySDR/Registry.hpp>

#include "scene/driver.h"

namespace boresight::scene {

void register_scene() {
    static const SoapySDR::Registry registered("scene", &find, &make, SOAPY_SDR_ABI_VERSION);
}

}  // namespace boresight::scene
