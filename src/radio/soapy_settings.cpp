// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/soapy_settings.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "catalog/radios.h"

namespace boresight::radio {

namespace {

constexpr std::size_t channel = soapy_channel;
// RTL-SDR and Airspy, HackRF (its one socket serves both ways), SDRplay.
constexpr std::array bias_tees{"biastee", "bias_tx", "biasT_ctrl"};
constexpr std::array own_filters{"lime", "uhd", "bladerf", "plutosdr"};
constexpr int coarsest_bits = 8;

}  // namespace

RadioLimits limits_of(SoapySDR::Device& device) {
    RadioLimits limits;
    for (const SoapySDR::Range& range : device.getFrequencyRange(SOAPY_SDR_RX, channel))
        limits.tuner.push_back({range.minimum(), range.maximum()});
    std::sort(limits.tuner.begin(), limits.tuner.end(),
              [](const auto& a, const auto& b) { return a.low_hz < b.low_hz; });
    for (const SoapySDR::Range& range : device.getSampleRateRange(SOAPY_SDR_RX, channel))
        limits.rates.push_back({range.minimum(), range.maximum(), range.step()});
    const SoapySDR::Range gain = device.getGainRange(SOAPY_SDR_RX, channel);
    limits.gain_low_db = gain.minimum();
    limits.gain_high_db = gain.maximum();
    return limits;
}

std::set<std::string> settings_of(SoapySDR::Device& device) {
    std::set<std::string> names;
    for (const SoapySDR::ArgInfo& info : device.getSettingInfo()) names.insert(info.key);
    return names;
}

bool says_it_is_simulated(SoapySDR::Device& device) {
    if (device.getHardwareKey() == "SIMULATED") return true;
    const SoapySDR::Kwargs info = device.getHardwareInfo();
    const auto simulated = info.find("simulated");
    return simulated != info.end() && simulated->second == "true";
}

int converter_bits(SoapySDR::Device& device, const RadioName& name) {
    for (const catalog::Radio& radio : catalog::radios())
        if (radio.generic && radio.driver == name.hardware_driver) return radio.adc_bits;
    double full_scale = 0;
    device.getNativeStreamFormat(SOAPY_SDR_RX, channel, full_scale);
    return full_scale < 2 ? coarsest_bits : 1 + static_cast<int>(std::lround(std::log2(full_scale)));
}

void prepare_receiver(SoapySDR::Device& device) {
    if (device.hasGainMode(SOAPY_SDR_RX, channel)) device.setGainMode(SOAPY_SDR_RX, channel, false);
    if (device.hasDCOffsetMode(SOAPY_SDR_RX, channel)) device.setDCOffsetMode(SOAPY_SDR_RX, channel, true);
}

std::string bias_tee_setting(const std::set<std::string>& settings) {
    for (const char* name : bias_tees)
        if (settings.contains(name)) return name;
    return {};
}

void set_filter(SoapySDR::Device& device, const RadioName& name, double sample_rate_hz) {
    if (std::find(own_filters.begin(), own_filters.end(), name.hardware_driver) == own_filters.end()) return;
    const SoapySDR::RangeList widths = device.getBandwidthRange(SOAPY_SDR_RX, channel);
    if (widths.empty()) return;
    device.setBandwidth(SOAPY_SDR_RX, channel,
                        std::clamp(sample_rate_hz, widths.front().minimum(), widths.back().maximum()));
}

SoapySDR::Kwargs stream_arguments(const RadioName& name) {
    SoapySDR::Kwargs arguments;
    if (name.hardware_driver == "rtlsdr") arguments = {{"buflen", "16384"}, {"buffers", "60"}};
    if (!name.server.empty()) arguments["remote:prot"] = "tcp";
    return arguments;
}

}  // namespace boresight::radio
