// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/radio_session.h"

#include <gtest/gtest.h>

#include "scene/register.h"
#include "store/location.h"

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

}  // namespace
}  // namespace boresight::app
