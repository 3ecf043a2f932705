// SPDX-License-Identifier: GPL-3.0-or-later
// What stands out of the noise though no cell explains it, and what it is like. First where: stretches of a spectrum
// over its floor, less what cells explain and what they spill beside themselves. Then what, from samples: OFDM symbols
// that repeat as LTE's do, the synchronization code of UMTS, the lines of GSM's modulation, else the width. The figures
// behind it were set by recordings of others (tests/survey/undecoded_corpus_test.cpp). A likeness, never an identity.
// Frequencies in Hz, absolute where `origin_hz` is, levels as in dsp/spectrum. Nothing throws. One thread an object.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "dsp/core/iq.h"
#include "survey/scan.h"
#include "survey/spectrum_look.h"

namespace boresight::survey {

struct Explained {
    double low_hz, high_hz;
};

// The carrier of a cell: as wide as its MIB says, else as `channels` show it around the cell, else the least there is.
// From 0 Hz where the cell's frequency isn't known.
Explained explained_by(const ScanCell& cell, std::span<const SpectrumChannel> channels);
Explained explained_by(const UmtsScanCell& cell);  // a carrier of UMTS is always as wide

struct Unexplained {
    double low_hz = 0, high_hz = 0;
    double power_dbfs = 0;
    std::optional<double> snr_db;  // none: all that was captured, with nothing beside it
    double core_hz = 0;            // nine tenths of its power lie in that much spectrum
    dsp::spectrum::Shape shape = dsp::spectrum::Shape::unknown;
    double middle_off_hz = 0;  // how far from its middle the middle of a carrier may lie
};

// Of `range` (absolute), strongest first, at most most_unexplained. noise_density: of what lies under it.
constexpr std::size_t most_unexplained = 16;
std::vector<Unexplained> unexplained(const dsp::spectrum::Spectrum& spectrum, double noise_density, double origin_hz,
                                     const catalog::FrequencyRange& range, std::span<const SpectrumChannel> channels,
                                     std::span<const Explained> explained);

class KindMeter {
public:
    // The rate of the samples.
    explicit KindMeter(double sample_rate_hz);
    ~KindMeter();

    // samples: around center_hz, 20 ms or more. Nothing where no likeness shows and nothing lies beside it to stand out
    // of: noise, perhaps.
    std::optional<Undecoded> judge(dsp::IqSpan samples, double center_hz, const Unexplained& what);

private:
    struct State;
    std::unique_ptr<State> state_;
};

// All of it for a piece of samples that was searched, as a recording is. center_hz: empty where it isn't known.
// ppm_window: how far off the frequency may be.
std::vector<Undecoded> undecoded_in(dsp::IqSpan samples, double sample_rate_hz, std::optional<double> center_hz,
                                    const ScanResult& found, double ppm_window);

}  // namespace boresight::survey
