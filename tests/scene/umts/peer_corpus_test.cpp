// SPDX-License-Identifier: GPL-3.0-or-later
// What the scene sends beside what others send for the same UMTS cell: codes and coded blocks of vectors that two other
// programs share, and chips of recordings, taken from the samples by the few lines below, which know timing, carrier
// offset and the broadcast blocks from the truth and nothing of a receiver of ours.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numbers>
#include <sstream>
#include <string>
#include <vector>

#include "radio/sigmf.h"
#include "scene/umts/bch.h"
#include "scene/umts/codes.h"
#include "scene/umts/information.h"
#include "scene/umts/transmitter.h"
#include "tests/recordings.h"

namespace boresight::scene::umts {
namespace {

using Complex = std::complex<double>;
using Chips = std::vector<std::complex<float>>;

constexpr double least_rate_hz = 3.84e6;  // below it chips run into each other
constexpr std::size_t least_peers = 4;
constexpr int filter_chips = 24;  // either side
constexpr double roll_off = 0.22;
constexpr double nothing_db = -200;
// Of the pilot's symbols with their mean. The load on other codes comes through where pulses were cut: 0.1 of a symbol.
constexpr double least_correlation = 0.99;
// Of a channel's gain over the pilot's, in the plane: the synchronization codes meet the load for 256 chips a slot, 60
// slots or more: 0.03 rms.
constexpr double gain_tolerance = 0.15;

std::uint32_t crc32(const std::vector<std::uint8_t>& bytes) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const std::uint8_t byte : bytes) {
        crc ^= byte;
        for (int i = 0; i < 8; ++i) crc = crc >> 1 ^ (crc & 1U ? 0xEDB88320U : 0U);
    }
    return ~crc;
}

std::filesystem::path vectors() {
    return tests::shared_folder() / "truth/umts";
}

std::vector<std::uint8_t> bits_of(const std::string& text) {
    std::vector<std::uint8_t> bits;
    for (const char c : text) bits.push_back(c == '1');
    return bits;
}

std::vector<std::uint8_t> bits_of_hex(const std::string& hex) {
    std::vector<std::uint8_t> bits;
    for (const char c : hex)
        for (int i = 3; i >= 0; --i) bits.push_back(std::stoi(std::string(1, c), nullptr, 16) >> i & 1);
    bits.resize(bch_block_length);
    return bits;
}

TEST(UmtsPeerCorpus, ScramblesAsOthersDoWithAll512Codes) {
    BORESIGHT_NEEDS_RECORDINGS();
    std::ifstream stream(vectors() / "scrambling_crc32.csv");
    int seen = 0;
    for (std::string line; std::getline(stream, line);) {
        std::istringstream fields(line);
        std::array<std::string, 4> field;
        for (auto& each : field) std::getline(fields, each, ',');
        if (line[0] == '#' || field[0] == "n" || field[1].empty()) continue;
        std::vector<std::uint8_t> real;
        std::vector<std::uint8_t> imaginary;
        for (const auto& chip : scrambling_code(std::stoi(field[1]))) {
            real.push_back(chip.real() < 0);
            imaginary.push_back(chip.imag() < 0);
        }
        EXPECT_EQ(fmt::format("{:08x}", crc32(real)), field[2]) << line;
        EXPECT_EQ(fmt::format("{:08x}", crc32(imaginary)), field[3]) << line;
        ++seen;
    }
    EXPECT_EQ(seen, 512);
}

TEST(UmtsPeerCorpus, SynchronizesWithTheCodesOfOthers) {
    BORESIGHT_NEEDS_RECORDINGS();
    const auto shown = [](const SyncSigns& signs) {
        std::string text;
        for (const int sign : signs) text += sign > 0 ? '+' : '-';
        return text;
    };
    int seen = 0;
    for (const char* name : {"psch.txt", "ssch.txt"}) {
        std::ifstream stream(vectors() / name);
        for (std::string line; std::getline(stream, line);) {
            if (line.empty() || line[0] == '#') continue;
            const auto space = line.find(' ');
            const bool primary = space == std::string::npos;
            EXPECT_EQ(shown(primary ? primary_sync() : secondary_sync(std::stoi(line))),
                      line.substr(primary ? 0 : space + 1));
            ++seen;
        }
    }
    EXPECT_EQ(seen, 17);
}

