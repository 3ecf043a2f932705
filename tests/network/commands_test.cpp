// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of boresight with a radio that a SoapySDRServer serves: the same cells and bands as with the same radio
// here, SIMULATED on all that comes of it, and one sentence with the address when there is none.
#include <gmock/gmock.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "catalog/data_text.h"
#include "tests/network/served_world.h"

namespace boresight::tests {
namespace {

using cli::Finished;
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

constexpr double fading_db = 8;  // between two moments of the same world
constexpr double tower_deg = 238;
constexpr double most_off_deg = 30;  // after seven stops of two seconds
constexpr double longest_refusal_s = 20;
const std::string fast_rotator = "turn_deg_per_s = 60";

double seconds_since(std::chrono::steady_clock::time_point then) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - then).count();
}

// Cells by PCI and carrier.
std::set<std::pair<int, int>> cells_of(const json& scan) {
    std::set<std::pair<int, int>> cells;
    for (const json& cell : scan["cells"])
        cells.emplace(cell["pci"].get<int>(), cell["carriers"][0]["earfcn"].get<int>());
    return cells;
}

std::map<std::string, double> bands_of(const json& scan) {
    std::map<std::string, double> bands;
    for (const json& span : scan["spans"])
        for (const json& channel : span["channels"])
            if (channel["kind"] == "band")
                bands[channel["name"].get<std::string>()] =
                    channel["power_dbfs"].get<double>() - span["gain_db"].get<double>();
    return bands;
}

// The tree farm with something else in its file.
std::string changed_farm(const std::string& from, const std::string& to) {
    std::string text{catalog::data_text("scenes/tree-farm.toml")};
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos);
    return text.replace(at, from.size(), to);
}

using NetworkCommands = ServedWorld;

TEST_F(NetworkCommands, AScanHearsTheSameCellsAndBandsAsOneOfTheRadioHere) {
    const std::string scan = "exec \"$B\" scan --format json --earfcn 5110 --earfcn 5035 --earfcn 2450 --radio ";
    const Finished there = run(scan + "\"$R\"");
    const Finished here = run(scan + "scene,radio=dongle");
    ASSERT_EQ(there.code, 0) << there.err;
    ASSERT_EQ(here.code, 0) << here.err;
    const json over_network = json::parse(there.out), local = json::parse(here.out);
    const std::set<std::pair<int, int>> strongest{{357, 5110}, {46, 5035}, {357, 2450}};
    for (const auto& cell : strongest) {
        EXPECT_TRUE(cells_of(over_network).contains(cell)) << cell.first << " on " << cell.second;
        EXPECT_TRUE(cells_of(local).contains(cell)) << cell.first << " on " << cell.second;
    }
    const auto bands_there = bands_of(over_network), bands_here = bands_of(local);
    EXPECT_EQ(bands_there.size(), bands_here.size());
    for (const auto& [name, power] : bands_here) {
        ASSERT_TRUE(bands_there.contains(name)) << name;
        EXPECT_NEAR(bands_there.at(name), power, fading_db) << name;
    }
    std::cout << "lost samples: " << over_network["losses"] << " times in " << over_network["radio_seconds"] << " s\n";
}

TEST_F(NetworkCommands, WhatAMadeWorldGivesOverTheNetworkIsCalledSimulated) {
    const Finished scan = run("exec \"$B\" scan --earfcn 5110 --radio \"$R\"");
    ASSERT_EQ(scan.code, 0) << scan.err;
    EXPECT_THAT(scan.out, HasSubstr("SIMULATED."));
    EXPECT_THAT(scan.out, HasSubstr("simulated.db"));
    EXPECT_THAT(scan.out, HasSubstr(server().address().substr(6)));
    const Finished data = run("exec \"$B\" scan --earfcn 5110 --format json --radio \"$R\"");
    EXPECT_EQ(json::parse(data.out)["simulated"], true);
    const Finished record = run("cd \"$HOME\"; exec \"$B\" record x --frequency 739M --seconds 0.5 --radio \"$R\"");
    ASSERT_EQ(record.code, 0) << record.err;
    EXPECT_THAT(record.out, HasSubstr("SIMULATED"));
    const json meta = json::parse(cli::content(folder().path() / "x.sigmf-meta"));
    EXPECT_THAT(meta["global"]["core:description"].get<std::string>(), HasSubstr("SIMULATED"));
    EXPECT_FALSE(meta["captures"][0].contains("core:geolocation"));
    EXPECT_FALSE(meta["global"].contains("core:geolocation"));
    const Finished log = run("exec \"$B\" log --earfcn 5110 --every 1s --rounds 2 --format json --radio \"$R\"");
    ASSERT_EQ(log.code, 0) << log.err;
    EXPECT_EQ(json::parse(log.out.substr(0, log.out.find('\n')))["simulated"], true);
    EXPECT_FALSE(std::filesystem::exists(folder().path() / "data/boresight/survey.db"));
}

