// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/cell_reader.h"

#include <algorithm>
#include <cmath>

#include "dsp/core/decibel.h"
#include "dsp/umts/bch_sequence.h"
#include "dsp/umts/broadcast_symbols.h"
#include "dsp/umts/fingers.h"
#include "dsp/umts/impulse_responses.h"
#include "dsp/umts/pilot_profile.h"
#include "dsp/umts/si_reader.h"

namespace boresight::dsp::umts {

namespace {

constexpr std::size_t least_units = units_per_frame;
constexpr int most_passes = 3;
constexpr double enough_cfo_hz = 30;        // beyond it half a slot's sum would lose
constexpr double enough_drift_chips = 0.1;  // over the whole of the samples
constexpr double weakest_finger = 0.05;     // of the strongest
constexpr std::size_t most_fingers = 6;
constexpr double db_per_relative = 4.342944819;  // 10 / ln 10
constexpr double frame_samples = samples_per_chip * frame_chips;

struct Level {
    double power = 0, relative_sigma = 0;
};

// Of values that follow each other, of which neighbours may be alike. The spread is taken from values near each other,
// so that a channel that fades makes none of it.
Level mean_of(const std::vector<double>& values) {
    const double n = static_cast<double>(values.size());
    double sum = 0, apart_one = 0, apart_two = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        sum += values[i];
        if (i >= 1) apart_one += std::pow(values[i] - values[i - 1], 2) / 2;
        if (i >= 2) apart_two += std::pow(values[i] - values[i - 2], 2) / 2;
    }
    const double own = apart_two / std::max(1.0, n - 2), next = own - apart_one / std::max(1.0, n - 1);
    const double variance = std::max(own, own + 2 * next) / n;
    return {sum / n, std::sqrt(variance) / std::abs(sum / n)};
}

std::vector<LagPath> strong_paths(const std::vector<LagPath>& paths) {
    std::vector<LagPath> strong = paths;
    std::sort(strong.begin(), strong.end(), [](const LagPath& a, const LagPath& b) { return a.power > b.power; });
    const double least = weakest_finger * strong.front().power;
    std::erase_if(strong, [&](const LagPath& path) { return path.power < least; });
    if (strong.size() > most_fingers) strong.resize(most_fingers);
    return strong;
}

void set_paths(Cell& cell, const std::vector<LagPath>& paths) {
    double strongest = 0, sum = 0, mean = 0, square = 0;
    for (const LagPath& path : paths) strongest = std::max(strongest, path.power);
    for (const LagPath& path : paths) {
        const double delay_us = (path.lag - paths.front().lag) / (lags_per_chip * chip_rate_hz * 1e-6);
        cell.paths.push_back({.delay_us = delay_us, .power_db = db_from_power(path.power / strongest)});
        sum += path.power;
        mean += path.power * delay_us;
        square += path.power * delay_us * delay_us;
    }
    cell.delay_spread_us = std::sqrt(std::max(0.0, square / sum - mean * mean / sum / sum));
}

}  // namespace

struct CellReader::State {
    explicit State(const CaptureBand& of) : band(of) {}

    void follow(IqSpan matched, IqSpan received, Alignment& alignment);
    bool set_levels(Cell& cell) const;
    void read_broadcast(IqSpan matched, const Alignment& alignment, Depth depth, Cell& cell);

    CaptureBand band;
    ImpulseResponses responses;
    Fingers fingers;
    BchDecoder decoder;
    Drift drift;
    std::vector<LagPath> paths;
};

// Takes impulse responses until the alignment doesn't move any more.
void CellReader::State::follow(IqSpan matched, IqSpan received, Alignment& alignment) {
    double cfo_hz = 0;
    for (int pass = 0; pass < most_passes; ++pass) {
        const CaptureBand seen{band.rate_hz, band.carrier_hz + alignment.cfo_hz};
        responses.take(matched, received, alignment, flat_half_width_hz(seen));
        drift = drift_of(responses);
        cfo_hz = drift.cfo_hz;
        const bool clock_moves = drift.clock_ppm && std::abs(*drift.clock_ppm) > 3 * drift.clock_sigma_ppm &&
                                 std::abs(*drift.clock_ppm) * 1e-6 * responses.duration_chips() > enough_drift_chips;
        if (pass + 1 == most_passes || (std::abs(cfo_hz) < enough_cfo_hz && !clock_moves)) break;
        alignment.cfo_hz += cfo_hz;
        if (clock_moves) alignment.clock_ppm += *drift.clock_ppm;
    }
    paths = paths_of(responses, cfo_hz);
}

