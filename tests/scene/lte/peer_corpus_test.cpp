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
constexpr double most_silence = 0.03;  // power of what nobody sends over that of a reference; noise is 0.002 to 0.007
// 8 of pdsch_enodeb; 14 of the library: 3 with the extended prefix, 5 TDD, one of both, 4 with 4 ports; 4 clean ones.
constexpr std::size_t peers = 26;

std::vector<Peer> all_peers() {
    return peers_of({"lte_pe_", "lte_lib_", "sens_base_"});
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
            for (int l = 0; l < downlink_symbols(cell_, subframe % 10); ++l) {
                if (first_reference(cell_, port, l) < 0) continue;
                const auto seen = recording_.symbol(subframe, l);
                for (int k = -recording_.reach(); k <= recording_.reach(); ++k)
                    if (is_reference(l, k, port)) result.add(element(subframe, l, port, k), at(seen, k));
            }
        return result;
    }

    // Of the 72 subcarriers in the middle, where the ports add up with the gains their references show. `where` gives
    // the symbols first..last of a subframe.
    template <class Where>
    Correlation center(const std::vector<Complex>& gains, const Where& where) const {
        Correlation result;
        for (int subframe = 0; subframe < recording_.subframes(); ++subframe) {
            const auto [first, last] = where(subframe % 10);
            for (int l = first; l <= last; ++l) {
                const auto seen = recording_.symbol(subframe, l);
                for (int k = -36; k <= 36; ++k) {
                    if (is_reference(l, k)) continue;
                    Complex sent = 0;
                    for (int port = 0; port < cell_.ports; ++port)
                        sent += gains[static_cast<std::size_t>(port)] * element(subframe, l, port, k);
                    if (sent != 0.0) result.add(sent, at(seen, k));
                }
            }
        }
        return result;
    }

    // Mean power of what is seen where the cell sends nothing: the gap and the uplink of TDD.
    double silence() const {
        double power = 0;
        int elements = 0;
        for (int subframe = 0; subframe < recording_.subframes(); ++subframe)
            for (int l = downlink_symbols(cell_, subframe % 10); l < symbols_per_subframe(cell_); ++l)
                for (const Complex& element : recording_.symbol(subframe, l)) {
                    power += std::norm(element);
                    ++elements;
                }
        return power / std::max(elements, 1);
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
        const Cell& cell = peer.cell;
        const auto only = [](int l) { return std::pair(l < 0 ? 0 : l, l); };
        const auto broadcast = [&](int subframe) {
            const int first = first_broadcast_symbol(cell);
            return subframe == 0 ? std::pair(first, first + 3) : std::pair(0, -1);
        };
        const std::map<std::string, Correlation> center{
            {"SSS", comparison.center(gains, [&](int subframe) { return only(secondary_symbol(cell, subframe)); })},
            {"PSS", comparison.center(gains, [&](int subframe) { return only(primary_symbol(cell, subframe)); })},
            {"PBCH", comparison.center(gains, broadcast)}};
        for (const auto& [what, correlation] : center) {
            ASSERT_FALSE(correlation.empty()) << what;
            EXPECT_GE(correlation.value(), least_correlation) << what;
            line += fmt::format(", {} {:.4f}", what, correlation.value());
        }
        if (cell.tdd) {
            const double silence = comparison.silence() / std::norm(gains[0]);
            EXPECT_LT(silence, most_silence) << "sends where the others don't";
            line += fmt::format(", silence {:.4f}", silence);
        }
        fmt::print("{}\n", line);
    }
}

}  // namespace
}  // namespace boresight::scene::lte
