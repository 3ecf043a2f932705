// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <complex>

#include "dsp/core/resample.h"
#include "dsp/likeness/gmsk_lines.h"
#include "dsp/likeness/symbol_repeat.h"
#include "dsp/likeness/umts_sync.h"
#include "survey/undecoded.h"

namespace boresight::survey {

namespace {

using namespace dsp::likeness;

constexpr double narrow_core_hz = 60e3;
constexpr double least_gsm_core_hz = 60e3, most_gsm_hz = 500e3;  // of its core; of all that stands out
constexpr double least_gsm_snr_db = 6;
constexpr double least_symbols_hz = 350e3;  // narrower, and no symbol can be told
constexpr double symbols_show_db = 6;       // edges alone are no LTE where its symbols would have shown
constexpr double least_umts_hz = 1e6;
constexpr double rounding = 1e-9;            // of the whole's power: what is left where nothing is
constexpr std::size_t sync_samples = 38400;  // 20 ms

double power_of(dsp::IqSpan samples) {
    double sum = 0;
    for (const dsp::Sample& sample : samples) sum += std::norm(sample);
    return sum / std::max(1.0, static_cast<double>(samples.size()));
}

}  // namespace

struct KindMeter::State {
    explicit State(double rate_hz)
        : wide(rate_hz, symbol_repeat_rate_hz), narrow(rate_hz, gmsk_lines_rate_hz), sync(sync_samples) {}

    dsp::Channelizer wide, narrow;
    UmtsSync sync;
    dsp::IqBuffer samples, channel;
};

KindMeter::KindMeter(double sample_rate_hz) : state_(std::make_unique<State>(sample_rate_hz)) {}
KindMeter::~KindMeter() = default;

std::optional<Undecoded> KindMeter::judge(dsp::IqSpan samples, double center_hz, const Unexplained& what) {
    using Kind = Undecoded::Kind;
    Undecoded out{.low_hz = what.low_hz, .high_hz = what.high_hz, .power_dbfs = what.power_dbfs, .snr_db = what.snr_db};
    const double width_hz = what.high_hz - what.low_hz, middle_hz = (what.low_hz + what.high_hz) / 2;
    if (what.core_hz < narrow_core_hz) {
        out.kind = Kind::narrowband;
        return out;
    }
    std::complex<double> sum = 0;
    for (const dsp::Sample& sample : samples) sum += std::complex<double>(sample);
    const dsp::Sample mean(sum / std::max(1.0, static_cast<double>(samples.size())));
    state_->samples.assign(samples.begin(), samples.end());
    for (dsp::Sample& sample : state_->samples) sample -= mean;  // the radio's own

    if (width_hz >= least_symbols_hz) {
        state_->wide.load(state_->samples);
        state_->wide.extract(middle_hz - center_hz, state_->channel);
        const bool heard = power_of(state_->channel) > rounding * power_of(state_->samples);
        if (heard && symbol_repeat(state_->channel) >= clear_symbol_repeat) {
            out.kind = Kind::lte;
            return out;
        }
        const bool code = heard && width_hz >= least_umts_hz &&
                          state_->sync.search(state_->channel, what.middle_off_hz).metric >= clear_umts_sync;
        if (code || what.shape == dsp::spectrum::Shape::umts) {
            out.kind = Kind::umts;
            return out;
        }
        if (what.shape == dsp::spectrum::Shape::lte && what.snr_db.value_or(0) < symbols_show_db) {
            out.kind = Kind::lte;
            return out;
        }
    }
    if (what.core_hz >= least_gsm_core_hz && width_hz <= most_gsm_hz && what.snr_db.value_or(0) >= least_gsm_snr_db) {
        state_->narrow.load(state_->samples);
        state_->narrow.extract(middle_hz - center_hz, state_->channel);
        if (gmsk_lines_db(state_->channel) >= clear_gmsk_lines_db) {
            out.kind = Kind::gsm;
            return out;
        }
    }
    if (!what.snr_db) return std::nullopt;
    out.kind = Kind::noise_like;
    return out;
}

}  // namespace boresight::survey
