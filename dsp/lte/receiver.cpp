// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/receiver.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "dsp/core/resample.h"
#include "dsp/lte/carrier.h"
#include "dsp/lte/load.h"
#include "dsp/lte/pss_search.h"
#include "dsp/lte/sss.h"
#include "dsp/lte/system_info_receiver.h"
#include "dsp/lte/wide_levels.h"

namespace boresight::dsp::lte {

namespace {

constexpr double half_band_hz = 540e3;          // of six resource blocks
constexpr double channel_reach_hz = 225e3;      // offsets searched in one channel of a wide capture, either way
constexpr double least_carrier_gap_hz = 700e3;  // carriers don't overlap, and none is narrower than 1.4 MHz
constexpr double block_hz = 180e3;
constexpr double pss_false_rate = 0.01;        // of a window of noise whose best correlation is told as more
constexpr std::size_t identities_a_place = 4;  // of one candidate of the primary signal that are checked
constexpr double few_places_hz = 20e3;         // in a window that narrow the true place is among the foremost
constexpr std::size_t foremost = 24;           // candidates that need be no more than plausible
constexpr double dc_side_s = 1e-3;
constexpr double same_carrier_hz = 2e3;
constexpr double much_stronger_db = 3;
constexpr double first_reach_hz = 1500;  // error of the carrier offset before the reference signals are read

// A candidate of the joint test, with the channel it was seen in.
struct Lead {
    SyncCandidate sync;
    double channel_hz = 0;
    double carrier_hz() const { return channel_hz + sync.alignment.cfo_hz; }
};

// A carrier that was found.
struct Taken {
    double hz = 0;
    double reach_hz = 0;  // to where the middle of another could be

    // What it sends elsewhere in its width looks like much, in the same rhythm: only what is clear counts there.
    bool hides(const Lead& lead) const {
        const double apart_hz = std::abs(hz - lead.carrier_hz());
        return apart_hz < least_carrier_gap_hz || (apart_hz < reach_hz && !lead.sync.clear());
    }
};

double reach_of(const std::vector<Cell>& cells) {
    int blocks = 0;
    for (const Cell& cell : cells) blocks = std::max(blocks, cell.mib ? cell.mib->n_rb_dl : 0);
    return blocks * block_hz / 2 + half_band_hz;
}

// Those that no much stronger cell of the same carrier lies over: such ones are taken out of the middle six resource
// blocks alone.
std::vector<Cell*> uncovered(std::vector<Cell>& cells) {
    std::vector<Cell*> free;
    for (Cell& cell : cells) {
        const bool covered = std::any_of(cells.begin(), cells.end(), [&cell](const Cell& other) {
            return std::abs(other.cfo_hz - cell.cfo_hz) < same_carrier_hz &&
                   other.rsrp_dbfs > cell.rsrp_dbfs + much_stronger_db;
        });
        if (!covered) free.push_back(&cell);
    }
    return free;
}

}  // namespace

struct Receiver::State {
    explicit State(double sample_rate_hz) : rate(sample_rate_hz), view(sample_rate_hz) {
        if (rate != base_rate_hz) channelizer.emplace(rate, base_rate_hz);
    }

    void load(IqSpan block);
    IqSpan channel(double offset_hz);
    std::vector<double> channels(const SearchWindow& window) const;
    void search_channel(double center_hz, const SearchWindow& window, std::vector<Lead>& leads, SearchResult& result);
    void settle(std::vector<Lead>& leads, SearchResult& result);

