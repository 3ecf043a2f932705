// SPDX-License-Identifier: GPL-3.0-or-later
// The code of control and broadcast channels: tail-biting, rate 1/3, constraint length 7 (TS 36.212 5.1.3.1), and its
// rate matching (5.1.4.2). Pure.
#pragma once

#include <cstddef>
#include <vector>

#include "scene/bits.h"

namespace boresight::scene::lte {

// The order in which the interleaver of 5.1.4.2.1 reads `count` things that were written in rows of 32.
std::vector<std::size_t> interleaved(std::size_t count);

// A word coded and matched to `length` bits.
Bits convolutional_code(const Bits& word, std::size_t length);

}  // namespace boresight::scene::lte
