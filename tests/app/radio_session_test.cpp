// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/radio_session.h"

#include <gtest/gtest.h>

#include "scene/register.h"
#include "store/location.h"
#include "tests/radio/fake_device.h"

namespace boresight::app {
namespace {

class Session : public testing::Test {
protected:
    Session() { scene::register_scene(); }
    SystemClock machine_;
};

TEST_F(Session, AMadeWorldHasADatabaseOfItsOwnUnlessOneIsNamed) {
    const RadioSession own({.arguments = "scene", .options = {}, .database = {}}, {}, machine_);
    EXPECT_TRUE(own.simulated());
    EXPECT_EQ(own.database(), store::default_database(true));
    EXPECT_EQ(own.database().filename(), "simulated.db");
    const RadioSession named({.arguments = "simulated", .options = {}, .database = "mine.db"}, {}, machine_);
    EXPECT_EQ(named.database(), "mine.db");
}

TEST_F(Session, WhatIsTypedGoesBeforeTheSettings) {
    Config config;
    config.radio = "scene,radio=wide";
    RadioSession of_settings({}, config, machine_);
    EXPECT_GT(of_settings.radio().limits().tuner.back().high_hz, 5e9);
    RadioSession typed({.arguments = "driver=scene,radio=dongle", .options = {}, .database = {}}, config, machine_);
    EXPECT_LT(typed.radio().limits().tuner.back().high_hz, 2e9);
}

class LastEvent final : public radio::RadioEvents {
public:
    void happened(radio::RadioEvent event) override { last = event; }
    std::optional<radio::RadioEvent> last;
};

TEST_F(Session, WhatHappensAtTheEndIsToldToo) {
    tests::FakeDriver& driver = tests::FakeDriver::instance();
    driver.script.hang_at_close = std::chrono::milliseconds(500);
    driver.record = std::make_shared<tests::FakeRecord>();
    const auto events = std::make_shared<LastEvent>();
    {
        RadioSession session({.arguments = "fake", .options = {.closing_s = 0.1}, .database = {}, .events = events}, {},
                             machine_);
        EXPECT_FALSE(session.simulated());
        EXPECT_EQ(session.database().filename(), "survey.db");
        session.radio().tune({739e6, 2.4e6});
        radio::Block block;
        EXPECT_EQ(session.radio().read(block), radio::ReadOutcome::samples);
    }
    EXPECT_EQ(events->last, radio::RadioEvent::abandoned);
    for (int waited = 0; waited < 500 && !driver.record->closed; ++waited)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_TRUE(driver.record->closed);
}

}  // namespace
}  // namespace boresight::app
