// SPDX-License-Identifier: GPL-3.0-or-later
// Recordings of LTE that others made, as resource elements: taken from the samples by the few lines below,
// which know frame start and carrier offset from the truth and nothing of our receiver.
#pragma once

#include <algorithm>
#include <cmath>
#include <complex>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <map>
#include <nlohmann/json.hpp>
#include <numbers>
#include <string>
#include <string_view>
#include <vector>

#include "radio/sigmf.h"
#include "scene/lte/cell.h"
#include "tests/recordings.h"

namespace boresight::scene::lte {

using Complex = std::complex<double>;

constexpr double flat_share = 0.4;   // of the rate either side: where the recordings' filter is flat
constexpr double early_samples = 2;  // windows begin inside the prefix
constexpr int subcarrier_hz = 15000;

struct Peer {
    std::string name;
    std::string folder = "captures/lte_peer";
    Cell cell;
    int sfn = 0;
    double frame_start = 0;
    double cfo_hz = 0;
    double clock_ppm = 0;  // true rate = rate * (1 + clock_ppm * 1e-6)
    std::string mib_hex;
    std::vector<int> sib1_subframes;  // wholly inside, from the frame start
};

// Of these kinds, by name.
inline std::vector<Peer> peers_of(std::initializer_list<std::string_view> kinds) {
    std::vector<Peer> list;
    for (const auto& entry : std::filesystem::directory_iterator(tests::shared_folder() / "captures/lte_peer")) {
        const std::string file = entry.path().filename();
        const bool wanted =
            std::any_of(kinds.begin(), kinds.end(), [&](std::string_view kind) { return file.starts_with(kind); });
        if (!file.ends_with(".truth.json") || !wanted) continue;
        std::ifstream stream(entry.path());
        const auto truth = nlohmann::json::parse(stream);
        const auto& cell = truth["cells"][0];
        const std::map<std::string, PhichResource> resources{{"1/6", PhichResource::sixth},
                                                             {"1/2", PhichResource::half},
                                                             {"1", PhichResource::one},
                                                             {"2", PhichResource::two}};
        Peer peer;
        peer.name = truth["name"];
        peer.cell.pci = cell["pci"];
        peer.cell.n_rb_dl = cell["n_rb_dl"];
        peer.cell.ports = cell["ports"];
        peer.cell.prefix = cell["cp"] == "extended" ? Prefix::extended : Prefix::normal;
        // The library takes the special subframes of the normal prefix for both: its 5 is the standard's 4 of the
        // other.
        const int special = cell.value("tdd_special", 0) - (cell["cp"] == "extended");
        if (cell["duplex"] == "tdd") peer.cell.tdd = {cell["tdd_config"].get<int>(), special};
        peer.cell.phich_duration =
            cell["phich_duration"] == "extended" ? PhichDuration::extended : PhichDuration::normal;
        peer.cell.phich_resource = resources.at(cell["phich_ng"]);
        peer.cell.occupancy = 0;
        peer.cell.sync_on_all_ports = file.starts_with("lte_pe_") || file.starts_with("lte_enb_");
        peer.sfn = cell["sfn"];
        peer.frame_start = cell["frame_start_sample"];
        peer.cfo_hz = cell["cfo_hz"];
        peer.mib_hex = cell["mib_hex"];
        if (cell["demand"] == "sib1")
            for (const auto& sent : cell["sib1_subframes"])
                peer.sib1_subframes.push_back((sent["sfn"].get<int>() - peer.sfn) * 10 + sent["subframe"].get<int>());
        list.push_back(std::move(peer));
    }
    std::sort(list.begin(), list.end(), [](const Peer& a, const Peer& b) { return a.name < b.name; });
    return list;
}

// The recording as resource elements: subcarriers -reach..reach of any symbol after the frame start.
class Recording {
public:
    explicit Recording(const Peer& peer) : peer_(peer) {
        radio::SigmfReader reader(tests::shared_folder() / peer.folder / peer.name);
        rate_hz_ = reader.sample_rate_hz();
        true_rate_hz_ = rate_hz_ * (1 + peer.clock_ppm * 1e-6);
        const radio::Block block = reader.whole();
        for (std::size_t n = 0; n < block.samples.size(); ++n) {
            const double cycles = -peer.cfo_hz * static_cast<double>(n) / rate_hz_;
            samples_.push_back(Complex(block.samples[n]) * std::polar(1.0, 2 * std::numbers::pi * cycles));
        }
    }

    int reach() const {
        return std::min(static_cast<int>(flat_share * rate_hz_ / subcarrier_hz), 6 * peer_.cell.n_rb_dl);
    }
    int subframes() const {
        return static_cast<int>((static_cast<double>(samples_.size()) - peer_.frame_start) / rate_hz_ * 1000);
    }

    // Element 0 of the answer is the subcarrier -reach; the middle is the carrier's centre.
    std::vector<Complex> symbol(int subframe, int l) const {
        const int size = static_cast<int>(rate_hz_ / subcarrier_hz);
        const bool normal = peer_.cell.prefix == Prefix::normal;
        const double units =
            30720.0 * subframe + (normal ? 15360.0 * (l / 7) + 160 + 2192.0 * (l % 7) : 512 + 2560.0 * l);
        const double start = peer_.frame_start + units / 30.72e6 * true_rate_hz_;
        const double window = std::floor(start) - early_samples;
        std::vector<Complex> elements;
        for (int k = -reach(); k <= reach(); ++k) {
            const double turn = -2 * std::numbers::pi * k / size;
            const Complex step = std::polar(1.0, turn);
            Complex phasor = std::polar(1.0, turn * (window - start));
            Complex sum = 0;
            for (int n = 0; n < size; ++n) {
                sum += samples_[static_cast<std::size_t>(window) + static_cast<std::size_t>(n)] * phasor;
                phasor *= step;
            }
            elements.push_back(sum);
        }
        return elements;
    }

private:
    Peer peer_;
    double rate_hz_ = 0;
    double true_rate_hz_ = 0;
    std::vector<Complex> samples_;
};

// How alike two series are up to one common gain: 1 where one is a multiple of the other.
class Correlation {
public:
    void add(Complex sent, Complex received) {
        product_ += std::conj(sent) * received;
        sent_ += std::norm(sent);
        received_ += std::norm(received);
    }
    double value() const { return std::abs(product_) / std::sqrt(sent_ * received_); }
    Complex gain() const { return product_ / sent_; }
    bool empty() const { return sent_ == 0; }

private:
    Complex product_;
    double sent_ = 0;
    double received_ = 0;
};

}  // namespace boresight::scene::lte
