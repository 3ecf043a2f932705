// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "catalog/frequency_text.h"
#include "cli/catalog_arguments.h"
#include "cli/progress.h"
#include "cli/signal_words.h"
#include "cli/spectrum_report.h"
#include "cli/table.h"
#include "dsp/core/decibel.h"

namespace boresight::cli {

namespace {

using survey::SpectrumChannel;
using survey::SpectrumLook;

constexpr double told_clipped_share = 1e-4, sure_clipped_share = 1e-2;
constexpr double db_per_share = 4.342944819;

std::string length_words(double seconds) {
    if (seconds < 1) return fmt::format("{:.3g} ms", 1e3 * seconds);
    return seconds < 10 ? fmt::format("{:.3g} s", seconds) : spoken_duration(seconds);
}

std::string heading(const SpectrumReport& report) {
    const SpectrumLook& look = report.look;
    const std::string tuned = look.center_frequency_hz ? "around " + catalog::frequency_text(*look.center_frequency_hz)
                                                       : std::string("at an unknown frequency");
    return fmt::format("Spectrum of {}{}: {} {}, {:g} MHz wide.", report.name, look.stopped ? " (stopped by you)" : "",
                       length_words(look.seconds), tuned, std::round(look.spectrum.sample_rate_hz / 1e4) / 100);
}

std::string remark(const SpectrumChannel& channel) {
    std::string words;
    const auto add = [&words](const std::string& more) { words += (words.empty() ? "" : "; ") + more; };
    if (channel.kind == SpectrumChannel::Kind::band && channel.captured_share < 0.995)
        add(fmt::format("{:.2g} % of it", 100 * channel.captured_share));
    if (channel.kind == SpectrumChannel::Kind::carrier && (channel.cut_low || channel.cut_high))
        add(channel.cut_low ? "goes on below" : "goes on above");
    if (channel.near_filter_edge) add("near filter's edge");
    return words;
}

std::string channel_table(const SpectrumLook& look) {
    if (look.channels.empty()) return "";
    Table table({{.heading = "what"},
                 {.heading = "measured, MHz", .align = Align::right},
                 {.heading = "power, dBFS", .align = Align::right},
                 {.heading = "noise, dBFS", .align = Align::right},
                 {.heading = "SNR, dB", .align = Align::right},
                 {.heading = "remark"}});
    for (const SpectrumChannel& channel : look.channels) {
        const int decimals = look.spectrum.step_hz < 20e3 ? 2 : 1;
        const std::string sign = look.center_frequency_hz ? "" : "+";
        table.add_row({channel.name,
                       fmt::format(fmt::runtime("{:" + sign + ".{}f} to {:" + sign + ".{}f}"), channel.low_hz / 1e6,
                                   decimals, channel.high_hz / 1e6, decimals),
                       with_spread(channel.power_dbfs, channel.power_sigma_db, ""),
                       (look.floor_is_beside_carriers ? "" : "at most ") + fmt::format("{:.1f}", channel.noise_dbfs),
                       channel.snr_db                  ? with_spread(*channel.snr_db, channel.sigma_db, "")
                       : look.floor_is_beside_carriers ? "none"
                                                       : "unknown",
                       remark(channel)});
    }
    return '\n' + table.text() + '\n';
}

std::string floor_words(const SpectrumLook& look) {
    if (!(look.floor.density > 0)) return "The recording is silent: every sample is 0.";
    const std::string level =
        with_spread(dsp::db_from_power(look.floor.density), db_per_share * look.floor.relative_sigma, "dBFS/Hz");
    if (look.floor_is_beside_carriers)
        return fmt::format("The noise floor is {}: the level of the emptiest {:.0f} % of the band.", level,
                           100 * look.floor.empty_share);
    return fmt::format(
        "No carrier shows an edge: there is none, or one at least as wide as the recording. So the lowest "
        "level, {}, may be noise or the carrier itself, and no SNR can be told. A scan tells which.",
        level);
}

std::string dc_words(const SpectrumLook& look) {
    if (!look.dc) return "";
    return fmt::format(
        "The receiver's own spike in the middle ({:.1f} dBFS within {:.1f} kHz) is taken out; --keep-dc "
        "leaves it.",
        dsp::db_from_power(look.dc->power), look.dc->high_hz / 1e3);
}

std::string trouble_words(const SpectrumLook& look) {
    std::string out;
    if (look.clipped_share > told_clipped_share)
        out += paragraph(
            fmt::format("{:.2g} % of the samples are at the end of the scale: the radio {} overloaded. Then "
                        "strong signals read too low and noise too high; record with less gain.",
                        100 * look.clipped_share, look.clipped_share > sure_clipped_share ? "was" : "may have been"));
    if (look.gaps > 0)
        out +=
            paragraph(fmt::format("Samples were lost in {}; no average reaches across.", counted(look.gaps, "place")));
    if (look.left_out_seconds > 0)
        out += paragraph(fmt::format("{} at another frequency or gain than the beginning are left out.",
                                     length_words(look.left_out_seconds)));
    return out;
}

}  // namespace

std::string spectrum_text(const Context&, const SpectrumReport& report) {
    const SpectrumLook& look = report.look;
    std::string out = paragraph(heading(report));
    if (look.spectrum.frames > 0) {
        out += '\n' + spectrum_plot(look, page_width, report.max_hold) + channel_table(look);
        out += paragraph(floor_words(look)) + paragraph(dc_words(look));
    }
    out += trouble_words(look);
    if (report.max_hold && look.spectrum.frames > 0) out += "Dots: the highest value seen at each frequency.\n";
    for (const std::string& note : report.notes) out += paragraph("Note: " + note);
    return out + fmt::format("Next: boresight scan --file {}\n", shell_word(report.file));
}

}  // namespace boresight::cli
