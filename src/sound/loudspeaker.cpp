// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/loudspeaker.h"

#ifdef BORESIGHT_PORTAUDIO
#include <portaudio.h>

#include <atomic>

#include "platform/quiet_stderr.h"
#include "sound/tone.h"
#endif

namespace boresight::sound {

#ifdef BORESIGHT_PORTAUDIO

namespace {

constexpr double silent_after_s = 0.8;

// What the sound system's thread and ours share.
struct Wish {
    std::atomic<double> hz{0};  // 0: silence
    std::atomic<unsigned> number{0};
};

}  // namespace

struct Loudspeaker::Device {
    explicit Device(double rate) : rate_hz(rate), tone(rate) {}

    static int fill(const void*, void* output, unsigned long frames, const PaStreamCallbackTimeInfo*,
                    PaStreamCallbackFlags, void* self);

    double rate_hz;
    ToneGenerator tone;
    Wish wish;
    unsigned seen = 0;
    double since_seen_s = 0;
    PaStream* stream = nullptr;
};

int Loudspeaker::Device::fill(const void*, void* output, unsigned long frames, const PaStreamCallbackTimeInfo*,
                              PaStreamCallbackFlags, void* self) {
    auto& device = *static_cast<Device*>(self);
    const unsigned number = device.wish.number.load(std::memory_order_acquire);
    device.since_seen_s =
        number == device.seen ? device.since_seen_s + static_cast<double>(frames) / device.rate_hz : 0;
    device.seen = number;
    const double hz = device.wish.hz.load(std::memory_order_relaxed);
    device.tone.set(hz > 0 && device.since_seen_s < silent_after_s ? std::optional(hz) : std::nullopt);
    device.tone.render({static_cast<float*>(output), frames});
    return paContinue;
}

Loudspeaker::Loudspeaker() {
    const QuietStderr quiet;
    if (const PaError error = Pa_Initialize(); error != paNoError) {
        why_silent_ = Pa_GetErrorText(error);
        return;
    }
    const PaDeviceIndex index = Pa_GetDefaultOutputDevice();
    const PaDeviceInfo* info = index == paNoDevice ? nullptr : Pa_GetDeviceInfo(index);
    PaError error = paNoDevice;
    if (info != nullptr) {
        device_ = std::make_unique<Device>(info->defaultSampleRate);
        const PaStreamParameters output{.device = index,
                                        .channelCount = 1,
                                        .sampleFormat = paFloat32,
                                        .suggestedLatency = info->defaultHighOutputLatency,
                                        .hostApiSpecificStreamInfo = nullptr};
        error = Pa_OpenStream(&device_->stream, nullptr, &output, device_->rate_hz, paFramesPerBufferUnspecified,
                              paNoFlag, &Device::fill, device_.get());
        if (error == paNoError) error = Pa_StartStream(device_->stream);
    }
    if (error == paNoError) return;
    why_silent_ = info == nullptr ? "no sound device was found" : Pa_GetErrorText(error);
    if (device_ && device_->stream != nullptr) Pa_CloseStream(device_->stream);
    device_.reset();
    Pa_Terminate();
}

Loudspeaker::~Loudspeaker() {
    if (!device_) return;
    const QuietStderr quiet;
    Pa_AbortStream(device_->stream);
    Pa_CloseStream(device_->stream);
    Pa_Terminate();
}

void Loudspeaker::set(std::optional<double> hz) {
    if (!device_) return;
    device_->wish.hz.store(hz.value_or(0), std::memory_order_relaxed);
    device_->wish.number.fetch_add(1, std::memory_order_release);
}

#else

struct Loudspeaker::Device {};

Loudspeaker::Loudspeaker() : why_silent_("boresight was built without PortAudio") {}

Loudspeaker::~Loudspeaker() = default;

void Loudspeaker::set(std::optional<double>) {}

#endif

}  // namespace boresight::sound
