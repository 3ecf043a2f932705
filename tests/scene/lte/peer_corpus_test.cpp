// SPDX-License-Identifier: GPL-3.0-or-later
// What the scene sends beside what the stack of others sent for the same cell.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "scene/lte/bch.h"
#include "scene/lte/transmitter.h"
#include "tests/scene/lte/peer_recording.h"

namespace boresight::scene::lte {
namespace {

constexpr double least_correlation = 0.99;
constexpr std::size_t peers = 13;  // normal prefix, FDD: 8 of pdsch_enodeb, 5 of the library, two of them with 4 ports

std::vector<Peer> all_peers() {
    return peers_of({"lte_pe_", "lte_lib_"});
}

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
