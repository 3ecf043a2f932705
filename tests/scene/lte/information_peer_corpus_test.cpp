// SPDX-License-Identifier: GPL-3.0-or-later
// What the scene's cells say of themselves beside what the stack of others sent for the same fields: the block bit for
// bit, then every resource element of PCFICH, PDCCH and PDSCH that carries it.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <utility>

#include "scene/lte/information_sender.h"
#include "scene/lte/transmitter.h"
#include "tests/scene/lte/peer_recording.h"

namespace boresight::scene::lte {
namespace {

using nlohmann::json;

constexpr double least_correlation = 0.99;
// Of a port's reference element: one wrong bit moves an element by 1, noise of these recordings by 0.08.
constexpr double wrong_element = 0.5;
constexpr int least_blocks = 30;

Information information_of(const json& said, bool base_station) {
    Information information;
    information.plmns = said.value("plmn_list", std::vector<std::string>{said["plmn"]});
    information.tac = said["tac"];
    information.cell_id = said["cell_id"];
    information.barred = said["barred"];
    information.q_rxlevmin_dbm = said["q_rxlevmin_dbm"];
    if (said.contains("p_max")) information.p_max_dbm = said["p_max"].get<int>();
    information.band = said["band"];
    // The truth doesn't tell the schedules: the base station's configuration has one message, the library's two.
    if (base_station)
        information.messages = {{.period_frames = 16, .blocks = {3}}};
    else
        information.messages = {{.period_frames = 16, .blocks = {}}, {.period_frames = 32, .blocks = {3}}};
    information.si_window_ms = said["si_window_ms"];
    information.value_tag = said["value_tag"];
    return information;
}

std::string hex(Bits bits, std::size_t digits) {
    bits.resize(std::max(4 * digits, bits.size()));
    bits.resize((bits.size() + 3) / 4 * 4);
    std::string text;
    for (std::size_t i = 0; i < bits.size(); i += 4)
        text += "0123456789abcdef"[8 * bits[i] + 4 * bits[i + 1] + 2 * bits[i + 2] + bits[i + 3]];
    return text;
}

json truth_of(const std::string& name) {
    std::ifstream stream(tests::shared_folder() / "captures/lte_peer" / (name + ".truth.json"));
    return json::parse(stream)["cells"][0];
}

TEST(InformationPeerCorpus, EncodesFieldsAsOthersEncodeThem) {
    BORESIGHT_NEEDS_RECORDINGS();
    int compared = 0;
    for (const auto& entry : std::filesystem::directory_iterator(tests::shared_folder() / "captures/lte_peer")) {
        const std::string file = entry.path().filename();
        if (!file.ends_with(".truth.json")) continue;
        const json truth = json::parse(std::ifstream(entry.path()));
        for (const json& cell : truth["cells"]) {
            if (!cell.contains("sib1")) continue;
            const std::string sent = cell["sib1_hex"];
            Cell ours;
            ours.information = information_of(cell["sib1"], file.starts_with("lte_enb_"));
            if (cell["sib1"].contains("tdd_config"))
                ours.tdd = {cell["sib1"]["tdd_config"].get<int>(), cell["sib1"]["tdd_special"].get<int>()};
            EXPECT_EQ(hex(information_bits(ours), sent.size()), sent) << file;
            ++compared;
        }
    }
    fmt::print("{} blocks equal\n", compared);
    EXPECT_GE(compared, least_blocks);
}

// What the schedulers of others chose.
std::map<std::string, Sending> sendings() {
    const auto with = [](int control_symbols, int first_block, int blocks) {
        return Sending{
            .control_symbols = control_symbols, .elements = 4, .sib1 = {.first_block = first_block, .blocks = blocks}};
    };
    return {{"lte_lib_sib1_n6_p1_pci223", with(3, 0, 6)},
            {"lte_lib_sib1_n6_p2_tdd_pci301", with(3, 0, 6)},
            {"lte_lib_sib1_n15_p2_ext_pci47", with(3, 2, 6)},
            {"lte_lib_sib1_n25_p2_pci404", with(2, 4, 8)},
            {"lte_lib_sib1_n50_p2_tdd2_pci143", with(2, 4, 8)},
            {"lte_lib_sib1_n100_p4_pci266", with(1, 4, 8)},
            {"lte_enb_n6_p1_pci274", with(3, 0, 3)},
            {"lte_enb_n15_p1_pci91", with(3, 0, 2)},
            {"lte_enb_n25_p2_pci437", with(3, 0, 2)}};
}

// A subframe of a recording beside the same of the scene.
class SubframeComparison {
public:
    SubframeComparison(const Cell& cell, const Recording& recording, int frame, int subframe)
        : cell_(cell), sent_(static_cast<std::size_t>(cell.ports), Grid(cell.n_rb_dl)) {
        Transmitter(cell).write(frame, (subframe % 10 + 10) % 10, sent_);
        for (int l = 0; l < symbols_per_subframe(cell); ++l) seen_.push_back(recording.symbol(subframe, l));
        for (int port = 0; port < cell.ports; ++port) {
            Correlation references;
            for (int l = 0; l < symbols_per_subframe(cell); ++l) {
                const int first = first_reference(cell, port, l);
                if (first < 0) continue;
                for (int k = first; k < 12 * cell.n_rb_dl; k += 6) references.add(sent({l, k}, port), seen({l, k}));
            }
            gains_.push_back(references.gain());
        }
    }

