// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/capture_thread.h"

#include <gtest/gtest.h>

#include <thread>

#include "platform/error.h"
#include "radio/open_radio.h"
#include "radio/soapy_radio.h"
#include "scene/register.h"
#include "tests/radio/fake_device.h"

namespace boresight::radio {
namespace {

constexpr Tuning at{739e6, 2.4e6};

class Capture : public testing::Test {
protected:
    std::unique_ptr<SoapyRadio> open(const tests::FakeScript& script) {
        tests::FakeDriver& driver = tests::FakeDriver::instance();
        driver.script = script;
        driver.record = std::make_shared<tests::FakeRecord>();
        auto radio = std::make_unique<SoapyRadio>(
            [] { return SoapySDR::Device::make("driver=fake"); },
            RadioName{.arguments = "driver=fake", .driver = "fake", .label = "Fake"}, machine_);
        radio->tune(at);
        return radio;
    }

    SystemClock machine_;
};

TEST_F(Capture, GivesEverySampleInItsOrderAsLongAsItIsRead) {
    scene::register_scene();
    const auto radio = open_radio("driver=scene,radio=dongle", machine_);
    radio->tune({739e6, 1.92e6});
    constexpr std::size_t few_blocks = 4;
    CaptureThread capture(*radio, few_blocks);
    Block block;
    std::optional<std::uint64_t> next;
    for (int blocks = 0; blocks < 60; ++blocks) {
        ASSERT_EQ(capture.read(block), ReadOutcome::samples);
        if (next) {
            EXPECT_EQ(block.first_sample, *next);
        }
        next = block.first_sample + block.samples.size();
    }
    EXPECT_EQ(capture.counts().dropped, 0U);
    EXPECT_LE(capture.counts().fullest, few_blocks);
}

TEST_F(Capture, ARingThatIsFullDropsCountsAndTellsWhere) {
    const auto radio = open({});
    constexpr std::size_t few_blocks = 8;
    CaptureThread capture(*radio, few_blocks);
    for (int waited = 0; waited < 500 && capture.counts().dropped == 0; ++waited)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    ASSERT_GT(capture.counts().dropped, 0U);
    Block block;
    std::uint64_t next = 0, missing = 0;
    bool told = false, marked = false;
    for (int blocks = 0; blocks < 100 && !marked; ++blocks) {
        const ReadOutcome outcome = capture.read(block);
        told = told || outcome == ReadOutcome::overflow;
        if (outcome != ReadOutcome::samples) continue;
        if (next != 0 && block.first_sample != next) {
            EXPECT_TRUE(told);
            EXPECT_TRUE(block.after_overflow);
            missing += block.first_sample - next;
            marked = true;
        }
        next = block.first_sample + block.samples.size();
    }
    EXPECT_TRUE(marked);
    EXPECT_LE(missing, capture.counts().dropped);
}

TEST_F(Capture, ARadioThatIsTakenAwayIsTheLastThatIsTold) {
    tests::FakeScript script;
    script.answer = [](int read) { return read > 30 ? SOAPY_SDR_STREAM_ERROR : 0; };
    const auto radio = open(script);
    tests::FakeDriver::instance().record->present = false;
    CaptureThread capture(*radio);
    Block block;
    ReadOutcome outcome = ReadOutcome::samples;
    for (int reads = 0; reads < 200 && outcome == ReadOutcome::samples; ++reads) outcome = capture.read(block);
    EXPECT_EQ(outcome, ReadOutcome::unplugged);
    EXPECT_EQ(capture.read(block), ReadOutcome::unplugged);
}

TEST_F(Capture, EndsWhateverTheRadioDoes) {
    const auto radio = open({});
    CaptureThread capture(*radio, 1);
}

}  // namespace
}  // namespace boresight::radio
