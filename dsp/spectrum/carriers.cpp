// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/spectrum/carriers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "dsp/spectrum/band_power.h"
#include "dsp/spectrum/edges.h"

namespace boresight::dsp::spectrum {

namespace {

struct LteWidth {
    int n_rb_dl;
    double nominal_bandwidth_hz;
};
// TS 36.104 table 5.6-1.
constexpr std::array<LteWidth, 6> lte_widths{{{6, 1.4e6}, {15, 3e6}, {25, 5e6}, {50, 10e6}, {75, 15e6}, {100, 20e6}}};
constexpr double resource_block_hz = 180e3, subcarrier_hz = 15e3;
constexpr double lte_tolerance_hz = 60e3;
constexpr double least_narrow_edge_db = 6;  // six blocks are narrow enough for fading to make their like

constexpr double chip_rate_hz = 3.84e6, umts_bandwidth_hz = 5e6;
constexpr double umts_tolerance_hz = 150e3;
constexpr double umts_slope_hz = 0.61e6;  // of one side: 0.22 of the chip rate to either side of half power, and a bit
constexpr double umts_least_slope_hz = 100e3;

constexpr double level_reach_hz = 150e3, level_gap_hz = 20e3;  // where the level beside an edge is taken
constexpr double as_low = 1.6;                                 // a valley within 2 dB of the outside is outside
constexpr double least_plateau = 2;                            // over the floor, of a carrier with one edge: 3 dB
constexpr double least_cut_width_hz = 150e3;
constexpr double least_edge_db = 10;     // of a signal whose width nobody knows
constexpr double least_cut_edge_db = 8;  // of one that shows one edge only
constexpr double skirt_symmetry = 0.1;   // how far from 0 Hz, in widths, the receiver's own spike may seem to lie

class CarrierFinder {
public:
    CarrierFinder(const Spectrum& spectrum, const NoiseFloor& floor)
        : spectrum_(spectrum), floor_(floor), edges_(find_edges(spectrum)) {}

    std::vector<FoundCarrier> find() {
        std::vector<FoundCarrier> known;
        for (std::size_t i = 0; i < edges_.size(); ++i)
            for (std::size_t j = i + 1; j < edges_.size(); ++j)
                if (edges_[i].rise_db > 0 && edges_[j].rise_db < 0)
                    if (const auto carrier = match(i, j)) known.push_back(*carrier);
        // The widest first: within a wide carrier, blocks in use look like narrow ones.
        std::stable_sort(known.begin(), known.end(), [](const FoundCarrier& a, const FoundCarrier& b) {
            return a.high_hz - a.low_hz > b.high_hz - b.low_hz;
        });
        for (const FoundCarrier& carrier : known) accept(carrier);
        accept_unknown();
        accept_cut();
        std::sort(found_.begin(), found_.end(),
                  [](const FoundCarrier& a, const FoundCarrier& b) { return a.low_hz < b.low_hz; });
        return found_;
    }

private:
    FoundCarrier between(std::size_t i, std::size_t j) const {
        FoundCarrier carrier{.low_hz = edges_[i].frequency_hz,
                             .high_hz = edges_[j].frequency_hz,
                             .low_edge_db = edges_[i].rise_db,
                             .high_edge_db = -edges_[j].rise_db};
        carrier.near_filter_edge =
            std::max(std::abs(carrier.low_hz), std::abs(carrier.high_hz)) > usable_share / 2 * spectrum_.sample_rate_hz;
        return carrier;
    }

    std::optional<FoundCarrier> match(std::size_t i, std::size_t j) const {
        FoundCarrier carrier = between(i, j);
        const double width_hz = carrier.high_hz - carrier.low_hz;
        if (!match_umts(carrier))
            for (const LteWidth& lte : lte_widths)
                if (std::abs(width_hz - (lte.n_rb_dl * resource_block_hz + subcarrier_hz)) <= lte_tolerance_hz) {
                    carrier.shape = Shape::lte;
                    carrier.n_rb_dl = lte.n_rb_dl;
                    carrier.nominal_bandwidth_hz = lte.nominal_bandwidth_hz;
                }
        if (carrier.shape == Shape::unknown || has_gap(i, j)) return std::nullopt;
        if (carrier.n_rb_dl == 6 && std::min(carrier.low_edge_db, carrier.high_edge_db) < least_narrow_edge_db)
            return std::nullopt;
        return carrier;
    }

