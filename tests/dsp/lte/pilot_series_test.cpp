// SPDX-License-Identifier: GPL-3.0-or-later
// Power and noise of made reference signals beside the truth, their stated errors and Cramer and Rao's bound: of a
// channel that stands still, and of one that fades as Jakes has it. The truth of a look is the channel's mean over it.
#include "dsp/lte/pilot_series.h"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <random>

#include "dsp/core/decibel.h"
#include "dsp/lte/numerology.h"
#include "tests/dsp/lte/made_channel.h"

namespace boresight::dsp::lte {
namespace {

using tests::Channel;

constexpr int runs = 400;
constexpr int frames = 8;
constexpr double off_by_68 = 8, off_by_95 = 4;  // percent, of coverage: 3.4 and 3.7 sigmas of 400 runs

struct Made {
    double doppler_hz = 0, snr_db = 0;
    bool twice = true;
    bool tdd = false;
};

// Errors of many runs, in dB.
struct Figures {
    double bias_db = 0, rms_db = 0, stated_db = 0, within_68 = 0, within_95 = 0, of_bound = 0;

    void add(double error_db, double sigma_db) {
        bias_db += error_db / runs;
        rms_db += error_db * error_db;
        stated_db += sigma_db * sigma_db;
        within_68 += std::abs(error_db) < 0.9945 * sigma_db ? 100.0 / runs : 0;
        within_95 += std::abs(error_db) < 1.96 * sigma_db ? 100.0 / runs : 0;
    }
    void finish(const char* what, double bound_db) {
        rms_db = std::sqrt(rms_db / runs);
        stated_db = std::sqrt(stated_db / runs);
        of_bound = rms_db / bound_db;
        std::printf("  %s: bias %+.3f dB, rms %.3f, stated %.3f, within %.1f and %.1f %%, %.2f of the bound\n", what,
                    bias_db, rms_db, stated_db, within_68, within_95, of_bound);
    }
};

struct Outcome {
    Figures power, ratio;
};

Outcome outcome_of(const Made& made) {
    Outcome o;
    const double noise = power_from_db(-made.snr_db);
    PilotPlaces first, second;
    for (int k = 0; k < center_subcarriers; k += 3) {
        const bool in_first = made.twice || k % 2 == 0;
        if (in_first) first.subcarriers.push_back(signed_subcarrier(k));
        if (made.twice || !in_first) second.subcarriers.push_back(signed_subcarrier(k));
    }
    first.trust.assign(first.subcarriers.size(), 1);
    second.trust.assign(second.subcarriers.size(), 1);
    std::vector<int> all = first.subcarriers;
    if (!made.twice) all.insert(all.end(), second.subcarriers.begin(), second.subcarriers.end());
    double values = 0, bound_db = 0;
    for (unsigned seed = 0; seed < runs; ++seed) {
        std::mt19937 random(seed);
        std::normal_distribution<float> normal(0, static_cast<float>(std::sqrt(noise / 2)));
        const Channel channel(made.doppler_hz, all, random);
        PilotSeries series;
        series.clear(first, second);
        for (int frame = 0; frame < frames; ++frame)
            for (const int number : assured_subframes(made.tdd ? Duplex::tdd : Duplex::fdd)) {
                const double time = (10 * frame + number) * subframe_samples;
                std::array<std::vector<Sample>, 2> slots;
                for (std::size_t slot = 0; slot < 2; ++slot) {
                    const auto now = channel.gains((time + static_cast<double>(slot) * slot_samples) / base_rate_hz);
                    for (const int k : (slot == 0 ? first : second).subcarriers) {
                        const float real = normal(random);
                        slots[slot].push_back(Sample(Channel::at(k, now)) + Sample(real, normal(random)));
                    }
                }
                series.add(time, slots[0], slots[1]);
            }
        values = static_cast<double>(series.subframes() * (first.subcarriers.size() + second.subcarriers.size()));
        const double truth = channel.mean_power(all, frames * 0.01);
        const PilotSeries::Power power = series.power(noise);
        o.power.add(power.level.dbfs() - db_from_power(truth), power.level.sigma_db);
        bound_db += db_per_relative * std::sqrt(2 * noise / (truth * values)) / runs;
        if (!made.twice) continue;
        const Level residual = series.noise();
        const double sigma_db =
            std::hypot(power.level.sigma_db, residual.sigma_db, db_per_relative * std::sqrt(2 * power.shared));
        o.ratio.add(power.level.dbfs() - residual.dbfs() - db_from_power(truth / noise), sigma_db);
    }
    std::printf("%g Hz, %g dB%s:\n", made.doppler_hz, made.snr_db, made.tdd ? ", TDD" : "");
    o.power.finish("power", bound_db);
    if (made.twice) o.ratio.finish("over the noise", std::hypot(bound_db, db_per_relative * std::sqrt(2 / values)));
    return o;
}

TEST(PilotSeries, StatesItsErrorsWhereTheChannelStandsStill) {
    struct Asked {
        double snr_db, rms_db;
    };
    constexpr double most_bias_db = 0.1, most_sinr_db = 0.5, stated_off = 0.1, most_of_bound = 1.25, clean_from_db = 15;
    for (const auto& [snr_db, rms_db] :
         {Asked{-6, 0.6}, Asked{0, 0.3}, Asked{10, 0.1}, Asked{20, 0.1}, Asked{25, 0.1}}) {
        const Outcome o = outcome_of({.snr_db = snr_db});
        EXPECT_NEAR(o.power.bias_db, 0, most_bias_db);
        EXPECT_LT(o.power.rms_db, rms_db);
        // Where noise is so little, what else takes a share of a level is stated though nothing does so here.
        if (snr_db < clean_from_db) {
            EXPECT_NEAR(o.power.stated_db / o.power.rms_db, 1, stated_off);
            EXPECT_NEAR(o.power.within_68, 68, off_by_68);
        }
        EXPECT_LT(o.power.of_bound, most_of_bound);
        EXPECT_NEAR(o.power.within_95, 95, off_by_95 + (snr_db < clean_from_db ? 0 : 1));
        EXPECT_LT(o.ratio.rms_db, most_sinr_db);
        EXPECT_NEAR(o.ratio.within_68, 68, off_by_68);
        EXPECT_NEAR(o.ratio.within_95, 95, off_by_95);
    }
}

TEST(PilotSeries, StatesTheErrorOfTheLooksMeanWhereTheChannelFades) {
    for (const double doppler_hz : {1.0, 5.0, 20.0, 70.0})
        for (const double snr_db : {-6.0, 0.0, 10.0, 20.0}) {
            const Outcome o = outcome_of({.doppler_hz = doppler_hz, .snr_db = snr_db});
            EXPECT_NEAR(o.power.within_68, 68, off_by_68) << doppler_hz << ' ' << snr_db;
            EXPECT_NEAR(o.power.within_95, 95, off_by_95) << doppler_hz << ' ' << snr_db;
        }
}

TEST(PilotSeries, HoldsForTwoSubframesAFrame) {
    for (const double snr_db : {-6.0, 10.0}) {
        const Outcome o = outcome_of({.snr_db = snr_db, .tdd = true});
        EXPECT_NEAR(o.power.within_68, 68, off_by_68) << snr_db;
        EXPECT_NEAR(o.power.within_95, 95, off_by_95) << snr_db;
    }
}

TEST(PilotSeries, TakesPortsWhosePlacesAlternate) {
    for (const double snr_db : {-6.0, 10.0}) {
        const Outcome o = outcome_of({.snr_db = snr_db, .twice = false});
        EXPECT_NEAR(o.power.bias_db, 0, 0.15) << snr_db;
        EXPECT_LT(o.power.rms_db, 0.8) << snr_db;
    }
}

TEST(PilotSeries, GoesBeyondTheSubframeWhereNoiseRules) {
    constexpr double most_rms_db = 1.0;  // 2.2 dB by the two slots of each subframe alone
    EXPECT_LT(outcome_of({.snr_db = -12}).power.rms_db, most_rms_db);
}

}  // namespace
}  // namespace boresight::dsp::lte
