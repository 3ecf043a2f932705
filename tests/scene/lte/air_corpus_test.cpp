// SPDX-License-Identifier: GPL-3.0-or-later
// Where TDD cells on the air send what the scene sends: references in downlink subframes and in DwPTS, none beyond it,
// synchronization signals in their symbols, the broadcast channel with the bits of the frame. The channel is unknown
// and other cells are on it, so likeness is that of neighbours: what is left of an element's phase after what the scene
// sends there is taken away is that of the next one.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "scene/lte/transmitter.h"
#include "tests/scene/lte/peer_recording.h"

namespace boresight::scene::lte {
namespace {

// Recordings with one cell well above the others, all of one network: configuration 2, special subframes 7.
constexpr std::array names{"tdd_b40_2360.0M_hackrf_19.2M", "tdd_b39_1890.0M_rtl", "tdd_b40_2360.0M_hackrf_1port"};
constexpr double least_likeness = 0.25;
constexpr double most_likeness_of_nothing = 0.1;  // three times its spread over the thousand elements and more here

// The strongest cell of a recording, or another by its place in the truth.
Peer peer_of(const std::string& name, std::size_t number = 0) {
    Peer peer;
    peer.name = name;
    peer.folder = "captures/lte_real";
    std::ifstream stream(tests::shared_folder() / peer.folder / (name + ".truth.json"));
    const auto truth = nlohmann::json::parse(stream);
    const auto& cell = truth["cells"][number];
    peer.cell.pci = cell["pci"];
    peer.cell.n_rb_dl = cell["n_rb_dl"];
    peer.cell.ports = cell["ports"];
    peer.cell.tdd = {2, 7};
    peer.cell.occupancy = 0;
    peer.sfn = cell["sfn"];
    peer.frame_start = cell["frame_start_sample"];
    peer.cfo_hz = cell["cfo_hz"];
    peer.clock_ppm = cell["sampling_ppm"];
    return peer;
}

// Of a series whose common factor changes slowly: 1 where nothing else is there, 0 where it isn't there at all.
class Likeness {
public:
    void add(const std::vector<Complex>& turned) {
        for (std::size_t i = 0; i + 1 < turned.size(); ++i) product_ += turned[i + 1] * std::conj(turned[i]);
        for (const Complex& value : turned) power_ += std::norm(value);
    }
    double value() const { return power_ > 0 ? std::abs(product_) / power_ : 0; }

private:
    Complex product_;
    double power_ = 0;
};

class Comparison {
public:
    explicit Comparison(const Peer& peer) : peer_(peer), recording_(peer) {}

    template <class Wanted>
    double references(const Wanted& wanted, int port = 0) const {
        const Cell& cell = peer_.cell;
        const ReferenceSignals references(cell);
        Likeness likeness;
        for (int subframe = 0; subframe < recording_.subframes(); ++subframe)
            for (int l = 0; l < symbols_per_subframe(cell); ++l) {
                if (first_reference(cell, port, l) < 0 || !wanted(subframe % 10, l)) continue;
                const auto seen = recording_.symbol(subframe, l);
                const auto& values = references.values(subframe % 10, l);
                std::vector<Complex> turned;
                for (std::size_t m = 0; m < values.size(); ++m) {
                    const int index = first_reference(cell, port, l) + 6 * static_cast<int>(m);
                    const int k = index - 6 * cell.n_rb_dl + (index >= 6 * cell.n_rb_dl);
                    if (std::abs(k) > recording_.reach()) continue;
                    turned.push_back(seen[static_cast<std::size_t>(k + recording_.reach())] *
                                     std::conj(Complex(values[m])));
                }
                likeness.add(turned);
            }
        return likeness.value();
    }

    template <class Where, class Signal>
    double sync(const Where& where, const Signal& signal) const {
        Likeness likeness;
        for (int subframe = 0; subframe < recording_.subframes(); ++subframe) {
            const int l = where(subframe % 10);
            if (l < 0) continue;
            const auto seen = recording_.symbol(subframe, l);
            const SyncSignal sent = signal(subframe % 10);
            std::vector<Complex> turned;
            for (int n = 0; n < sync_subcarriers; ++n) {
                const int k = n - 31 + (n >= 31);
                turned.push_back(seen[static_cast<std::size_t>(k + recording_.reach())] *
                                 std::conj(Complex(sent[static_cast<std::size_t>(n)])));
            }
            likeness.add(turned);
        }
        return likeness.value();
    }

private:
    Peer peer_;
    Recording recording_;
};

TEST(AirCorpus, SendsWhereTddCellsOnTheAirSend) {
    BORESIGHT_NEEDS_RECORDINGS();
    for (const char* name : names) {
        SCOPED_TRACE(name);
        const Peer peer = peer_of(name);
        const Cell& cell = peer.cell;
        const Comparison comparison(peer);
        const auto is_special = [&](int subframe) { return use_of(cell, subframe) == Use::special; };
        const double downlink = comparison.references([](int subframe, int) { return subframe % 5 == 0; });
        const double pilot = comparison.references(
            [&](int subframe, int l) { return is_special(subframe) && l < downlink_symbols(cell, subframe); });
        const double beyond = comparison.references(
            [&](int subframe, int l) { return is_special(subframe) && l >= downlink_symbols(cell, subframe); });
        const double uplink =
            comparison.references([&](int subframe, int) { return use_of(cell, subframe) == Use::uplink; });
        const double primary = comparison.sync([&](int subframe) { return primary_symbol(cell, subframe); },
                                               [&](int) { return primary_sync(cell.pci); });
        const double secondary = comparison.sync([&](int subframe) { return secondary_symbol(cell, subframe); },
                                                 [&](int subframe) { return secondary_sync(cell.pci, subframe); });
        fmt::print("{}: CRS {:.2f}, in DwPTS {:.2f}, beyond {:.2f}, uplink {:.2f}; PSS {:.2f}, SSS {:.2f}\n", name,
                   downlink, pilot, beyond, uplink, primary, secondary);
        for (const double there : {downlink, pilot, primary, secondary}) EXPECT_GT(there, least_likeness);
        for (const double nothing : {beyond, uplink}) EXPECT_LT(nothing, most_likeness_of_nothing);
    }
}

// Two cells of one carrier, the stronger with two ports, the other with four.
TEST(AirCorpus, SendsFromFourPortsWhereTheAirDoes) {
    BORESIGHT_NEEDS_RECORDINGS();
    for (const std::size_t number : {0U, 1U}) {
        Peer peer = peer_of("tdd_b41_2584.9M_rtl_4port", number);
        const bool has_four = peer.cell.ports == 4;
        EXPECT_EQ(has_four, number == 1);
        peer.cell.ports = 4;
        const Comparison comparison(peer);
        std::vector<double> likeness;
        for (int port = 0; port < 4; ++port)
            likeness.push_back(comparison.references([](int subframe, int) { return subframe % 5 == 0; }, port));
        fmt::print("PCI {}: {:.2f} {:.2f} {:.2f} {:.2f}\n", peer.cell.pci, likeness[0], likeness[1], likeness[2],
                   likeness[3]);
        for (const std::size_t port : {0U, 1U}) EXPECT_GT(likeness[port], least_likeness) << port;
        for (const std::size_t port : {2U, 3U})
            EXPECT_TRUE(has_four ? likeness[port] > least_likeness : likeness[port] < most_likeness_of_nothing) << port;
    }
}

}  // namespace
}  // namespace boresight::scene::lte
