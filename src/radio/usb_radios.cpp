// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/usb_radios.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>
#include <system_error>

#include "catalog/data_text.h"

namespace boresight::radio {

namespace {

namespace fs = std::filesystem;

struct Known {
    UsbRadio radio;
    std::string kernel_driver;
};

const std::vector<Known>& known() {
    static const std::vector<Known> all = [] {
        std::vector<Known> rows;
        const catalog::CsvTable table = catalog::data_table("usb_radios.csv");
        for (std::size_t index = 0; index < table.size(); ++index) {
            const catalog::CsvRow row = table.row(index);
            UsbRadio radio;
            radio.identity = row.required_text("vendor") + ':' + row.required_text("product");
            radio.name = row.required_text("name");
            radio.driver = row.required_text("driver");
            radio.module = row.text("module");
            radio.rules = row.text("rules");
            rows.push_back({radio, row.text("kernel_driver")});
        }
        return rows;
    }();
    return all;
}

// The first line of a small file; empty where it can't be read.
std::string line_of(const fs::path& file) {
    std::ifstream stream(file);
    std::string line;
    std::getline(stream, line);
    return line;
}

// "1-2" has its interfaces beside it, as "1-2:1.0".
std::string holder(const fs::path& device, const std::string& kernel_driver) {
    if (kernel_driver.empty()) return {};
    std::error_code error;
    const std::string begin = device.filename().string() + ':';
    for (const auto& entry : fs::directory_iterator(device.parent_path(), error)) {
        if (!entry.path().filename().string().starts_with(begin)) continue;
        const fs::path driver = fs::read_symlink(entry.path() / "driver", error);
        if (driver.filename() == kernel_driver) return kernel_driver;
    }
    return {};
}

std::optional<UsbRadio> radio_at(const fs::path& device, const fs::path& nodes) {
    const std::string identity = line_of(device / "idVendor") + ':' + line_of(device / "idProduct");
    const auto row = std::find_if(known().begin(), known().end(),
                                  [&](const Known& each) { return each.radio.identity == identity; });
    if (row == known().end()) return std::nullopt;
    UsbRadio radio = row->radio;
    radio.serial = line_of(device / "serial");
    radio.kernel_driver = holder(device, row->kernel_driver);
    const std::string bus = line_of(device / "busnum");
    const std::string number = line_of(device / "devnum");
    radio.node = nodes / fmt::format("{:0>3}", bus) / fmt::format("{:0>3}", number);
    radio.may_open = access(radio.node.c_str(), R_OK | W_OK) == 0;
    return radio;
}

WhyUnusable why_unusable(const UsbRadio& radio, std::span<const std::string> drivers) {
    if (std::find(drivers.begin(), drivers.end(), radio.driver) == drivers.end())
        return radio.module.empty() ? WhyUnusable::no_driver : WhyUnusable::module_missing;
    if (!radio.may_open) return WhyUnusable::no_permission;
    return radio.kernel_driver.empty() ? WhyUnusable::not_answering : WhyUnusable::held_by_kernel;
}

// Drivers write serial numbers in several ways: one part of the other will do.
bool same_serial(const RadioName& found, const std::string& serial) {
    return !serial.empty() && found.arguments.find(serial) != std::string::npos;
}

}  // namespace

std::vector<UsbRadio> usb_radios(const fs::path& devices, const fs::path& nodes) {
    std::vector<UsbRadio> radios;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(devices, error))
        if (const auto radio = radio_at(entry.path(), nodes)) radios.push_back(*radio);
    std::sort(radios.begin(), radios.end(), [](const UsbRadio& a, const UsbRadio& b) { return a.node < b.node; });
    return radios;
}

std::vector<std::string> known_usb_radios() {
    std::vector<std::string> names;
    for (const Known& each : known())
        if (std::find(names.begin(), names.end(), each.radio.name) == names.end()) names.push_back(each.radio.name);
    return names;
}

std::vector<UnusableRadio> unusable_radios(std::span<const UsbRadio> present, std::span<const RadioName> found,
                                           std::span<const std::string> drivers) {
    // Those found by their serial number first; of the rest, as many as the driver found besides are taken as those.
    std::vector<const UsbRadio*> left;
    std::map<std::string, std::ptrdiff_t> unnamed;
    for (const RadioName& name : found) ++unnamed[name.driver];
    for (const UsbRadio& radio : present) {
        const bool named = std::any_of(found.begin(), found.end(), [&](const RadioName& name) {
            return name.driver == radio.driver && same_serial(name, radio.serial);
        });
        if (named)
            --unnamed[radio.driver];
        else
            left.push_back(&radio);
    }
    std::vector<UnusableRadio> unusable;
    for (const UsbRadio* radio : left) {
        if (unnamed[radio->driver]-- > 0) continue;
        unusable.push_back({*radio, why_unusable(*radio, drivers)});
    }
    return unusable;
}

}  // namespace boresight::radio
