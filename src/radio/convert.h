// SPDX-License-Identifier: GPL-3.0-or-later
// Samples as recordings store them (I and Q in turn, little endian) to complex floats and back. Amplitude 1 is 128 for
// ci8, 128 around 127.5 for cu8, 32768 for ci16_le and 1.0 for cf32_le. Loops that the compiler vectorizes; nothing
// allocates.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "dsp/core/iq.h"
#include "radio/sigmf_meta.h"

namespace boresight::radio {

// Converts stored.size() / bytes_per_sample(type) samples into `samples`, at least as long. Returns how many of the I
// and Q values lie at the end of the scale.
std::size_t from_stored(Datatype type, std::span<const std::byte> stored, std::span<dsp::Sample> samples);

// Rounds to the nearest step and clips at the end of the scale. Returns how many I and Q values ended there.
std::size_t to_stored(Datatype type, dsp::IqSpan samples, std::span<std::byte> stored);

// The first sample that is infinite or not a number.
std::optional<std::size_t> first_not_finite(dsp::IqSpan samples);

}  // namespace boresight::radio
