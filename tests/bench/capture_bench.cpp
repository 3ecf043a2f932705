// SPDX-License-Identifier: GPL-3.0-or-later
// From a radio's blocks through the capture thread to cells: how many seconds of air at 2.4 MS/s one core searches in a
// second, all threads counted. The air is made beforehand. The target stands beside it.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <ctime>
#include <vector>

#include "radio/capture_thread.h"
#include "radio/listen.h"
#include "radio/open_radio.h"
#include "scene/register.h"
#include "survey/cell_search.h"

namespace boresight::radio {
namespace {

constexpr double rate_hz = 2.4e6;
constexpr double carrier_hz = 739e6;
constexpr double piece_s = 0.08;
constexpr double window_hz = 100e-6 * carrier_hz;  // a radio that was never calibrated
constexpr double target_real_time = 1;

// Gives a piece of air again and again.
class Air final : public Radio {
public:
    explicit Air(dsp::IqSpan samples) : samples_(samples) { name_.own_time = true; }
    const RadioName& name() const override { return name_; }
    const RadioLimits& limits() const override { return limits_; }
    void tune(const Tuning&) override {}
    double set_gain_db(double gain_db) override { return gain_db; }
    double gain_db() const override { return 0; }
    void pause() override {}
    Clock& clock() override { return clock_; }
    bool has_setting(const std::string&) const override { return false; }
    std::string setting(const std::string&) const override { return {}; }
    void change_setting(const std::string&, const std::string&) override {}
    ReadOutcome read(Block& block) override {
        constexpr std::size_t most = 4096;
        block = Block{};
        block.lease = pool_.acquire();
        const std::size_t count = std::min(most, samples_.size() - at_);
        block.samples = block.lease.samples().first(count);
        std::copy_n(samples_.begin() + static_cast<std::ptrdiff_t>(at_), count, block.lease.samples().begin());
        at_ = (at_ + count) % samples_.size();
        block.first_sample = next_;
        next_ += count;
        block.sample_rate_hz = rate_hz;
        block.center_frequency_hz = carrier_hz;
        return ReadOutcome::samples;
    }

private:
    dsp::IqSpan samples_;
    std::size_t at_ = 0;
    std::uint64_t next_ = 0;
    BlockPool pool_{4096, 64};
    RadioName name_;
    RadioLimits limits_;
    SystemClock clock_;
};

double cpu_s() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

void BM_CaptureToCells(benchmark::State& state) {
    scene::register_scene();
    SystemClock machine;
    const auto world = open_radio("driver=scene,radio=dongle", machine);
    world->set_gain_db(40);
    Listener listener(*world);
    const Heard heard = listener.listen({carrier_hz, rate_hz}, 8 * piece_s);
    Air air(heard.block.samples);
    CaptureThread capture(air);
    const auto search = survey::make_lte_search(rate_hz);
    std::vector<dsp::Sample> piece(static_cast<std::size_t>(piece_s * rate_hz));
    const dsp::lte::SearchWindow window{.low_hz = -window_hz, .high_hz = window_hz, .center_frequency_hz = carrier_hz};
    std::size_t have = 0, cells = 0;
    double air_s = 0;
    const double begun_s = cpu_s();
    for (auto _ : state) {
        Block block;
        while (have < piece.size()) {
            if (capture.read(block) != ReadOutcome::samples) continue;
            const std::size_t taken = std::min(block.samples.size(), piece.size() - have);
            std::copy_n(block.samples.begin(), taken, piece.begin() + static_cast<std::ptrdiff_t>(have));
            have += taken;
        }
        have = 0;
        cells += search->search(piece, window, {}).cells.size();
        air_s += piece_s;
    }
    state.counters["real_time"] = air_s / (cpu_s() - begun_s);
    state.counters["target"] = target_real_time;
    state.counters["cells_a_piece"] = static_cast<double>(cells) / static_cast<double>(state.iterations());
}

BENCHMARK(BM_CaptureToCells)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace boresight::radio