TEST(UmtsPeerCorpus, CodesBroadcastBlocksAsOthersDo) {
    BORESIGHT_NEEDS_RECORDINGS();
    std::ifstream stream(vectors() / "bch_coding.json");
    const auto truth = nlohmann::json::parse(stream);
    ASSERT_FALSE(truth["examples"].empty());
    for (const auto& example : truth["examples"]) {
        const auto coded = bch_coded(bits_of(example["tb246"]));
        auto frames = bits_of(example["frame0_270"]);
        const auto second = bits_of(example["frame1_270"]);
        frames.insert(frames.end(), second.begin(), second.end());
        EXPECT_EQ(coded, frames);
    }
}

nlohmann::json asn1_examples() {
    std::ifstream stream(vectors() / "asn1_examples.json");
    return nlohmann::json::parse(stream)["examples"];
}

Bits bits_of_sib(const nlohmann::json& example) {
    Bits bits;
    for (const char c : example["hex"].get<std::string>())
        append_number(bits, std::stoi(std::string(1, c), nullptr, 16), 0, 4);
    return bits;
}

// But for the flag of the extensions that cells on the air send after it.
TEST(UmtsPeerCorpus, TellsItsChannelsAndThePowerOfItsPilotAsACellOnTheAirDoes) {
    BORESIGHT_NEEDS_RECORDINGS();
    constexpr std::size_t extensions = 2, pilot_power = 224, pilot_power_bits = 6;
    int whole = 0, powers = 0;
    for (const auto& example : asn1_examples()) {
        if (example["type"] != "SIB5") continue;
        Bits theirs = bits_of_sib(example);
        const Bits ours = information_5(example["fields"]["primaryCPICH-TX-Power"]);
        ASSERT_GE(theirs.size(), ours.size());
        const auto power = [](const Bits& bits) {
            return Bits(bits.begin() + pilot_power, bits.begin() + pilot_power + pilot_power_bits);
        };
        EXPECT_EQ(power(ours), power(theirs)) << example["origin"];
        ++powers;
        if (example["origin"] != "on air 460-01") continue;
        theirs.resize(ours.size());
        theirs[extensions] = 0;
        EXPECT_EQ(ours, theirs);
        ++whole;
    }
    EXPECT_EQ(whole, 1);
    EXPECT_EQ(powers, 3);
}

TEST(UmtsPeerCorpus, NamesItsNeighborsAsOthersDo) {
    BORESIGHT_NEEDS_RECORDINGS();
    int seen = 0;
    for (const auto& example : asn1_examples()) {
        if (example["type"] != "SIB11" || example["origin"] != "constructed") continue;
        Bits ours = information_11(example["fields"]["intra_freq_psc"], {});
        ours.resize((ours.size() + 7) / 8 * 8);
        EXPECT_EQ(ours, bits_of_sib(example));
        ++seen;
    }
    EXPECT_EQ(seen, 1);
}

// The lists of cells on the air have every entry that we would write for the same block; tags differ, so any will do.
TEST(UmtsPeerCorpus, SaysWhenItsBlocksComeAsCellsOnTheAirDo) {
    BORESIGHT_NEEDS_RECORDINGS();
    int seen = 0;
    for (const auto& example : asn1_examples()) {
        if (!example["fields"].contains("scheduling")) continue;
        const Bits theirs = bits_of_sib(example);
        for (const auto& entry : example["fields"]["scheduling"]) {
            const std::string type = entry["type"];
            if (!type.starts_with("sysInfoType") || type.ends_with("B1") || type.ends_with("B2")) continue;
            InformationBlock block{.type = std::stoi(type.substr(11)), .content = {}};
            if (block.type == 7 || block.type > 13) continue;  // has no tag, or another place in the list
            block.period_frames = entry["rep"];
            block.sfns = {entry["pos"]};
            const bool has_offsets = entry.contains("offsets");
            for (int i = 1; i < entry["seg_count"].get<int>(); ++i)
                block.sfns.push_back(block.sfns.back() +
                                     (has_offsets ? entry["offsets"][static_cast<std::size_t>(i - 1)].get<int>() : 2));
            bool found = false;
            for (block.value_tag = 1; block.value_tag <= (block.type == 1 ? 256 : 4) && !found; ++block.value_tag) {
                const Bits ours = scheduling(block);
                found = std::ranges::search(theirs, ours).size() == ours.size();
            }
            EXPECT_TRUE(found) << example["origin"] << " " << type;
            ++seen;
        }
    }
    EXPECT_GE(seen, 20);
}

struct Peer {
    std::string name;
    nlohmann::json cell;
};

