// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/spectrum_look.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "platform/error.h"

namespace boresight::survey {

namespace {

constexpr std::size_t wanted_transforms =
    8;  // that the recording should be long, so that there is something to average

std::size_t fft_size_for(const radio::SigmfReader& recording, const SpectrumSettings& settings) {
    const std::uint64_t length = recording.length();
    const auto refuse = [&](const std::string& what, const std::string& expected, const std::string& fix) {
        throw Error(Error::Kind::bad_input,
                    {.what = what, .where = recording.name(), .expected = expected, .fix = fix});
    };
    if (settings.fft_size) {
        const std::size_t size = *settings.fft_size;
        if (size < smallest_fft_size || size > largest_fft_size || size % 2 != 0)
            refuse(fmt::format("a transform of {} points was asked for", size),
                   fmt::format("an even number, {} to {}", smallest_fft_size, largest_fft_size), "Type --fft 4096");
        if (size > length)
            refuse(fmt::format("the recording has {} samples, the transform {} points", length, size),
                   "at least as many samples as points", "Choose a smaller --fft");
        return size;
    }
    if (length < smallest_fft_size)
        refuse(fmt::format("the recording has {} samples", length),
               fmt::format("at least {} for a spectrum", smallest_fft_size), "Record for longer");
    std::size_t size = usual_fft_size;
    while (size > smallest_fft_size && size * wanted_transforms > length) size /= 2;
    return size;
}

// Feeds what was recorded like the first segment.
class Listener {
public:
    Listener(const radio::SigmfSegment& first, dsp::spectrum::Welch& welch, SpectrumLook& look)
        : first_(first), welch_(welch), look_(look) {}

    void take(const radio::Block& block, std::size_t count) {
        const double seconds = static_cast<double>(count) / block.sample_rate_hz;
        if (block.center_frequency_hz != first_.frequency_hz || block.gain_db != first_.gain_db) {
            look_.left_out_seconds += seconds;
            return;
        }
        if (block.first_sample != next_ || block.after_overflow) welch_.interrupt();
        welch_.add(block.samples.first(count));
        next_ = block.first_sample + count;
        look_.clipped_share += block.clipped_share * seconds;
        look_.seconds += seconds;
    }

private:
    const radio::SigmfSegment& first_;
    dsp::spectrum::Welch& welch_;
    SpectrumLook& look_;
    std::uint64_t next_ = 0;
};

void listen(radio::SigmfReader& recording, std::uint64_t wanted, const Progress& progress, dsp::spectrum::Welch& welch,
            SpectrumLook& look) {
    Listener listener(recording.meta().segments.front(), welch, look);
    radio::Block block;
    recording.rewind();
    for (std::uint64_t done = 0; done < wanted && !look.stopped;) {
        const radio::ReadOutcome outcome = recording.read(block);
        if (outcome == radio::ReadOutcome::end) break;
        if (outcome != radio::ReadOutcome::samples) {
            ++look.gaps;
            continue;
        }
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(block.samples.size(), wanted - done));
        listener.take(block, count);
        done += count;
        look.stopped = progress && !progress(static_cast<double>(done) / static_cast<double>(wanted));
    }
    if (look.seconds > 0) look.clipped_share /= look.seconds;
}

}  // namespace

SpectrumLook look_at_spectrum(radio::SigmfReader& recording, const SpectrumSettings& settings,
                              const Progress& progress) {
    SpectrumLook look;
    look.center_frequency_hz =
        settings.center_frequency_hz ? settings.center_frequency_hz : recording.center_frequency_hz();
    const double rate_hz = recording.sample_rate_hz();
    dsp::spectrum::Welch welch(rate_hz, fft_size_for(recording, settings), settings.window);
    std::uint64_t wanted = recording.length();
    if (settings.seconds) wanted = std::min(wanted, static_cast<std::uint64_t>(std::ceil(*settings.seconds * rate_hz)));
    listen(recording, wanted, progress, welch, look);
    if (welch.frames() == 0 && !look.stopped)
        throw Error(Error::Kind::bad_input, {.what = "no piece of the recording is as long as the transform",
                                             .where = recording.name(),
                                             .expected = "pieces without a gap of at least --fft samples",
                                             .fix = "Choose a smaller --fft"});
    look.spectrum = welch.result();
    if (look.spectrum.frames == 0) return look;
    if (!settings.keep_dc) look.dc = notch_dc(look.spectrum);
    look.floor = estimate_noise_floor(look.spectrum);
    look.channels = spectrum_channels(look.spectrum, look.floor, look.center_frequency_hz);
    look.floor_is_beside_carriers = std::any_of(look.channels.begin(), look.channels.end(), [](const auto& channel) {
        return channel.kind == SpectrumChannel::Kind::carrier;
    });
    return look;
}

}  // namespace boresight::survey