    // UMTS slopes: from where it rises out of what is below, some hundreds of kHz pass until half the level of its
    // middle is reached. An edge of LTE passes both at once.
    bool match_umts(FoundCarrier& carrier) const {
        const double width_hz = carrier.high_hz - carrier.low_hz;
        if (std::abs(width_hz - chip_rate_hz) > 2 * umts_slope_hz) return false;
        const double middle_hz = (carrier.low_hz + carrier.high_hz) / 2;
        const double half = median_density(spectrum_, middle_hz - chip_rate_hz / 4, middle_hz + chip_rate_hz / 4) / 2;
        const auto smoothed = [this](double f) {
            return integrate(spectrum_, spectrum_.mean, f - level_reach_hz / 4, f + level_reach_hz / 4) /
                   (level_reach_hz / 2);
        };
        double low_hz = carrier.low_hz - level_gap_hz, high_hz = carrier.high_hz + level_gap_hz;
        while (low_hz < middle_hz && smoothed(low_hz) < half) low_hz += spectrum_.step_hz;
        while (high_hz > middle_hz && smoothed(high_hz) < half) high_hz -= spectrum_.step_hz;
        if (std::abs(high_hz - low_hz - chip_rate_hz) > umts_tolerance_hz) return false;
        if (std::min(low_hz - carrier.low_hz, carrier.high_hz - high_hz) < umts_least_slope_hz) return false;
        carrier.shape = Shape::umts;
        carrier.nominal_bandwidth_hz = umts_bandwidth_hz;
        carrier.low_hz = low_hz;
        carrier.high_hz = high_hz;
        return true;
    }

    // Whether the spectrum falls to what is outside between the two: then they aren't of one carrier.
    bool has_gap(std::size_t i, std::size_t j) const {
        const double below = median_density(spectrum_, edges_[i].frequency_hz - level_gap_hz - level_reach_hz,
                                            edges_[i].frequency_hz - level_gap_hz);
        const double above = median_density(spectrum_, edges_[j].frequency_hz + level_gap_hz,
                                            edges_[j].frequency_hz + level_gap_hz + level_reach_hz);
        for (std::size_t k = i + 1; k + 1 < j; ++k)
            if (edges_[k].rise_db < 0 && edges_[k + 1].rise_db > 0 &&
                median_density(spectrum_, edges_[k].frequency_hz, edges_[k + 1].frequency_hz) <=
                    as_low * std::max(below, above))
                return true;
        return false;
    }

    void accept(const FoundCarrier& carrier) {
        for (const FoundCarrier& other : found_)
            if (carrier.low_hz < other.high_hz && other.low_hz < carrier.high_hz) return;
        found_.push_back(carrier);
    }

    void accept_unknown() {
        for (std::size_t i = 0; i + 1 < edges_.size(); ++i)
            if (edges_[i].rise_db > 0 && edges_[i + 1].rise_db < 0)
                if (const FoundCarrier carrier = between(i, i + 1); is_signal(carrier)) accept(carrier);
    }

    // The receiver's spike has a skirt of phase noise, some 100 kHz wide and symmetrical.
    static bool is_signal(const FoundCarrier& carrier) {
        const double width_hz = carrier.high_hz - carrier.low_hz;
        const bool skirt = std::abs(carrier.low_hz + carrier.high_hz) / 2 < skirt_symmetry * width_hz;
        return !skirt && !carrier.near_filter_edge &&
               std::min(carrier.low_edge_db, carrier.high_edge_db) >= least_edge_db;
    }

    // A falling edge before all others, or a rising one after them: the rest lies outside of the capture.
    void accept_cut() {
        if (edges_.empty()) return;
        const double end_hz = usable_share / 2 * spectrum_.sample_rate_hz;
        const auto consider = [&](double low_hz, double high_hz, double low_db, double high_db) {
            if (high_hz - low_hz < least_cut_width_hz || std::max(low_db, high_db) < least_cut_edge_db) return;
            if (!(median_density(spectrum_, low_hz, high_hz) > least_plateau * floor_.density)) return;
            accept({.low_hz = low_hz, .high_hz = high_hz, .low_edge_db = low_db, .high_edge_db = high_db});
        };
        if (edges_.front().rise_db < 0) consider(-end_hz, edges_.front().frequency_hz, 0, -edges_.front().rise_db);
        if (edges_.back().rise_db > 0) consider(edges_.back().frequency_hz, end_hz, edges_.back().rise_db, 0);
    }

    const Spectrum& spectrum_;
    const NoiseFloor& floor_;
    std::vector<Edge> edges_;
    std::vector<FoundCarrier> found_;
};

}  // namespace

std::vector<FoundCarrier> find_carriers(const Spectrum& spectrum, const NoiseFloor& floor) {
    return CarrierFinder(spectrum, floor).find();
}

}  // namespace boresight::dsp::spectrum
