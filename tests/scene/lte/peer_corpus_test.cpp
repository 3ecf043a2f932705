// SPDX-License-Identifier: GPL-3.0-or-later
// What the scene sends beside what the stack of others sent for the same cell: resource elements of recordings made by
// another project, taken from the samples by the few lines below, which know frame start and carrier offset from the
// truth and nothing of our receiver.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <numbers>
#include <string>
#include <vector>

#include "radio/sigmf.h"
#include "scene/lte/bch.h"
#include "scene/lte/transmitter.h"
#include "tests/recordings.h"

namespace boresight::scene::lte {
namespace {

using Complex = std::complex<double>;

constexpr double least_correlation = 0.99;
constexpr std::size_t peers = 13;   // normal prefix, FDD: 8 of pdsch_enodeb, 5 of the library, two of them with 4 ports
constexpr double flat_share = 0.4;  // of the rate either side: where the recordings' filter is flat
constexpr double early_samples = 2;  // windows begin inside the prefix
constexpr int subcarrier_hz = 15000;

struct Peer {
    std::string name;
    Cell cell;
    int sfn = 0;
    double frame_start = 0;
    double cfo_hz = 0;
    std::string mib_hex;
};

std::vector<Peer> all_peers() {
    std::vector<Peer> list;
    for (const auto& entry : std::filesystem::directory_iterator(tests::shared_folder() / "captures/lte_peer")) {
        const std::string file = entry.path().filename();
        if (!file.ends_with(".truth.json") || !(file.starts_with("lte_pe_") || file.starts_with("lte_lib_"))) continue;
        std::ifstream stream(entry.path());
        const auto truth = nlohmann::json::parse(stream);
        const auto& cell = truth["cells"][0];
        if (cell["duplex"] != "fdd" || cell["cp"] != "normal") continue;
        const std::map<std::string, PhichResource> resources{{"1/6", PhichResource::sixth},
                                                             {"1/2", PhichResource::half},
                                                             {"1", PhichResource::one},
                                                             {"2", PhichResource::two}};
        Peer peer;
        peer.name = truth["name"];
        peer.cell.pci = cell["pci"];
        peer.cell.n_rb_dl = cell["n_rb_dl"];
        peer.cell.ports = cell["ports"];
        peer.cell.phich_duration =
            cell["phich_duration"] == "extended" ? PhichDuration::extended : PhichDuration::normal;
        peer.cell.phich_resource = resources.at(cell["phich_ng"]);
        peer.cell.occupancy = 0;
        peer.cell.sync_on_all_ports = file.starts_with("lte_pe_");
        peer.sfn = cell["sfn"];
        peer.frame_start = cell["frame_start_sample"];
        peer.cfo_hz = cell["cfo_hz"];
        peer.mib_hex = cell["mib_hex"];
        list.push_back(std::move(peer));
    }
    std::sort(list.begin(), list.end(), [](const Peer& a, const Peer& b) { return a.name < b.name; });
    return list;
}

// The recording as resource elements: subcarriers -reach..reach of any symbol after the frame start.
class Recording {
public:
    explicit Recording(const Peer& peer) : peer_(peer) {
        radio::SigmfReader reader(tests::shared_folder() / "captures/lte_peer" / peer.name);
        rate_hz_ = reader.sample_rate_hz();
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
        const double units = 30720.0 * subframe + 15360.0 * (l / 7) + 160 + 2192.0 * (l % 7);
        const double start = peer_.frame_start + units / 30.72e6 * rate_hz_;
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

// Both sides, symbol by symbol, over the subcarriers that the recording shows.
class Comparison {
public:
    explicit Comparison(const Peer& peer) : cell_(peer.cell), recording_(peer), width_(peer.cell.n_rb_dl * 12) {
        Transmitter transmitter(cell_);
        for (int subframe = 0; subframe < recording_.subframes(); ++subframe) {
            std::vector<Grid> ports(static_cast<std::size_t>(cell_.ports), Grid(cell_.n_rb_dl));
            transmitter.write(peer.sfn + subframe / 10, subframe % 10, ports);
            sent_.push_back(std::move(ports));
        }
    }

    Correlation references(int port) const {
        Correlation result;
        for (int subframe = 0; subframe < recording_.subframes(); ++subframe)
            for (int l = 0; l < symbols_per_subframe; ++l) {
                if (first_reference(cell_, port, l) < 0) continue;
                const auto seen = recording_.symbol(subframe, l);
                for (int k = -recording_.reach(); k <= recording_.reach(); ++k)
                    if (is_reference(l, k, port)) result.add(element(subframe, l, port, k), at(seen, k));
            }
        return result;
    }

    // Of the 72 subcarriers in the middle, where the ports add up with the gains their references show.
    Correlation center(int every_subframes, int first_symbol, int last_symbol,
                       const std::vector<Complex>& gains) const {
        Correlation result;
        for (int subframe = 0; subframe < recording_.subframes(); subframe += every_subframes)
            for (int l = first_symbol; l <= last_symbol; ++l) {
                const auto seen = recording_.symbol(subframe, l);
                for (int k = -36; k <= 36; ++k) {
                    if (is_reference(l, k)) continue;
                    Complex sent = 0;
                    for (int port = 0; port < cell_.ports; ++port)
                        sent += gains[static_cast<std::size_t>(port)] * element(subframe, l, port, k);
                    if (sent != 0.0) result.add(sent, at(seen, k));
                }
            }
        return result;
    }

private:
    Complex element(int subframe, int l, int port, int k) const {
        if (k == 0 || std::abs(k) > width_ / 2) return 0;
        const auto symbol =
            std::as_const(sent_[static_cast<std::size_t>(subframe)][static_cast<std::size_t>(port)]).symbol(l);
        return Complex(symbol[static_cast<std::size_t>(k + width_ / 2 - (k > 0))]);
    }
    Complex at(const std::vector<Complex>& seen, int k) const {
        return seen[static_cast<std::size_t>(k + recording_.reach())];
    }
    bool is_reference(int l, int k, int port) const {
        const int first = first_reference(cell_, port, l);
        return k != 0 && first >= 0 && (k + width_ / 2 - (k > 0)) % 6 == first;
    }
    bool is_reference(int l, int k) const {
        for (int port = 0; port < cell_.ports; ++port)
            if (is_reference(l, k, port)) return true;
        return false;
    }

    Cell cell_;
    Recording recording_;
    int width_;
    std::vector<std::vector<Grid>> sent_;
};

std::string hex(const Mib& bits) {
    std::string text;
    for (std::size_t i = 0; i < bits.size(); i += 4)
        text += "0123456789abcdef"[8 * bits[i] + 4 * bits[i + 1] + 2 * bits[i + 2] + bits[i + 3]];
    return text;
}

TEST(PeerCorpus, SendsTheBroadcastBitsThatOthersSend) {
    BORESIGHT_NEEDS_RECORDINGS();
    const auto list = all_peers();
    ASSERT_EQ(list.size(), peers);
    for (const Peer& peer : list) EXPECT_EQ(hex(mib(peer.cell, peer.sfn)), peer.mib_hex) << peer.name;
}

TEST(PeerCorpus, SendsTheResourceElementsThatOthersSend) {
    BORESIGHT_NEEDS_RECORDINGS();
    for (const Peer& peer : all_peers()) {
        SCOPED_TRACE(peer.name);
        const Comparison comparison(peer);
        std::vector<Complex> gains;
        std::string line = peer.name + ": CRS";
        for (int port = 0; port < peer.cell.ports; ++port) {
            const Correlation references = comparison.references(port);
            gains.push_back(references.gain());
            EXPECT_GE(references.value(), least_correlation) << "CRS of port " << port;
            line += fmt::format(" {:.4f}", references.value());
        }
        const std::map<std::string, Correlation> center{{"SSS", comparison.center(5, 5, 5, gains)},
                                                        {"PSS", comparison.center(5, 6, 6, gains)},
                                                        {"PBCH", comparison.center(10, 7, 10, gains)}};
        for (const auto& [what, correlation] : center) {
            ASSERT_FALSE(correlation.empty()) << what;
            EXPECT_GE(correlation.value(), least_correlation) << what;
            line += fmt::format(", {} {:.4f}", what, correlation.value());
        }
        fmt::print("{}\n", line);
    }
}

}  // namespace
}  // namespace boresight::scene::lte