    double rate;
    std::optional<Channelizer> channelizer;
    IqBuffer centered, narrow;  // the block without its mean; one channel of it
    PssSearch pss;
    SssDetector sss;
    SymbolReader reader;
    CarrierSurvey carrier{pss, sss, reader};
    CarrierView view;
};

// Takes away what the radio itself puts around 0 Hz, as the mean over a millisecond either side: cheap radios' DC
// drifts too much within a capture for one mean, and leaks into the subcarriers beside it where the carrier is off
// centre.
void Receiver::State::load(IqSpan block) {
    const std::size_t size = block.size();
    const std::size_t side = std::min(static_cast<std::size_t>(rate * dc_side_s), size / 2);
    centered.resize(size);
    std::complex<double> sum = 0;
    std::size_t first = 0, last = 0;  // of the samples in the sum, last excluded
    for (std::size_t n = 0; n < size; ++n) {
        for (; last < std::min(n + side + 1, size); ++last) sum += std::complex<double>(block[last]);
        for (; first + side < n; ++first) sum -= std::complex<double>(block[first]);
        centered[n] = block[n] - Sample(sum / static_cast<double>(last - first));
    }
    if (channelizer) channelizer->load(centered);
}

IqSpan Receiver::State::channel(double offset_hz) {
    if (!channelizer) return centered;
    channelizer->extract(offset_hz, narrow);
    return narrow;
}

std::vector<double> Receiver::State::channels(const SearchWindow& window) const {
    if (!channelizer) return {0.0};
    const int count =
        std::max(1, static_cast<int>(std::ceil((window.high_hz - window.low_hz) / (2 * channel_reach_hz))));
    const double width = (window.high_hz - window.low_hz) / count;
    std::vector<double> centers;
    for (int i = 0; i < count; ++i) centers.push_back(window.low_hz + (i + 0.5) * width);
    return centers;
}

void Receiver::State::search_channel(double center_hz, const SearchWindow& window, std::vector<Lead>& leads,
                                     SearchResult& result) {
    const IqSpan samples = channel(center_hz);
    PssSettings settings;
    settings.low_hz = channelizer ? std::max(window.low_hz - center_hz, -channel_reach_hz) : window.low_hz;
    settings.high_hz = channelizer ? std::min(window.high_hz - center_hz, channel_reach_hz) : window.high_hz;
    settings.clock = {.center_frequency_hz = window.center_frequency_hz,
                      .carrier_hz = window.carrier_hz - center_hz,
                      .known_ppm = window.clock_ppm,
                      .free_ppm = window.free_clock_ppm};
    if (settings.high_hz - settings.low_hz < few_places_hz) settings.most = foremost;
    const std::size_t half_frames = PssSearch::half_frames(samples.size());
    const double noise_alone =
        PssSearch::threshold(half_frames, pss_false_rate / PssSearch::tries(settings, samples.size()));
    const auto candidates = pss.search(samples, settings);
    if (candidates.empty()) ++result.refused(Refusal::pss_below_threshold);
    bool clear = false;  // then nothing weaker is a carrier: carriers of one channel would overlap
    for (std::size_t rank = 0; rank < candidates.size() && !(clear && rank >= foremost); ++rank) {
        const PssCandidate& candidate = candidates[rank];
        const double strength = candidate.metric / noise_alone;
        if (strength > result.best_pss_metric) {
            result.best_pss_metric = strength;
            result.best_pss_offset_hz = center_hz + candidate.offset_hz;
        }
        reader.aim(samples, candidate.offset_hz);
        bool any = false;
        for (const SyncCandidate& sync : sss.detect(reader, candidate, identities_a_place)) {
            if (!(rank < foremost ? sync.plausible() : sync.likely())) continue;
            leads.push_back({sync, center_hz});
            any = true;
            clear = clear || sync.clear();
        }
        if (!any) ++result.refused(Refusal::sss_inconsistent);
    }
}

// Checks leads, strongest first, but for those that carriers found before hide.
void Receiver::State::settle(std::vector<Lead>& leads, SearchResult& result) {
    std::sort(leads.begin(), leads.end(), [](const Lead& a, const Lead& b) { return a.sync.metric > b.sync.metric; });
    std::vector<Taken> taken;
    for (const Lead& lead : leads) {
        if (std::any_of(taken.begin(), taken.end(), [&lead](const Taken& t) { return t.hides(lead); })) continue;
        const double center_hz = channelizer ? lead.carrier_hz() : 0.0;
        const IqSpan samples = channel(center_hz);
        SyncCandidate candidate = lead.sync;
        candidate.alignment.cfo_hz = lead.carrier_hz() - center_hz;
        if (!carrier.confirm(samples, candidate, first_reach_hz, result)) continue;
        const double carrier_hz = center_hz + carrier.offset_hz();
        carrier.survey(result);
        if (!carrier.cells().empty()) taken.push_back({carrier_hz, reach_of(carrier.cells())});
        for (Cell cell : carrier.cells()) {
            cell.cfo_hz += center_hz;
            cell.frame_start_sample *= rate / base_rate_hz;
            result.cells.push_back(std::move(cell));
        }
    }
}

Receiver::Receiver(double sample_rate_hz) : state_(std::make_unique<State>(sample_rate_hz)) {}
Receiver::~Receiver() = default;
Receiver::Receiver(Receiver&&) noexcept = default;
Receiver& Receiver::operator=(Receiver&&) noexcept = default;

SearchResult Receiver::search(IqSpan block, const SearchWindow& asked, const Progress& progress) {
    SearchResult result;
    const double seconds = static_cast<double>(block.size()) / state_->rate;
    if (PssSearch::half_frames(static_cast<std::size_t>(seconds * base_rate_hz)) < 1) {
        ++result.refused(Refusal::too_few_samples);
        return result;
    }
    SearchWindow window = asked;
    const double reach = state_->rate / 2 - half_band_hz;
    if (window.low_hz == 0 && window.high_hz == 0) {
        window.low_hz = -reach;
        window.high_hz = reach;
    }
    window.low_hz = std::max(window.low_hz, -reach);
    window.high_hz = std::min(window.high_hz, reach);

    state_->load(block);
    std::vector<Lead> leads;
    const std::vector<double> centers = state_->channels(window);
    for (std::size_t i = 0; i < centers.size(); ++i) {
        if (progress && !progress(static_cast<double>(i) / static_cast<double>(centers.size()))) break;
        state_->search_channel(centers[i], window, leads, result);
    }
    state_->settle(leads, result);
    state_->view.load(state_->centered);
    for (Cell& cell : result.cells) cell.system_info = receive_system_info(cell, state_->view);
    for (Cell* cell : uncovered(result.cells)) {
        if (const auto levels = measure_wide(*cell, state_->view)) set_levels(*cell, *levels);
        cell->load = measure_load(*cell, state_->view);
    }
    std::stable_sort(result.cells.begin(), result.cells.end(),
                     [](const Cell& a, const Cell& b) { return a.rsrp_dbfs > b.rsrp_dbfs; });
    return result;
}

}  // namespace boresight::dsp::lte
