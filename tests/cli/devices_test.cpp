// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cli/devices_report.h"
#include "program.h"

namespace boresight::cli {
namespace {

using nlohmann::json;
using radio::WhyUnusable;
using testing::HasSubstr;
using testing::Not;

radio::UnusableRadio dongle(WhyUnusable why) {
    return {{.identity = "0bda:2838",
             .name = "RTL-SDR",
             .driver = "rtlsdr",
             .module = "soapysdr0.8-module-rtlsdr",
             .rules = "librtlsdr0",
             .serial = "00000001",
             .node = "/dev/bus/usb/001/004",
             .may_open = why != WhyUnusable::no_permission,
             .kernel_driver = why == WhyUnusable::held_by_kernel ? "dvb_usb_rtl28xxu" : ""},
            why};
}

TEST(Devices, EachReasonHasItsFix) {
    const auto text = [](WhyUnusable why) { return devices_text({{}, {dongle(why)}, {"rtlsdr"}, ""}); };
    EXPECT_THAT(text(WhyUnusable::module_missing),
                HasSubstr("apt-get install --no-install-recommends soapysdr0.8-module-rtlsdr"));
    EXPECT_THAT(text(WhyUnusable::no_permission), HasSubstr("plugdev"));
    EXPECT_THAT(text(WhyUnusable::held_by_kernel), HasSubstr("blacklist dvb_usb_rtl28xxu"));
    EXPECT_THAT(text(WhyUnusable::not_answering), HasSubstr("another program"));
    EXPECT_THAT(text(WhyUnusable::no_driver), HasSubstr("Debian has no driver"));
    EXPECT_THAT(text(WhyUnusable::module_missing), HasSubstr("Never unscrew an antenna"));
}

TEST(Devices, ARadioThatIsThereIsNamedWithWhatOpensIt) {
    const DevicesReport report{{{.arguments = "driver=rtlsdr, serial=1",
                                 .driver = "rtlsdr",
                                 .label = "Generic RTL2832U",
                                 .hardware_driver = "rtlsdr"}},
                               {},
                               {"rtlsdr"},
                               ""};
    EXPECT_THAT(devices_text(report), HasSubstr("\"driver=rtlsdr, serial=1\""));
    EXPECT_THAT(devices_text(report), HasSubstr("24-1766 MHz"));
    EXPECT_THAT(devices_text(report), Not(HasSubstr("cable:")));
    const json object = json::parse(devices_json(report));
    EXPECT_EQ(object["radios"][0]["arguments"], "driver=rtlsdr, serial=1");
    EXPECT_TRUE(object["settings_radio"].is_null());
}

TEST(Devices, WithoutARadioItSaysWhatWasLookedFor) {
    const TemporaryFolder folder;
    const Finished none = run_script(folder, "SOAPY_SDR_ROOT=/nonexistent exec \"$B\" devices");
    EXPECT_EQ(none.code, 1);
    EXPECT_THAT(none.out, HasSubstr("HackRF One"));
    EXPECT_THAT(none.out, HasSubstr("--radio scene"));
    EXPECT_EQ(none.err, "");
}

TEST(Devices, TheMadeWorldIsFoundWhenAskedForOnly) {
    const TemporaryFolder folder;
    const Finished asked = run_program(folder, "devices --radio scene --format json");
    EXPECT_EQ(asked.code, 0);
    const json object = json::parse(asked.out);
    EXPECT_EQ(object["radios"].size(), 2U);
    EXPECT_EQ(object["radios"][0]["simulated"], true);
    EXPECT_THAT(run_program(folder, "devices").out, Not(HasSubstr("SIMULATED")));
}

}  // namespace
}  // namespace boresight::cli