// Recordings of one cell and one path with all of its band.
std::vector<Peer> all_peers() {
    std::vector<Peer> list;
    for (const auto& entry : std::filesystem::directory_iterator(tests::shared_folder() / "captures/umts")) {
        const std::string file = entry.path().filename();
        if (!file.ends_with(".truth.json")) continue;
        std::ifstream stream(entry.path());
        const auto truth = nlohmann::json::parse(stream);
        if (truth["negative"] || truth["cells"].size() != 1 || truth["sample_rate_hz"] < least_rate_hz) continue;
        const auto& cell = truth["cells"][0];
        if (cell["paths"].size() != 1 || cell["clock_ppm"] != 0.0) continue;
        list.push_back({truth["name"], cell});
    }
    std::sort(list.begin(), list.end(), [](const Peer& a, const Peer& b) { return a.name < b.name; });
    return list;
}

// The root raised cosine at a distance in chips.
double pulse(double t) {
    if (std::abs(t) < 1e-9) return 1 - roll_off + 4 * roll_off / std::numbers::pi;
    const double pole = 4 * roll_off * t;
    if (std::abs(std::abs(pole) - 1) < 1e-6) return pulse(t + 1e-5);
    const double pi_t = std::numbers::pi * t;
    return (std::sin(pi_t * (1 - roll_off)) + pole * std::cos(pi_t * (1 + roll_off))) / (pi_t * (1 - pole * pole));
}

// The recording's whole frames, chip by chip.
class Recording {
public:
    explicit Recording(const Peer& peer) {
        radio::SigmfReader reader(tests::shared_folder() / "captures/umts" / peer.name);
        const double samples_per_chip = reader.sample_rate_hz() / chips_per_s;
        const double start = peer.cell["frame_start_sample"];
        const double cfo = peer.cell["cfo_hz"].get<double>() / reader.sample_rate_hz();
        const radio::Block block = reader.whole();
        const auto first = static_cast<std::int64_t>(start);
        for (std::int64_t chip = 0;; ++chip) {
            const double center = start + static_cast<double>(chip) * samples_per_chip;
            const auto low =
                std::max(std::int64_t{0}, static_cast<std::int64_t>(center - filter_chips * samples_per_chip));
            const auto high = static_cast<std::int64_t>(center + filter_chips * samples_per_chip);
            if (high >= static_cast<std::int64_t>(block.samples.size())) break;
            Complex sum;
            for (std::int64_t n = low; n <= high; ++n)
                sum += Complex(block.samples[static_cast<std::size_t>(n)]) *
                       pulse((static_cast<double>(n) - center) / samples_per_chip) *
                       std::polar(1.0, -2 * std::numbers::pi * cfo * static_cast<double>(n - first));
            chips_.push_back(sum);
        }
    }

    std::int64_t slots() const { return static_cast<std::int64_t>(chips_.size()) / chips_per_slot; }
    const Complex* slot(std::int64_t number) const { return chips_.data() + number * chips_per_slot; }

private:
    std::vector<Complex> chips_;
};

Cell cell_of(const Peer& peer) {
    return {.psc = peer.cell["psc"],
            .cpich_db = peer.cell["cpich_ec_ior_db"],
            .pccpch_db = nothing_db,
            .psch_db = peer.cell["psch_ec_ior_db"],
            .ssch_db = peer.cell["ssch_ec_ior_db"],
            .occupancy = 0};
}

// What of `wanted` lies in the chips that the recording has, over all slots.
Complex gain_of(const Recording& recording, const std::vector<Chips>& wanted) {
    Complex product;
    double power = 0;
    for (std::int64_t slot = 0; slot < recording.slots(); ++slot) {
        const Chips& chips = wanted[static_cast<std::size_t>(slot)];
        for (std::size_t i = 0; i < chips.size(); ++i) {
            product += recording.slot(slot)[i] * std::conj(Complex(chips[i]));
            power += std::norm(chips[i]);
        }
    }
    return product / power;
}

std::vector<Chips> slots_of(const Cell& cell, std::int64_t first, std::int64_t count) {
    Transmitter transmitter(cell);
    std::vector<Chips> all;
    for (std::int64_t slot = 0; slot < count; ++slot) {
        all.emplace_back(chips_per_slot);
        transmitter.write(first + slot, all.back());
    }
    return all;
}

