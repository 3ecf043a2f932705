// SPDX-License-Identifier: GPL-3.0-or-later
// A radio by script: what is set at opening and closing, what it refuses, and what goes wrong in its stream.
#include "radio/soapy_radio.h"

#include <gtest/gtest.h>

#include "platform/error.h"
#include "radio/listen.h"
#include "tests/radio/fake_device.h"

namespace boresight::radio {
namespace {

using tests::FakeDevice;
using tests::FakeRecord;
using tests::FakeScript;
using namespace std::chrono_literals;

constexpr double rate_hz = 2.4e6;
constexpr double carrier_hz = 739e6;

class Events final : public RadioEvents {
public:
    void happened(RadioEvent event) override { all.push_back(event); }
    std::vector<RadioEvent> all;
};

class ScriptedRadio : public testing::Test {
protected:
    std::unique_ptr<SoapyRadio> open(const FakeScript& script, RadioOptions options = {},
                                     const std::string& server = {}) {
        tests::FakeDriver& driver = tests::FakeDriver::instance();
        driver.script = script;
        driver.record = record_;
        return std::make_unique<SoapyRadio>(
            [] { return SoapySDR::Device::make("driver=fake"); },
            RadioName{.arguments = "driver=fake", .driver = "fake", .label = "Fake", .server = server}, machine_,
            options);
    }
    // What is said when it is tuned so.
    std::string refusal(const FakeScript& script, const Tuning& tuning) {
        const auto radio = open(script);
        try {
            radio->tune(tuning);
        } catch (const Error& error) {
            return error.what();
        }
        ADD_FAILURE() << "tuned";
        return {};
    }

