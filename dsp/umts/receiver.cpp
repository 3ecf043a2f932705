// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/receiver.h"

#include <algorithm>
#include <cmath>

#include "dsp/umts/carrier_search.h"
#include "dsp/umts/cell_reader.h"
#include "dsp/umts/chip_filter.h"
#include "dsp/umts/further_cells.h"

namespace boresight::dsp::umts {

namespace {

constexpr double place_reach_hz = 100e3;        // offsets searched around one place, either way: the raster is 200 kHz
constexpr double least_carrier_gap_hz = 2.5e6;  // carriers lie 5 MHz apart, those of one operator somewhat less
constexpr double held_hz = 1.92e6;              // half of a carrier
constexpr double hz_a_candidate = 3125;         // of what the synchronization codes are asked about
constexpr std::size_t fewest_candidates = 24, most_candidates = 48;
constexpr double lone_place_hz = 250e3;                    // a window that narrow needs no more than one place
constexpr std::size_t quick_samples = 10 * frame_samples;  // in which a quick search looks for cells; all are read

std::size_t candidates_of(double width_hz) {
    return std::clamp(static_cast<std::size_t>(width_hz / hz_a_candidate), fewest_candidates, most_candidates);
}

// Cells of one carrier, and where it lies.
struct Carrier {
    double center_hz = 0;  // of the matched samples they were found in
    std::vector<AssuredCell> cells;
    std::size_t by_synchronization = 0;  // of the cells; the others lie under them

    double hz() const { return center_hz + cells.front().alignment().cfo_hz; }
    double strength() const { return cells.front().pilot_metric; }
};

}  // namespace

struct Receiver::State {
    explicit State(double sample_rate_hz) : rate(sample_rate_hz), filter(sample_rate_hz) {}

    std::vector<double> places(const SearchWindow& window) const;
    Carrier search_place(double center_hz, const SearchWindow& window, bool alone, SearchResult& result);
    void complete(Carrier& carrier, const SearchWindow& window, const Progress& progress);
    void read(const Carrier& carrier, SearchResult& result);

    double rate;
    ChipFilter filter;
    CarrierSearch search;
    FurtherCells further;
    IqBuffer matched;
};

std::vector<double> Receiver::State::places(const SearchWindow& window) const {
    const double width = window.high_hz - window.low_hz;
    if (width <= lone_place_hz) return {window.low_hz + width / 2};
    const auto count = static_cast<int>(std::ceil(width / (2 * place_reach_hz)));
    std::vector<double> centers;
    for (int i = 0; i < count; ++i) centers.push_back(window.low_hz + (i + 0.5) * width / count);
    return centers;
}

Carrier Receiver::State::search_place(double center_hz, const SearchWindow& window, bool alone, SearchResult& result) {
    filter.extract(center_hz, matched);
    PschSettings settings;
    const double reach = alone ? lone_place_hz : place_reach_hz;
    settings.low_hz = std::max(window.low_hz - center_hz, -reach);
    settings.high_hz = std::min(window.high_hz - center_hz, reach);
    settings.clock = {
        .carrier_frequency_hz = window.center_frequency_hz > 0 ? window.center_frequency_hz + center_hz : 0,
        .carrier_hz = alone || window.crystal ? window.carrier_hz - center_hz : 0,
        .known_ppm = window.clock_ppm,
        .crystal = window.crystal};
    if (window.quick) {
        settings.half_width_hz = rate / 2 - std::abs(center_hz);
        settings.most = candidates_of(settings.high_hz - settings.low_hz);
    }
    const IqSpan searched = window.quick ? IqSpan(matched).first(std::min(matched.size(), quick_samples)) : matched;
    return {center_hz, search.search(searched, settings, center_hz, result)};
}

// Centres the samples on the carrier and adds the cells that the synchronization channels didn't tell.
void Receiver::State::complete(Carrier& carrier, const SearchWindow& window, const Progress& progress) {
    const double carrier_hz = carrier.hz();
    filter.extract(carrier_hz, matched);
    for (AssuredCell& cell : carrier.cells) cell.fit.alignment.cfo_hz += carrier.center_hz - carrier_hz;
    carrier.center_hz = carrier_hz;
    carrier.by_synchronization = carrier.cells.size();
    if (window.by_pilots) further.search(matched, rate / 2 - std::abs(carrier_hz), carrier.cells, progress);
}

void Receiver::State::read(const Carrier& carrier, SearchResult& result) {
    CellReader reader({.rate_hz = rate, .carrier_hz = carrier.center_hz});
    for (std::size_t i = 0; i < carrier.cells.size(); ++i) {
        const AssuredCell& assured = carrier.cells[i];
        const IqSpan samples = i < carrier.by_synchronization ? IqSpan(matched) : further.cleaned();
        auto cell = reader.read(samples, matched, assured.alignment());
        if (!cell) continue;
        // The reader sums over less time than the search, which has found the carrier better.
        cell->cfo_hz = carrier.center_hz + assured.alignment().cfo_hz;
        cell->cfo_sigma_hz = assured.fit.cfo_sigma_hz;
        if (cell->bch_blocks.empty()) ++result.refused(Refusal::bch_crc);
        result.cells.push_back(std::move(*cell));
    }
}

Receiver::Receiver(double sample_rate_hz) : state_(std::make_unique<State>(sample_rate_hz)) {}
Receiver::~Receiver() = default;
Receiver::Receiver(Receiver&&) noexcept = default;
Receiver& Receiver::operator=(Receiver&&) noexcept = default;

SearchResult Receiver::search(IqSpan block, const SearchWindow& asked, const Progress& progress) {
    SearchResult result;
    State& s = *state_;
    s.filter.load(block);
    if (s.filter.matched_size() < frame_samples + slot_samples) {
        ++result.refused(Refusal::too_few_samples);
        return result;
    }
    SearchWindow window = asked;
    const double reach = std::max(s.rate / 2 - held_hz, lone_place_hz / 2);
    if (window.low_hz == 0 && window.high_hz == 0) window.low_hz = -reach, window.high_hz = reach;
    window.low_hz = std::max(window.low_hz, -s.rate / 2);
    window.high_hz = std::min(window.high_hz, s.rate / 2);

    std::vector<Carrier> carriers;
    const std::vector<double> places = s.places(window);
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (progress && !progress(static_cast<double>(i) / static_cast<double>(places.size()))) break;
        Carrier carrier = s.search_place(places[i], window, places.size() == 1, result);
        if (!carrier.cells.empty()) carriers.push_back(std::move(carrier));
    }
    std::sort(carriers.begin(), carriers.end(),
              [](const Carrier& a, const Carrier& b) { return a.strength() > b.strength(); });
    std::vector<double> taken;
    for (Carrier& carrier : carriers) {
        const bool overlaps = std::any_of(taken.begin(), taken.end(), [&carrier](double hz) {
            return std::abs(carrier.hz() - hz) < least_carrier_gap_hz;
        });
        if (overlaps) continue;
        taken.push_back(carrier.hz());
        s.complete(carrier, window, progress);
        s.read(carrier, result);
    }
    std::stable_sort(result.cells.begin(), result.cells.end(),
                     [](const Cell& a, const Cell& b) { return a.rscp_dbfs > b.rscp_dbfs; });
    return result;
}

}  // namespace boresight::dsp::umts
