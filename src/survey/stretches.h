// SPDX-License-Identifier: GPL-3.0-or-later
// Cuts a recording into pieces that are searched at one go: equal parts of each capture segment, none longer than
// memory and time allow. Also how loud a piece is. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "dsp/core/iq.h"
#include "radio/listen.h"
#include "radio/sigmf_meta.h"
#include "survey/scan.h"

namespace boresight::survey {

constexpr double longest_stretch_s = 0.32;
constexpr std::uint64_t longest_stretch_samples = std::uint64_t{1} << 22;

// length: of the recording in samples; seconds: no more than that, from the beginning.
std::vector<Stretch> plan_stretches(const radio::SigmfMeta& meta, std::uint64_t length, std::optional<double> seconds);

// What a radio gave at one go.
Stretch piece_of(const radio::Heard& heard);

// Mean power in dBFS without the constant part; -infinity for silence.
double level_dbfs(dsp::IqSpan samples);

}  // namespace boresight::survey
