// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <cmath>

#include "catalog/frequency_text.h"
#include "cli/spectrum_report.h"
#include "dsp/core/decibel.h"
#include "report/spectrum_svg.h"

namespace boresight::cli {

namespace {

std::string level(float density) {
    return density > 0 ? fmt::format("{:.2f}", dsp::db_from_power(density)) : std::string();  // empty: nothing there
}

std::string subtitle(const survey::SpectrumLook& look) {
    const std::string tuned = look.center_frequency_hz ? catalog::frequency_text(*look.center_frequency_hz)
                                                       : std::string("unknown frequency");
    return fmt::format("{}, {:g} MS/s, {:.3g} {}; {} points, {} frames averaged", tuned,
                       std::round(look.spectrum.sample_rate_hz / 1e4) / 100,
                       look.seconds < 1 ? look.seconds * 1e3 : look.seconds, look.seconds < 1 ? "ms" : "s",
                       look.spectrum.bins(), look.spectrum.frames);
}

}  // namespace

std::string spectrum_csv(const SpectrumReport& report) {
    const auto& spectrum = report.look.spectrum;
    std::string out = report.look.center_frequency_hz ? "frequency_hz" : "offset_hz";
    out += report.max_hold ? ",dbfs_hz,max_hold_dbfs_hz\n" : ",dbfs_hz\n";
    for (std::size_t bin = 0; bin < spectrum.bins(); ++bin) {
        out +=
            fmt::format("{:.3f},{}", report.look.origin_hz() + spectrum.frequency_hz(bin), level(spectrum.mean[bin]));
        if (report.max_hold) out += ',' + level(spectrum.maximum[bin]);
        out += '\n';
    }
    return out;
}

std::string spectrum_picture(const SpectrumReport& report) {
    const survey::SpectrumLook& look = report.look;
    report::SpectrumPicture picture;
    picture.title = report.name;
    picture.subtitle = subtitle(look);
    picture.spectrum = &look.spectrum;
    picture.center_frequency_hz = look.center_frequency_hz;
    picture.floor_density = look.floor.density;
    if (!look.floor_is_beside_carriers) picture.floor_name = "lowest level";
    picture.filter_edge_hz = dsp::spectrum::usable_share / 2 * look.spectrum.sample_rate_hz;
    picture.max_hold = report.max_hold;
    picture.waterfall = report.waterfall;
    for (const survey::SpectrumChannel& channel : look.channels) {
        const std::string snr = channel.snr_db ? fmt::format(" ({:.1f} dB over noise)", *channel.snr_db) : "";
        const bool carrier = channel.kind == survey::SpectrumChannel::Kind::carrier;
        picture.marks.push_back({channel.name + (carrier ? snr : ""), channel.low_hz, channel.high_hz, carrier});
    }
    picture.footnote = "0 dBFS: a complex sinusoid of full scale.";
    if (look.dc)
        picture.footnote += fmt::format(" The receiver's own spike in the middle, {:.1f} kHz wide, is taken out.",
                                        (look.dc->high_hz - look.dc->low_hz) / 1e3);
    return spectrum_svg(picture);
}

}  // namespace boresight::cli
