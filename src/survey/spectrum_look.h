// SPDX-License-Identifier: GPL-3.0-or-later
// The spectrum of a recording: its power density, its noise floor, and the power of each LTE and UMTS downlink band it
// holds a part of and of each carrier that shows its edges. What was recorded at another frequency or gain than the
// first sample is left out, and how much that was is told. Frequencies are absolute where the recording (or the
// settings) says where it was tuned, else relative to its middle. Levels are dBFS; spreads are standard deviations.
// Memory: 8 MB and four times the size of the transform. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "dsp/spectrum/carriers.h"
#include "dsp/spectrum/dc_notch.h"
#include "dsp/spectrum/noise_floor.h"
#include "dsp/spectrum/welch.h"
#include "radio/sigmf.h"
#include "survey/cell_search.h"

namespace boresight::survey {

constexpr std::size_t usual_fft_size = 4096;
constexpr std::size_t smallest_fft_size = 64;
constexpr std::size_t largest_fft_size = 1 << 20;

struct SpectrumSettings {
    std::optional<std::size_t> fft_size;  // even; default: 4096, less for a recording shorter than eight of them
    dsp::Window window = dsp::Window::kaiser;
    bool keep_dc = false;                       // leave the receiver's own spike at the middle where it is
    std::optional<double> center_frequency_hz;  // instead of what the recording says
    std::optional<double> seconds;              // no more than that, from the beginning
};

struct SpectrumChannel {
    enum class Kind { band, carrier };
    Kind kind = Kind::band;
    std::string name;   // "LTE 3, 9", "LTE 5 MHz at 1852.5 MHz"
    double low_hz = 0;  // what was measured
    double high_hz = 0;
    double captured_share = 1;  // of the band
    bool cut_low = false;       // goes on outside of what was measured
    bool cut_high = false;
    bool near_filter_edge = false;  // the radio's own filter may have bent it
    dsp::spectrum::Shape shape = dsp::spectrum::Shape::unknown;
    int n_rb_dl = 0;  // of an LTE carrier; 0: unknown

    double power_dbfs = 0;
    double power_sigma_db = 0;
    double noise_dbfs = 0;         // in the same width
    std::optional<double> snr_db;  // none where nothing stands out of the noise
    double sigma_db = 0;           // of the SNR, or of the power where there is none
};

struct SpectrumLook {
    std::optional<double> center_frequency_hz;
    double seconds = 0;           // looked at
    double left_out_seconds = 0;  // at another frequency or gain
    int gaps = 0;                 // where samples were lost
    double clipped_share = 0;
    dsp::spectrum::Spectrum spectrum;
    std::optional<dsp::spectrum::DcNotch> dc;  // none: kept, or there was no spike
    dsp::spectrum::NoiseFloor floor;
    // A carrier ends within the capture, so the floor is what lies beside it. Without an edge the floor may be the
    // weakest part of a carrier as wide as the capture, and no SNR is known.
    bool floor_is_beside_carriers = false;
    std::vector<SpectrumChannel> channels;  // bands, then carriers, by frequency
    bool stopped = false;

    double origin_hz() const { return center_frequency_hz.value_or(0); }
};

// Throws an Error for a recording shorter than one transform and for an impossible size of it.
SpectrumLook look_at_spectrum(radio::SigmfReader& recording, const SpectrumSettings& settings,
                              const Progress& progress);

// Of a spectrum that is there already; bands first, then carriers.
std::vector<SpectrumChannel> spectrum_channels(const dsp::spectrum::Spectrum& spectrum,
                                               const dsp::spectrum::NoiseFloor& floor,
                                               std::optional<double> center_frequency_hz);

}  // namespace boresight::survey
