// SPDX-License-Identifier: GPL-3.0-or-later
// Radios on USB, in a folder made like Linux's own.
#include "radio/usb_radios.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/temporary_folder.h"

namespace boresight::radio {
namespace {

namespace fs = std::filesystem;

class UsbRadios : public testing::Test {
protected:
    UsbRadios() {
        fs::create_directories(devices_);
        fs::create_directories(nodes_);
    }
    void plug(const std::string& port, const std::string& vendor, const std::string& product, const std::string& serial,
              bool may_open = true) {
        fs::create_directories(devices_ / port);
        const std::string number = std::to_string(++number_);
        for (const auto& [file, text] : {std::pair<const char*, std::string>{"idVendor", vendor},
                                         {"idProduct", product},
                                         {"serial", serial},
                                         {"busnum", "1"},
                                         {"devnum", number}})
            std::ofstream(devices_ / port / file) << text << '\n';
        if (!may_open) return;
        fs::create_directories(nodes_ / "001");
        std::ofstream(nodes_ / "001" / ("00" + number));
    }
    void hold(const std::string& port, const std::string& driver) {
        fs::create_directories(devices_ / (port + ":1.0"));
        fs::create_symlink(fs::path("../../bus/usb/drivers") / driver, devices_ / (port + ":1.0") / "driver");
    }
    std::vector<UsbRadio> present() const { return usb_radios(devices_, nodes_); }
    WhyUnusable why(const std::vector<std::string>& drivers) const {
        const auto unusable = unusable_radios(present(), {}, drivers);
        EXPECT_EQ(unusable.size(), 1U);
        return unusable.empty() ? WhyUnusable::no_driver : unusable.front().why;
    }

    tests::TemporaryFolder folder_;
    fs::path devices_ = folder_.path() / "devices";
    fs::path nodes_ = folder_.path() / "nodes";
    int number_ = 0;
};

const std::vector<std::string> all_drivers{"rtlsdr", "hackrf", "airspy", "lime", "bladerf", "uhd"};

TEST_F(UsbRadios, OthersThanRadiosAreNone) {
    plug("1-1", "046d", "c31c", "");
    EXPECT_TRUE(present().empty());
    EXPECT_TRUE(usb_radios(folder_.path() / "none", nodes_).empty());
}

TEST_F(UsbRadios, SayWhatTheyAre) {
    plug("1-1", "0bda", "2838", "00000001");
    ASSERT_EQ(present().size(), 1U);
    EXPECT_EQ(present()[0].driver, "rtlsdr");
    EXPECT_EQ(present()[0].serial, "00000001");
    EXPECT_EQ(present()[0].node, nodes_ / "001" / "001");
    EXPECT_TRUE(present()[0].may_open);
}

TEST_F(UsbRadios, WhyTheyCannotBeUsed) {
    plug("1-1", "0bda", "2838", "00000001");
    EXPECT_EQ(why({}), WhyUnusable::module_missing);
    EXPECT_EQ(why(all_drivers), WhyUnusable::not_answering);
    hold("1-1", "dvb_usb_rtl28xxu");
    EXPECT_EQ(present()[0].kernel_driver, "dvb_usb_rtl28xxu");
    EXPECT_EQ(why(all_drivers), WhyUnusable::held_by_kernel);
}

TEST_F(UsbRadios, ANodeThatMayNotBeOpenedIsAPermission) {
    plug("1-1", "1d50", "6089", "x", false);
    EXPECT_EQ(why(all_drivers), WhyUnusable::no_permission);
}

TEST_F(UsbRadios, OneWithoutAPackageSaysSo) {
    plug("1-1", "1df7", "3000", "x");
    EXPECT_EQ(why(all_drivers), WhyUnusable::no_driver);
}

TEST_F(UsbRadios, WhatADriverFindsIsUsable) {
    plug("1-1", "0bda", "2838", "00000001");
    plug("1-2", "0bda", "2838", "00000002");
    const std::vector<RadioName> second{
        {.arguments = "driver=rtlsdr, serial=00000002", .driver = "rtlsdr", .label = ""}};
    const auto unusable = unusable_radios(present(), second, all_drivers);
    ASSERT_EQ(unusable.size(), 1U);
    EXPECT_EQ(unusable[0].radio.serial, "00000001");
    const std::vector<RadioName> nameless(2, {.arguments = "driver=rtlsdr", .driver = "rtlsdr", .label = ""});
    EXPECT_TRUE(unusable_radios(present(), nameless, all_drivers).empty());
}

}  // namespace
}  // namespace boresight::radio
