// SPDX-License-Identifier: GPL-3.0-or-later
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>

#include "dsp/fec/convolutional.h"
#include "dsp/lte/pbch.h"

namespace boresight::dsp::lte {
namespace {

// Soft bits of `count` frames at an amplitude in noise of variance 1; two ports, SFN 102.
std::vector<PbchFrame> frames_of(int count, double amplitude) {
    std::mt19937 random(1);
    std::normal_distribution<double> normal;
    Mib mib;
    mib.n_rb_dl = 50;
    std::vector<PbchFrame> frames(static_cast<std::size_t>(count));
    for (int f = 0; f < count; ++f) {
        mib.sfn = (102 + f) % 1024;
        const auto bits = encode_pbch(pack_mib(mib), 2, 0, CyclicPrefix::normal);
        PbchFrame& frame = frames[static_cast<std::size_t>(f)];
        frame.frame_index = f;
        for (std::size_t hypothesis = 0; hypothesis < 3; ++hypothesis)
            for (std::size_t i = 0; i < pbch_bits_normal; ++i) {
                const double level = hypothesis == 1 ? amplitude : 0;
                const bool one = bits[static_cast<std::size_t>(mib.sfn % 4) * pbch_bits_normal + i] != 0;
                frame.soft[hypothesis].push_back(static_cast<float>((one ? -level : level) + normal(random)));
            }
    }
    return frames;
}

void decode(benchmark::State& state, double amplitude) {
    const auto frames = frames_of(static_cast<int>(state.range(0)), amplitude);
    PbchDecoder decoder;
    int pci = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(decoder.decode(frames, pci, CyclicPrefix::normal));
        if (amplitude <= 0) pci = (pci + 1) % 504;  // another noise
    }
}

void BM_PbchOfNoise(benchmark::State& state) {
    decode(state, 0);
}
void BM_PbchOfAWeakCell(benchmark::State& state) {
    decode(state, std::sqrt(2 * std::pow(10, 0.15) / 3 / (4.0 * static_cast<double>(state.range(0)))));
}
void BM_PbchOfAStrongCell(benchmark::State& state) {
    decode(state, 2);
}
BENCHMARK(BM_PbchOfNoise)->Arg(1)->Arg(4)->Arg(8)->Arg(100)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_PbchOfAWeakCell)->Arg(1)->Arg(4)->Arg(8)->Arg(100)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_PbchOfAStrongCell)->Arg(1)->Arg(4)->Arg(8)->Arg(100)->Unit(benchmark::kMicrosecond);

// One word of 40 bits in noise of variance 1; the argument is Eb/N0 in dB, -100 for noise alone.
void BM_TailBitingWord(benchmark::State& state) {
    const double amplitude =
        state.range(0) > -100 ? std::sqrt(2.0 / 3 * std::pow(10, static_cast<double>(state.range(0)) / 10)) : 0;
    std::mt19937 random(1);
    std::normal_distribution<double> normal;
    std::vector<std::vector<float>> words(1000, std::vector<float>(120));
    for (auto& word : words)  // the word of 40 zeros
        for (float& value : word) value = static_cast<float>(amplitude + normal(random));
    fec::TailBitingDecoder decoder(40);
    std::size_t i = 0;
    for (auto _ : state) {
        decoder.start(words[i++ % words.size()], -1e30F);
        benchmark::DoNotOptimize(decoder.next());
    }
}
BENCHMARK(BM_TailBitingWord)->Arg(-100)->Arg(0)->Arg(3)->Arg(10)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace boresight::dsp::lte
