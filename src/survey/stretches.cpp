// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/stretches.h"

#include <algorithm>
#include <cmath>
#include <complex>

#include "dsp/core/decibel.h"

namespace boresight::survey {

namespace {

// As the recording says: the time of a segment that has none follows from the one before it.
std::optional<std::int64_t> wall_at(const radio::SigmfSegment& segment, std::uint64_t sample, double rate_hz) {
    if (!segment.wall_ns) return std::nullopt;
    const double ns = 1e9 * static_cast<double>(sample - segment.sample_start) / rate_hz;
    return *segment.wall_ns + std::llround(ns);
}

}  // namespace

std::vector<Stretch> plan_stretches(const radio::SigmfMeta& meta, std::uint64_t length, std::optional<double> seconds) {
    const double rate = meta.sample_rate_hz;
    const auto longest = static_cast<std::uint64_t>(
        std::clamp(std::floor(longest_stretch_s * rate), 1.0, static_cast<double>(longest_stretch_samples)));
    if (seconds) length = static_cast<std::uint64_t>(std::min(static_cast<double>(length), std::ceil(*seconds * rate)));
    std::vector<Stretch> stretches;
    for (std::size_t k = 0; k < meta.segments.size(); ++k) {
        const radio::SigmfSegment& segment = meta.segments[k];
        const std::uint64_t end =
            k + 1 < meta.segments.size() ? std::min(meta.segments[k + 1].sample_start, length) : length;
        if (segment.sample_start >= end) continue;
        const std::uint64_t samples = end - segment.sample_start;
        const std::uint64_t pieces = (samples + longest - 1) / longest;
        for (std::uint64_t piece = 0; piece < pieces; ++piece) {
            Stretch stretch;
            stretch.first_sample = segment.sample_start + samples * piece / pieces;
            stretch.samples = segment.sample_start + samples * (piece + 1) / pieces - stretch.first_sample;
            stretch.segment_start = segment.sample_start;
            stretch.center_frequency_hz = segment.frequency_hz;
            stretch.wall_ns = wall_at(segment, stretch.first_sample, rate);
            stretch.gain_db = segment.gain_db;
            stretch.after_overflow = segment.after_overflow && piece == 0;
            stretches.push_back(std::move(stretch));
        }
    }
    return stretches;
}

Stretch piece_of(const radio::Heard& heard) {
    const radio::Block& block = heard.block;
    Stretch piece;
    piece.samples = block.samples.size();
    piece.center_frequency_hz = block.center_frequency_hz;
    piece.wall_ns = block.wall_ns;
    piece.gain_db = block.gain_db;
    piece.after_overflow = heard.losses > 0;
    piece.level_dbfs = level_dbfs(block.samples);
    piece.clipped_share = block.clipped_share;
    return piece;
}

double level_dbfs(dsp::IqSpan samples) {
    std::complex<double> sum = 0;
    double power = 0;
    for (const dsp::Sample& sample : samples) {
        sum += std::complex<double>(sample);
        power += std::norm(sample);
    }
    const double n = std::max<double>(1, static_cast<double>(samples.size()));
    return dsp::db_from_power(std::max(0.0, power / n - std::norm(sum / n)));
}

}  // namespace boresight::survey
