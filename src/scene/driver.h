// SPDX-License-Identifier: GPL-3.0-or-later
// driver=scene of SoapySDR: a receiver in a made world, receive-only; whatever concerns sending throws.
//
// Arguments: scene=NAME or PATH (default tree-farm), radio=NAME (a receiver of the scene, default its first),
//            pace=virtual or wall (default), serial as found.
// Settings:  azimuth_deg, polarization_deg (how the antenna points; a turn takes its time), place_m (where the mast
//            stands: "EAST,NORTH" or "EAST,NORTH,HEIGHT" from where the scene has it), advance_ns (moves time while the
//            stream is inactive; reading it gives the time), pace.
//
// Time is the world's. With pace=virtual it moves by the samples that readStream returns, by advance_ns and by turns:
// nothing ever waits, and samples are lost only by the scene's script. With pace=wall it is real time: readStream waits
// for the samples, who reads too late has lost some (an overflow, as with a radio), and a turn takes its time, but at
// most 8 s, since who waits for it over the network takes a longer call for a hang. Bad arguments, frequencies out of
// the tuner's reach and wrong settings throw Errors. One thread may read the stream while another changes settings, as
// SoapySDRServer does.
#pragma once

#include <SoapySDR/Device.hpp>

#include <chrono>
#include <complex>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "scene/air.h"
#include "scene/drift.h"
#include "scene/front_end.h"
#include "scene/world.h"

namespace boresight::scene {

SoapySDR::KwargsList find(const SoapySDR::Kwargs& arguments);
SoapySDR::Device* make(const SoapySDR::Kwargs& arguments);

class Driver final : public SoapySDR::Device {
public:
    enum class Pace { simulated, wall };

    // `scene` is the name by which it was opened.
    Driver(const std::string& scene, const World& world, const Receiver& receiver, Pace pace);
    ~Driver() override;
    Driver(const Driver&) = delete;
    Driver& operator=(const Driver&) = delete;

    std::string getDriverKey() const override { return "scene"; }
    std::string getHardwareKey() const override { return "SIMULATED"; }
    SoapySDR::Kwargs getHardwareInfo() const override;
    std::size_t getNumChannels(int direction) const override;

    std::vector<std::string> getStreamFormats(int direction, std::size_t channel) const override;
    std::string getNativeStreamFormat(int direction, std::size_t channel, double& full_scale) const override;
    SoapySDR::Stream* setupStream(int direction, const std::string& format, const std::vector<std::size_t>& channels,
                                  const SoapySDR::Kwargs& arguments) override;
    void closeStream(SoapySDR::Stream* stream) override;
    std::size_t getStreamMTU(SoapySDR::Stream* stream) const override;
    int activateStream(SoapySDR::Stream* stream, int flags, long long time_ns, std::size_t count) override;
    int deactivateStream(SoapySDR::Stream* stream, int flags, long long time_ns) override;
    int readStream(SoapySDR::Stream* stream, void* const* buffers, std::size_t count, int& flags, long long& time_ns,
                   long timeout_us) override;

    std::vector<std::string> listAntennas(int direction, std::size_t channel) const override;
    void setAntenna(int direction, std::size_t channel, const std::string& name) override;
    std::string getAntenna(int direction, std::size_t channel) const override;

    std::vector<std::string> listGains(int direction, std::size_t channel) const override;
    void setGain(int direction, std::size_t channel, double db) override;
    void setGain(int direction, std::size_t channel, const std::string& name, double db) override;
    double getGain(int direction, std::size_t channel) const override;
    double getGain(int direction, std::size_t channel, const std::string& name) const override;
    SoapySDR::Range getGainRange(int direction, std::size_t channel) const override;
    SoapySDR::Range getGainRange(int direction, std::size_t channel, const std::string& name) const override;

    void setFrequency(int direction, std::size_t channel, double hz, const SoapySDR::Kwargs& arguments) override;
    void setFrequency(int direction, std::size_t channel, const std::string& name, double hz,
                      const SoapySDR::Kwargs& arguments) override;
    double getFrequency(int direction, std::size_t channel) const override;
    double getFrequency(int direction, std::size_t channel, const std::string& name) const override;
    std::vector<std::string> listFrequencies(int direction, std::size_t channel) const override;
    SoapySDR::RangeList getFrequencyRange(int direction, std::size_t channel) const override;
    SoapySDR::RangeList getFrequencyRange(int direction, std::size_t channel, const std::string& name) const override;

    void setSampleRate(int direction, std::size_t channel, double hz) override;
    double getSampleRate(int direction, std::size_t channel) const override;
    SoapySDR::RangeList getSampleRateRange(int direction, std::size_t channel) const override;

    bool hasHardwareTime(const std::string& what) const override;
    long long getHardwareTime(const std::string& what) const override;

    SoapySDR::ArgInfoList getSettingInfo() const override;
    void writeSetting(const std::string& key, const std::string& value) override;
    std::string readSetting(const std::string& key) const override;

private:
    enum class Format { cf32, cs16, cs8 };

    static void require_receive(int direction, std::size_t channel);
    std::int64_t now_ns() const;
    std::int64_t passed_ns() const;
    void turn(const std::string& key, double deg);
    void stand(const std::string& value);
    void set_pace(Pace pace);
    double clock_ppm_at(std::int64_t time_ns) const;
    double true_rate_hz() const;
    void restart_at(std::int64_t time_ns);
    void tune_air();
    void receive(std::size_t count);
    std::int64_t samples_until(double world_s) const;
    void let_pass(double seconds);
    std::optional<int> meet_faults(long timeout_us);
    std::optional<int> wait_for_samples(std::unique_lock<std::mutex>& lock, std::size_t& count, long timeout_us);
    int wait_in_vain(std::unique_lock<std::mutex>& lock, long timeout_us);
    void write(void* buffer, std::size_t count) const;

    mutable std::mutex mutex_;  // of all that changes
    std::string scene_;
    World world_;
    Receiver receiver_;
    Pace pace_;
    Air air_;
    FrontEnd front_end_;
    GainDrift drift_;
    Pointing pointing_;
    Standing standing_;
    double frequency_hz_ = 0;
    double rate_hz_ = 0;
    double gain_db_ = 0;
    double clock_ppm_ = 0;  // since the last retune
    Format format_ = Format::cf32;
    bool open_ = false;
    bool active_ = false;
    std::size_t next_fault_ = 0;
    bool tuned_ = false;                            // the air to what the settings say
    std::int64_t begin_ns_ = 0;                     // of sample 0 since the last retune
    std::int64_t next_ = 0;                         // sample
    std::chrono::steady_clock::time_point origin_;  // when this world's time was 0, with pace=wall
    std::vector<std::complex<float>> samples_;
};

}  // namespace boresight::scene
