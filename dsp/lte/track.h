// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps hold of a cell that is known already: a look of some 10 ms at 1.92 MS/s updates its level, noise, timing and
// carrier offset. Only subframes that are sure to carry reference signals are measured (numerology.h); levels are those
// of measure.h: products of the two slots of a subframe, in which noise has no share on average, summed over all
// antenna ports that the cell announces. A level may come out negative where nothing is heard, and is kept so. Timing
// is carried from look to look by the clock of the samples, in which a frame may take a little more or less than 10 ms;
// where the primary signal isn't where it should be, it is looked for nearby, then everywhere. Powers are of full
// scale, times in seconds. One object is one cell and belongs to one thread; it allocates when it is made.
#pragma once

#include <array>
#include <complex>
#include <optional>
#include <vector>

#include "dsp/core/fft.h"
#include "dsp/lte/crs.h"
#include "dsp/lte/ofdm.h"
#include "dsp/lte/sequences.h"

namespace boresight::dsp::lte {

// The least ratio of a cell's power to the noise, both per resource element, at which a look counts as "detected".
constexpr double detection_snr_db = -6;

struct KnownCell {
    int pci = 0;
    Duplex duplex = Duplex::fdd;
    CyclicPrefix cp = CyclicPrefix::normal;
    int ports = 1;  // 1, 2 or 4

    double frame_time_s = 0;  // when some frame began, on the clock of the samples
    double cfo_hz = 0;        // in samples of that carrier's tuning
    double clock_ppm = 0;     // a frame takes 10 ms * (1 + clock_ppm * 1e-6) of the clock's time
};

struct TrackLook {
    int subframes = 0;  // measured; 0: the look holds none, and nothing else is known
    double power = 0;   // per resource element, ports summed, noise removed: may be negative
    double power_sigma = 0;
    std::vector<double> ports;  // the same of each port
    double noise = 0;           // per resource element, interference included
    double rssi = 0;            // of six resource blocks, in symbols with reference signals
    double cfo_hz = 0;
    double frame_time_s = 0;    // of the frame that begins in or nearest to the look
    bool synchronized = false;  // the primary signal was seen

    double snr_db() const;
    bool detected() const { return subframes > 0 && snr_db() > detection_snr_db; }
    double sinr_db() const;  // port 0, as in measure.h
};

class Tracker {
public:
    explicit Tracker(const KnownCell& cell);

    // Samples at 1.92 MS/s around the carrier, the first of them taken at `time_s`.
    TrackLook look(IqSpan samples, double time_s);

    // As it is known by now.
    const KnownCell& cell() const { return cell_; }

private:
    using PortSequences = std::array<std::array<CrsValues, 3>, 20>;  // by slot and symbol
    struct Products;
    struct Measured {
        TrackLook look;
        std::complex<double> slots = 0;  // sum of the products from slot to slot: its phase tells the carrier offset
        std::complex<double> steps = 0;  // from one reference signal to the next: its phase tells the timing
        bool stands_out(double sigmas) const { return look.subframes > 0 && look.power > sigmas * look.power_sigma; }
    };

    void load(IqSpan samples);
    void set_template();
    double metric_at(double first) const;
    std::optional<double> find_near(double frame_start, double reach) const;
    std::vector<double> find_anywhere();
    Measured measure(double frame_start);
    bool add_subframe(double frame_start, int subframe, Products& products);
    void hold(const Measured& measured, double frame_start, double time_s);

    KnownCell cell_;
    PortSequences sequences_{};
    SymbolReader reader_;
    IqBuffer samples_;  // of the look, without their mean
    std::array<Sample, fft_size> plain_{}, template_{};
    double template_cfo_hz_ = 1e18;
    double seen_s_;  // when the cell was last seen for sure

    Fft forward_, inverse_;
    IqBuffer spectrum_, block_, product_;  // of the template, of a piece of the samples
    std::vector<float> folded_;            // metric of each place in half a frame
};

}  // namespace boresight::dsp::lte
