// SPDX-License-Identifier: GPL-3.0-or-later
// Gathers what the receivers found in one stretch of samples after another, from a recording or a radio, and at the end
// makes one result of it: cells on named carriers, each once, candidates that fell short, the mean level, and what
// explains a search that found nothing. Pure; one thread.
#pragma once

#include <span>
#include <vector>

#include "dsp/lte/receiver.h"
#include "dsp/umts/receiver.h"
#include "survey/findings.h"
#include "survey/ppm_window.h"
#include "survey/scan.h"

namespace boresight::survey {

// Puts the cells of all stretches whose frequency is known on the raster points that explain them by one common error,
// names their carriers, and counts their offsets from there. May be done again when more was heard. Returns the common
// error in ppm. `window`: the errors thought possible. usual_hz: carriers that are known to be sent.
double put_on_carriers(std::span<Stretch> stretches, const PpmWindow& window, std::span<const double> usual_hz = {});

class Gathering {
public:
    Gathering(double sample_rate_hz, const PpmWindow& window, std::vector<double> usual_hz = {});

    // Which standards are searched for: LTE alone unless it is said.
    void searched(bool lte, bool umts);

    // What was found in samples of `stretch`, which gets its cells. `window`: what was searched.
    void take(const dsp::lte::SearchResult& found, const dsp::lte::SearchWindow& window, Stretch& stretch);
    // The same for UMTS; the samples may have begun before the stretch: at first_sample.
    void take(const dsp::umts::SearchResult& found, std::uint64_t first_sample, Stretch& stretch);

    // `stretches`: all that were searched. `stopped`, `share_done` and `band_in_capture` (empty: frequency unknown) as
    // in ScanResult and explain().
    ScanResult finish(std::vector<Stretch> stretches, bool stopped, double share_done,
                      std::optional<bool> band_in_capture);

private:
    struct Candidate {
        ShortCell cell;  // its offset counted from the centre
        std::optional<double> center_hz;
    };

    void settle_level();
    template <class Found>
    void set_strangers_aside(std::vector<Found>& cells);
    void settle_short_cells(double common_ppm);
    void add_short(const ShortCell& cell);

    double sample_rate_hz_;
    PpmWindow window_;
    std::vector<double> usual_hz_;
    bool lte_searched_ = true, umts_searched_ = false;
    ScanResult result_;
    std::vector<Candidate> short_;
    BestCorrelation best_;
};

}  // namespace boresight::survey
