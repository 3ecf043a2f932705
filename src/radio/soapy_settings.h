// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked of a SoapySDR device once, and what is set once: limits, bits, gain control off, DC removed by the
// radio itself where it can, bias tee. Receive-only. What a driver throws goes through. For the device's thread.
#pragma once

#include <SoapySDR/Device.hpp>

#include <set>
#include <string>

#include "radio/radio.h"

namespace boresight::radio {

constexpr std::size_t soapy_channel = 0;

RadioLimits limits_of(SoapySDR::Device& device);
std::set<std::string> settings_of(SoapySDR::Device& device);  // their names

// What it says of itself, over the network too.
bool says_it_is_simulated(SoapySDR::Device& device);

// Of the converter, 8 where nobody knows.
int converter_bits(SoapySDR::Device& device, const RadioName& name);

void prepare_receiver(SoapySDR::Device& device);

// Drivers have different names for it; the one of what is listened to, empty where it has none that can be switched.
std::string bias_tee_setting(const std::set<std::string>& settings);

// How wide the filter before the converter is to be, where it doesn't follow the rate by itself.
void set_filter(SoapySDR::Device& device, const RadioName& name, double sample_rate_hz);

// Small buffers, so that little that is stale waits in them after a retune. Over the network by TCP: what is lost of a
// stream of datagrams is lost without a word, while a radio whose stream is held up says that it lost samples.
SoapySDR::Kwargs stream_arguments(const RadioName& name);

}  // namespace boresight::radio