TEST_F(NetworkCommands, TheRadiosOfAServerAreListedWithWhatOpensThem) {
    const Finished listed = run("exec \"$B\" devices --format json --radio \"$R\"", "");
    ASSERT_EQ(listed.code, 0) << listed.err;
    const json radios = json::parse(listed.out)["radios"];
    ASSERT_EQ(radios.size(), 2U);
    EXPECT_EQ(radios[0]["server"], server().address());
    EXPECT_EQ(radios[0]["hardware_driver"], "scene");
    EXPECT_EQ(radios[0]["simulated"], true);
    const std::string opens = radios[1]["arguments"].get<std::string>();
    const Finished scan = run("exec \"$B\" scan --earfcn 5110 --format json --radio '" + opens + "'");
    EXPECT_EQ(scan.code, 0) << scan.err;
}

TEST_F(NetworkCommands, ASweepTurnsTheRotatorThereAndFindsTheTower) {
    const auto farm = folder().file("fast.toml", changed_farm("turn_deg_per_s = 6", fast_rotator));
    const Finished sweep = run(
        "exec \"$B\" aim --rotator scene --carrier 5110 --stops 7 --dwell 2 --no-polarization --format json --radio "
        "\"$R\"",
        ",radio=dongle,scene=" + farm.string());
    ASSERT_TRUE(sweep.code == 0 || sweep.code == 1) << sweep.err;
    const json aim = json::parse(sweep.out);
    EXPECT_EQ(aim["simulated"], true);
    EXPECT_EQ(aim["stops"].size(), 7U);
    bool tower = false;
    for (const json& cell : aim["cells"]) {
        if (cell["pci"] != 357 || cell["frequency_hz"] != 739e6 || cell["fit"]["azimuth_deg"].is_null()) continue;
        const double off_deg = std::remainder(cell["fit"]["azimuth_deg"].get<double>() - tower_deg, 360);
        std::cout << "the tower is seen " << off_deg << " degrees off\n";
        tower = std::abs(off_deg) <= most_off_deg;
    }
    EXPECT_TRUE(tower) << sweep.out;
}

TEST_F(NetworkCommands, NoServerIsOneSentenceWithItsAddress) {
    const int nobody = free_port();
    const int mute = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const std::string mute_port = std::to_string(ntohs(free_port(mute).sin_port));
    ASSERT_EQ(listen(mute, 8), 0);
    const auto refusal = [&](const std::string& remote, int code) {
        const auto began = std::chrono::steady_clock::now();
        const Finished none = run("exec \"$B\" scan --radio 'driver=remote,remote=" + remote + "'");
        EXPECT_EQ(none.code, code) << remote;
        EXPECT_LT(seconds_since(began), longest_refusal_s) << remote;
        EXPECT_EQ(none.out, "");
        EXPECT_THAT(none.err, HasSubstr(remote));
        EXPECT_EQ(std::count(none.err.begin(), none.err.end(), '\n'), 1) << none.err;
        return none.err;
    };
    EXPECT_THAT(refusal("tcp://127.0.0.1:" + std::to_string(nobody), 3), HasSubstr("nothing listens"));
    EXPECT_THAT(refusal("tcp://127.0.0.1:" + mute_port, 3), HasSubstr("doesn't answer as a SoapySDRServer"));
    EXPECT_THAT(refusal("tcp://no-such-computer.invalid", 3), HasSubstr("no computer of this name"));
    EXPECT_THAT(refusal("tcp://127.0.0.1:port", 2), HasSubstr("no address"));
    EXPECT_THAT(refusal(server().address(), 3), HasSubstr("has no such radio"));
    close(mute);
}

class AnnouncedWorld : public ServedWorld {
protected:
    void SetUp() override { start(true); }
};

TEST_F(AnnouncedWorld, AServerThatTellsOfItselfIsFoundWithoutItsAddress) {
    const Finished listed = run(
        "export DBUS_SYSTEM_BUS_ADDRESS='" + server().bus() +
        "'; for try in 1 2 3 4 5 6 7 8; do \"$B\" devices --format json --radio "
        "driver=remote,remote:driver=scene >\"$HOME/found\" && cat \"$HOME/found\" && exit 0; sleep 1; done; exit 1");
    ASSERT_EQ(listed.code, 0) << listed.err;
    EXPECT_EQ(json::parse(listed.out)["radios"][0]["server"], server().address());
}

}  // namespace
}  // namespace boresight::tests