bool CellReader::State::set_levels(Cell& cell) const {
    const Level rscp = mean_of(pilot_powers(responses, drift.cfo_hz, paths));
    if (!(rscp.power > 0)) return false;
    const Level rssi = mean_of(responses.received());
    cell.rscp_dbfs = db_from_power(rscp.power);
    cell.rscp_sigma_db = db_per_relative * rscp.relative_sigma;
    cell.rssi_dbfs = db_from_power(rssi.power);
    cell.rssi_sigma_db = db_per_relative * rssi.relative_sigma;
    cell.ecno_db = cell.rscp_dbfs - cell.rssi_dbfs;
    cell.ecno_sigma_db = std::hypot(cell.rscp_sigma_db, cell.rssi_sigma_db);
    cell.n = static_cast<int>(responses.count() / 2);
    set_paths(cell, paths);
    return true;
}

void CellReader::State::read_broadcast(IqSpan matched, const Alignment& alignment, Depth depth, Cell& cell) {
    std::vector<double> chips;
    for (const LagPath& path : strong_paths(paths)) chips.push_back(path.lag / lags_per_chip);
    fingers.take(matched, alignment, chips);
    const PilotQuality quality = pilot_quality(fingers);
    cell.sinr_db = db_from_power(quality.sinr);
    cell.sinr_sigma_db = quality.sigma_db;
    if (depth == Depth::levels) return;
    const BchSequence read = read_blocks(soft_frames(fingers), decoder);
    cell.sfn = read.sfn;
    for (const BchSequence::Place& place : read.blocks) cell.bch_blocks.push_back(place.block);
    cell.system_info = read_system_info(cell.bch_blocks);
}

CellReader::CellReader(const CaptureBand& band) : state_(std::make_unique<State>(band)) {}
CellReader::~CellReader() = default;
CellReader::CellReader(CellReader&&) noexcept = default;
CellReader& CellReader::operator=(CellReader&&) noexcept = default;

std::optional<Cell> CellReader::read(IqSpan matched, const Alignment& alignment, Depth depth) {
    return read(matched, matched, alignment, depth);
}

std::optional<Cell> CellReader::read(IqSpan matched, IqSpan received, const Alignment& found, Depth depth) {
    State& state = *state_;
    Alignment alignment = found;
    state.follow(matched, received, alignment);
    if (state.responses.count() < least_units || state.paths.empty()) return std::nullopt;

    Cell cell;
    cell.psc = alignment.psc;
    cell.band_loss_db = band_loss_db(state.band);
    if (!state.set_levels(cell)) return std::nullopt;
    const double frame = frame_samples * (1 + alignment.clock_ppm * 1e-6);
    const double earliest = state.paths.front().lag * samples_per_chip / lags_per_chip;
    const double frames_before = std::floor((alignment.frame_start + earliest) / frame);
    alignment.frame_start -= frames_before * frame;
    alignment.cfo_hz += state.drift.cfo_hz;
    cell.frame_start_sample = (alignment.frame_start + earliest) * state.band.rate_hz / matched_rate_hz;
    cell.cfo_hz = state.band.carrier_hz + alignment.cfo_hz;
    cell.cfo_sigma_hz = state.drift.cfo_sigma_hz;
    cell.clock_ppm = alignment.clock_ppm + state.drift.clock_ppm.value_or(0);
    cell.clock_sigma_ppm = state.drift.clock_sigma_ppm;
    state.read_broadcast(matched, alignment, depth, cell);
    return cell;
}

}  // namespace boresight::dsp::umts