double pilot_correlation(const Recording& recording, const std::vector<Chips>& pilot) {
    Complex sum;
    double squares = 0;
    int count = 0;
    for (std::int64_t slot = 0; slot < recording.slots(); ++slot)
        for (int first = 0; first < chips_per_slot; first += 256, ++count) {
            Complex symbol;
            for (int i = first; i < first + 256; ++i)
                symbol += recording.slot(slot)[i] *
                          std::conj(Complex(pilot[static_cast<std::size_t>(slot)][static_cast<std::size_t>(i)]));
            sum += symbol;
            squares += std::norm(symbol);
        }
    return std::abs(sum) / std::sqrt(squares * count);
}

struct Broadcast {
    int bits = 0;
    int wrong = 0;
    Complex gain;
};

// The blocks of the truth, coded by us, beside what the recording has under our codes.
Broadcast broadcast(const Recording& recording, const Peer& peer, Complex pilot_gain, double sent) {
    const Chips code = scrambling_code(peer.cell["psc"]);
    Broadcast result;
    for (std::size_t block = 0; block < peer.cell["bch_blocks_hex"].size(); ++block) {
        const auto coded = bch_coded(bits_of_hex(peer.cell["bch_blocks_hex"][block]));
        const int frames = peer.cell["bch_sfn"][block].get<int>() - peer.cell["sfn_start"].get<int>();
        const std::int64_t first = std::int64_t{frames} * slots_per_frame;
        if (first < 0 || first + 2 * slots_per_frame > recording.slots()) continue;
        for (std::size_t symbol = 0; symbol < coded.size() / 2; ++symbol) {
            const auto slot = static_cast<std::int64_t>(symbol / 9);
            const std::size_t begin = 256 * (1 + symbol % 9);
            const auto of_code = static_cast<std::size_t>(slot % slots_per_frame) * chips_per_slot;
            Complex sum;
            for (std::size_t i = begin; i < begin + 256; ++i)
                sum += recording.slot(first + slot)[i] * std::conj(Complex(code[of_code + i])) *
                       static_cast<double>(spreading_sign(256, 1, static_cast<int>(i - begin)));
            sum /= 256.0 * sent * pilot_gain;
            const Complex expected(1 - 2 * coded[2 * symbol], 1 - 2 * coded[2 * symbol + 1]);
            result.bits += 2;
            result.wrong += (sum.real() * expected.real() < 0) + (sum.imag() * expected.imag() < 0);
            result.gain += sum * std::conj(expected);
        }
    }
    result.gain /= std::max(1, result.bits);
    return result;
}

TEST(UmtsPeerCorpus, SendsTheChipsThatOthersSend) {
    BORESIGHT_NEEDS_RECORDINGS();
    const auto list = all_peers();
    ASSERT_GE(list.size(), least_peers);
    for (const Peer& peer : list) {
        SCOPED_TRACE(peer.name);
        const Recording recording(peer);
        const std::int64_t first = peer.cell["sfn_start"].get<std::int64_t>() * slots_per_frame;
        Cell cell = cell_of(peer);
        auto sync = slots_of(cell, first, recording.slots());
        cell.psch_db = cell.ssch_db = nothing_db;
        const auto pilot = slots_of(cell, first, recording.slots());
        for (std::size_t slot = 0; slot < sync.size(); ++slot)
            for (std::size_t i = 0; i < sync[slot].size(); ++i) sync[slot][i] -= pilot[slot][i];

        const Complex pilot_gain = gain_of(recording, pilot);
        const double correlation = pilot_correlation(recording, pilot);
        Complex sync_gain = gain_of(recording, sync) / pilot_gain;
        // The maker of these turns the synchronization codes against all else, as for STTD.
        if (peer.name.starts_with("umts_obts_")) sync_gain = -sync_gain;
        const double sent = std::pow(10.0, peer.cell["pccpch_ec_ior_db"].get<double>() / 20);
        const Broadcast bits = broadcast(recording, peer, pilot_gain, sent);
        fmt::print("{}: CPICH {:.4f}, SCH {:.3f} {:+.3f}j, P-CCPCH {:.3f} {:+.3f}j, {} of {} bits differ\n", peer.name,
                   correlation, sync_gain.real(), sync_gain.imag(), bits.gain.real(), bits.gain.imag(), bits.wrong,
                   bits.bits);
        EXPECT_GE(correlation, least_correlation);
        EXPECT_NEAR(std::abs(sync_gain - 1.0), 0, gain_tolerance);
        EXPECT_NEAR(std::abs(bits.gain - 1.0), 0, gain_tolerance);
        EXPECT_GT(bits.bits, 0);
        EXPECT_EQ(bits.wrong, 0);
    }
}

}  // namespace
}  // namespace boresight::scene::umts