    // Of all places together; `wrong` counts those where the two differ.
    Correlation at(const std::vector<Place>& places, int& wrong) const {
        Correlation result;
        for (const Place& place : places) result.add(mixed(place), seen(place));
        wrong = 0;
        for (const Place& place : places)
            if (std::abs(mixed(place) * result.gain() - seen(place)) > wrong_element * std::abs(gains_[0])) ++wrong;
        return result;
    }

private:
    Complex sent(const Place& place, int port) const {
        return Complex(std::as_const(sent_[static_cast<std::size_t>(port)])
                           .symbol(place.symbol)[static_cast<std::size_t>(place.subcarrier)]);
    }
    Complex mixed(const Place& place) const {
        Complex sum = 0;
        for (int port = 0; port < cell_.ports; ++port)
            sum += gains_[static_cast<std::size_t>(port)] * sent(place, port);
        return sum;
    }
    Complex seen(const Place& place) const {
        const auto& symbol = seen_[static_cast<std::size_t>(place.symbol)];
        const int half = 6 * cell_.n_rb_dl;
        const int k = place.subcarrier - half + (place.subcarrier >= half);
        return symbol[static_cast<std::size_t>(k + static_cast<int>(symbol.size()) / 2)];
    }

    Cell cell_;
    std::vector<Grid> sent_;
    std::vector<std::vector<Complex>> seen_;
    std::vector<Complex> gains_;
};

std::vector<Place> places_of(std::span<const Group> groups) {
    std::vector<Place> places;
    for (const Group& group : groups) places.insert(places.end(), group.begin(), group.end());
    return places;
}

TEST(InformationPeerCorpus, SendsTheResourceElementsThatOthersSend) {
    BORESIGHT_NEEDS_RECORDINGS();
    std::size_t compared = 0;
    for (Peer& peer : peers_of({"lte_lib_sib1_", "lte_enb_"})) {
        if (peer.sib1_subframes.empty()) continue;
        SCOPED_TRACE(peer.name);
        const bool base_station = peer.name.starts_with("lte_enb_");
        peer.cell.information = information_of(truth_of(peer.name)["sib1"], base_station);
        peer.cell.sending = sendings().at(peer.name);
        const Recording recording(peer);
        const ControlRegion region(peer.cell, 5);
        const auto elements = static_cast<std::size_t>(peer.cell.sending.elements * groups_per_element);
        const std::map<std::string, std::vector<Place>> channels{
            {"PCFICH", places_of(region.pcfich)},
            {"PDCCH", places_of(std::span(region.pdcch).first(elements))},
            {"PDSCH", shared_places(peer.cell, 5, peer.cell.sending.sib1)}};
        for (const int subframe : peer.sib1_subframes) {
            const int frame = peer.sfn + (subframe - 5) / 10;  // the subframe may lie before the first whole frame
            const SubframeComparison comparison(peer.cell, recording, frame, subframe);
            std::string line = fmt::format("{} SFN {}:", peer.name, frame);
            for (const auto& [name, places] : channels) {
                int wrong = 0;
                const double correlation = comparison.at(places, wrong).value();
                EXPECT_GE(correlation, least_correlation) << name << " of SFN " << frame;
                EXPECT_EQ(wrong, 0) << name << " of SFN " << frame << ", of " << places.size();
                line += fmt::format(" {} {:.4f} ({})", name, correlation, places.size());
            }
            fmt::print("{}\n", line);
        }
        ++compared;
    }
    EXPECT_EQ(compared, sendings().size());
}

// Block types 2 and 3 of a base station: in a window of two frames, and once in each of them.
TEST(InformationPeerCorpus, SendsTheMessageThatABaseStationSends) {
    BORESIGHT_NEEDS_RECORDINGS();
    const auto peers = peers_of({"lte_enb_n6_"});
    ASSERT_EQ(peers.size(), 1U);
    const Peer& peer = peers[0];
    Cell cell = peer.cell;
    cell.information = information_of(truth_of(peer.name)["sib1"], true);
    cell.information->radio = Information::Radio{.uplink_earfcn = 19300, .uplink_n_rb = 6};
    cell.sending = {.control_symbols = 3, .elements = 4, .sib1 = {.blocks = 3}, .messages = {.blocks = 4}};
    const Recording recording(peer);
    std::ifstream stream(tests::shared_folder() / "captures/lte_peer" / (peer.name + ".truth.json"));
    int compared = 0;
    const json truth = json::parse(stream);
    for (const json& said : truth["si_messages"]) {
        if (said["subframe"] == 5) continue;
        const int frame = said["sfn"], subframe = said["subframe"];
        const std::string sent = said["hex"];
        EXPECT_EQ(hex(transport_block(cell, 0), 0), sent);
        EXPECT_EQ(hex(message_bits(cell, 0), sent.size()), sent);
        const SubframeComparison comparison(cell, recording, frame, (frame - peer.sfn) * 10 + subframe);
        const ControlRegion region(cell, subframe);
        int wrong = 0;
        const auto elements = static_cast<std::size_t>(4 * groups_per_element);
        const double control = comparison.at(places_of(std::span(region.pdcch).first(elements)), wrong).value();
        EXPECT_GE(control, least_correlation) << "PDCCH of SFN " << frame;
        EXPECT_EQ(wrong, 0);
        const double shared = comparison.at(shared_places(cell, subframe, cell.sending.messages), wrong).value();
        EXPECT_GE(shared, least_correlation) << "PDSCH of SFN " << frame;
        EXPECT_EQ(wrong, 0);
        fmt::print("{} SFN {} subframe {}: PDCCH {:.4f} PDSCH {:.4f}\n", peer.name, frame, subframe, control, shared);
        ++compared;
    }
    EXPECT_EQ(compared, 2);
}

}  // namespace
}  // namespace boresight::scene::lte