    SystemClock machine_;
    std::shared_ptr<FakeRecord> record_ = std::make_shared<FakeRecord>();
};

TEST_F(ScriptedRadio, OpensWithGainControlOffAndTheBiasTeeOffAndClosesSo) {
    open({});
    EXPECT_FALSE(record_->gain_mode);
    EXPECT_TRUE(record_->dc_mode);
    EXPECT_EQ(record_->biases, (std::vector<std::string>{"false", "false"}));
    EXPECT_TRUE(record_->closed);
}

TEST_F(ScriptedRadio, TheBiasTeeIsOnWhenAskedForAndOffAtTheEnd) {
    open({}, {.bias_tee = true});
    EXPECT_EQ(record_->biases, (std::vector<std::string>{"true", "false"}));
    FakeScript without;
    without.bias_tee = false;
    EXPECT_THROW(open(without, {.bias_tee = true}), Error);
    EXPECT_NO_THROW(open(without));
}

TEST_F(ScriptedRadio, KnowsTheNextRateItHas) {
    const auto radio = open({});
    EXPECT_EQ(radio->limits().rate_of_at_least(1.92e6), 2.4e6);
    EXPECT_EQ(radio->limits().rate_of_at_least(2.4e6), 2.4e6);
    EXPECT_EQ(radio->limits().rate_of_at_least(11e6), 12e6);
    EXPECT_EQ(radio->limits().rate_of_at_least(21e6), std::nullopt);
}

TEST_F(ScriptedRadio, RefusesWhatItCannotDoAndSaysWhatItCan) {
    EXPECT_NE(refusal({}, {1100e6, rate_hz}).find("1200-1766 MHz"), std::string::npos);
    EXPECT_NE(refusal({}, {carrier_hz, 1.92e6}).find("next it has is 2.4"), std::string::npos);
    FakeScript aside;
    aside.frequency_error_hz = 40e3;
    EXPECT_NE(refusal(aside, {carrier_hz, rate_hz}).find("739.04 MHz"), std::string::npos);
    FakeScript slow;
    slow.rate_factor = 0.99;
    EXPECT_NE(refusal(slow, {carrier_hz, rate_hz}).find("2.376"), std::string::npos);
    FakeScript throwing;
    throwing.throw_at_tune = "PLL not locked";
    EXPECT_NE(refusal(throwing, {carrier_hz, rate_hz}).find("PLL not locked"), std::string::npos);
}

TEST_F(ScriptedRadio, ATransientIsThrownAwayAndNothingElse) {
    constexpr double transient_s = 0.004;  // a longer one that is steady can't be told
    FakeScript script;
    script.extra = [](double since_s) { return since_s < transient_s ? std::complex<double>(0.3, -0.2) : 0; };
    const auto radio = open(script);
    Listener listener(*radio);
    for (const double frequency_hz : {carrier_hz, carrier_hz + 1e6}) {
        const Heard heard = listener.listen({frequency_hz, rate_hz}, 0.01);
        ASSERT_EQ(heard.ending, Ending::complete);
        EXPECT_GE(heard.settling_s, transient_s - SettlingWatch::piece_s);
        EXPECT_LT(heard.settling_s, transient_s + 0.002);
        const auto begin = heard.block.samples.subspan(static_cast<std::size_t>(SettlingWatch::piece_s * rate_hz));
        for (const dsp::Sample& sample : begin) ASSERT_LT(std::abs(sample), 0.1);
    }
    EXPECT_NEAR(radio->settling_s(), transient_s, 0.002);
}

TEST_F(ScriptedRadio, ARadioThatSettlesAtOnceLosesOnlyWhatWasInItsBuffer) {
    const auto radio = open({});
    Listener listener(*radio);
    const Heard heard = listener.listen({carrier_hz, rate_hz}, 0.01);
    EXPECT_GE(heard.settling_s, FakeDevice::mtu / rate_hz);
    EXPECT_LT(heard.settling_s, FakeDevice::mtu / rate_hz + 0.0021);
}

// Half a second of them: settling alone would take them for the air.
TEST_F(ScriptedRadio, WhatAServerSentBeforeARetuneIsThrownAwayByTheRadiosClockOrByStoppingItsStream) {
    for (const double stamp_s : {100.0, -1.0}) {
        FakeScript script;
        script.stamp_s = stamp_s;
        script.on_way = static_cast<std::uint64_t>(rate_hz / 2);
        record_ = std::make_shared<FakeRecord>();
        const auto radio = open(script, {}, "tcp://127.0.0.1:1");
        Listener listener(*radio);
        ASSERT_EQ(listener.listen({carrier_hz, rate_hz}, 0.01).ending, Ending::complete);
        const int stops = record_->stops;
        const Heard heard = listener.listen({carrier_hz + 1e6, rate_hz}, 0.01);
        ASSERT_EQ(heard.ending, Ending::complete);
        for (const dsp::Sample& sample : heard.block.samples) ASSERT_LT(std::abs(sample), 0.5) << stamp_s;
        EXPECT_EQ(record_->stops - stops, stamp_s < 0 ? 1 : 0);
    }
}

TEST_F(ScriptedRadio, AnOverflowIsToldAndTheBlockAfterItMarked) {
    FakeScript script;
    script.answer = [](int read) { return read == 40 ? SOAPY_SDR_OVERFLOW : 0; };
    const auto radio = open(script);
    radio->tune({carrier_hz, rate_hz});
    Block block;
    int overflows = 0, marked = 0;
    for (int read = 0; read < 80; ++read) {
        const ReadOutcome outcome = radio->read(block);
        if (outcome == ReadOutcome::overflow) ++overflows;
        if (outcome == ReadOutcome::samples && block.after_overflow) ++marked;
    }
    EXPECT_EQ(overflows, 1);
    EXPECT_EQ(marked, 1);
}

TEST_F(ScriptedRadio, SilenceIsATimeoutAndARadioThatItsDriverFindsNoMoreIsUnplugged) {
    FakeScript script;
    script.answer = [](int read) { return read > 40 ? SOAPY_SDR_TIMEOUT : 0; };
    const auto radio = open(script);
    radio->tune({carrier_hz, rate_hz});
    Block block;
    ReadOutcome outcome = ReadOutcome::samples;
    int timeouts = 0;
    for (int read = 0; read < 100 && outcome != ReadOutcome::unplugged; ++read) {
        outcome = radio->read(block);
        if (outcome == ReadOutcome::timeout && ++timeouts == 7) record_->present = false;
    }
    EXPECT_EQ(outcome, ReadOutcome::unplugged);
    EXPECT_GT(timeouts, 7);  // it was there at first
    EXPECT_EQ(radio->read(block), ReadOutcome::unplugged);
}

TEST_F(ScriptedRadio, AReadThatDoesNotComeBackIsATimeoutAndThenLostSamples) {
    FakeScript script;
    script.hang_of_read = 1500ms;
    Events events;
    const auto radio = open(script, {.events = &events});
    radio->tune({carrier_hz, rate_hz});
    Block block;
    std::vector<ReadOutcome> outcomes;
    while (outcomes.size() < 20 && (outcomes.empty() || outcomes.back() != ReadOutcome::overflow))
        outcomes.push_back(radio->read(block));
    EXPECT_NE(std::find(outcomes.begin(), outcomes.end(), ReadOutcome::timeout), outcomes.end());
    EXPECT_EQ(outcomes.back(), ReadOutcome::overflow);
    EXPECT_EQ(events.all, std::vector{RadioEvent::stalled});
}

TEST_F(ScriptedRadio, AReadThatThrowsIsNoEndOfTheProgram) {
    FakeScript script;
    script.answer = [](int read) -> int { return read > 30 ? throw std::runtime_error("usb") : 0; };
    const auto radio = open(script);
    radio->tune({carrier_hz, rate_hz});
    Block block;
    ReadOutcome outcome = ReadOutcome::samples;
    for (int read = 0; read < 60 && outcome == ReadOutcome::samples; ++read) outcome = radio->read(block);
    EXPECT_EQ(outcome, ReadOutcome::timeout);  // its driver still finds it
    record_->present = false;
    EXPECT_EQ(radio->read(block), ReadOutcome::unplugged);
}

TEST_F(ScriptedRadio, ADriverThatHangsAtTheEndIsLeftToItself) {
    FakeScript script;
    script.hang_at_close = 1s;
    Events events;
    const auto began = std::chrono::steady_clock::now();
    {
        const auto radio = open(script, {.closing_s = 0.1, .events = &events});
        radio->tune({carrier_hz, rate_hz});
        Block block;
        radio->read(block);
    }
    EXPECT_LT(std::chrono::steady_clock::now() - began, 800ms);
    EXPECT_EQ(events.all, std::vector{RadioEvent::abandoned});
    for (int waited = 0; waited < 500 && !record_->closed; ++waited) std::this_thread::sleep_for(10ms);
    ASSERT_TRUE(record_->closed);
    EXPECT_EQ(record_->biases.back(), "false");
}

TEST_F(ScriptedRadio, TimesAreNeverAheadOfTheMachine) {
    FakeScript script;
    script.stamp_s = 1000;
    const auto radio = open(script);
    radio->tune({carrier_hz, rate_hz});
    Block block, next;
    for (int read = 0; read < 100; ++read) ASSERT_EQ(radio->read(block), ReadOutcome::samples);
    ASSERT_EQ(radio->read(next), ReadOutcome::samples);
    EXPECT_LE(next.monotonic_ns, machine_.monotonic_ns());
}

}  // namespace
}  // namespace boresight::radio
