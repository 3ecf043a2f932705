// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/scene_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "platform/error.h"
#include "tests/temporary_folder.h"

namespace boresight::scene {
namespace {

using testing::HasSubstr;

constexpr std::string_view smallest = R"(
name = "One tower"
dated = "2026-01-01"
seed = 1
[[receiver]]
name = "any"
tuner_low_hz = 24e6
tuner_high_hz = 1766e6
rate_high_hz = 2.4e6
gain_high_db = 49.6
full_scale_dbm = -5
noise_figure_db = 6
clock_ppm = 18
adc_bits = 8
dc_dbfs = -48
iq_gain_db = 0.2
iq_phase_deg = 0.8
[antenna]
height_m = 6
gain_dbi = 10
beamwidth_deg = 55
azimuth_deg = 0
polarization_deg = 0
cross_polar_db = 18
cable_loss_db = 1.5
turn_deg_per_s = 6
[[tower]]
name = "North"
east_m = 0
north_m = 5000
height_m = 60
terrain_loss_db = 20
[[tower.sector]]
azimuth_deg = 180
beamwidth_deg = 65
gain_dbi = 16
polarization = "cross"
[[tower.sector.carrier]]
earfcn = 5110
pci = 357
n_rb_dl = 50
ports = 2
power_dbm = 43
occupancy = 0.4
)";

// The smallest scene with `line` in the place of `old`.
std::string with(const std::string& old, const std::string& line) {
    std::string text(smallest);
    const auto at = text.find(old);
    EXPECT_NE(at, std::string::npos) << old;
    return text.replace(at, old.size(), line);
}

ErrorText refusal(const std::string& toml) {
    try {
        parse_scene(toml, "farm.toml");
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::bad_input);
        return error.text();
    }
    ADD_FAILURE() << "accepted:\n" << toml;
    return {};
}

TEST(SceneFile, GivesWhatItSays) {
    const World world = parse_scene(smallest, "farm.toml");
    EXPECT_EQ(world.name, "One tower");
    ASSERT_EQ(world.receivers.size(), 1U);
    EXPECT_EQ(world.receivers[0].clock_ppm, 18);
    EXPECT_EQ(world.receivers[0].warm_up_ppm, 0);
    EXPECT_FALSE(world.receivers[0].limit_dbfs);
    EXPECT_EQ(world.antenna.height_m, 6);
    ASSERT_EQ(world.towers.size(), 1U);
    EXPECT_EQ(world.towers[0].k_factor_db, 8);
    ASSERT_EQ(world.towers[0].sectors.size(), 1U);
    ASSERT_EQ(world.towers[0].sectors[0].carriers.size(), 1U);
    const Carrier& carrier = world.towers[0].sectors[0].carriers[0];
    EXPECT_EQ(carrier.frequency_hz, 739e6);
    EXPECT_EQ(carrier.cell.pci, 357);
    EXPECT_TRUE(world.faults.empty());
}

TEST(SceneFile, NamesEveryKeyThatIsMissing) {
    std::istringstream lines{std::string(smallest)};
    int keys = 0;
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line[0] == '[') continue;
        ++keys;
        // The first "name" is the scene's, all others are within a table.
        const std::string key = line.substr(0, line.find(' '));
        const ErrorText text = refusal(with("\n" + line + "\n", "\n"));
        EXPECT_THAT(text.what, HasSubstr("missing")) << line;
        EXPECT_THAT(text.where, HasSubstr("farm.toml, ")) << line;
        EXPECT_TRUE(text.where.ends_with(key)) << text.where << " for " << line;
        EXPECT_EQ(text.expected, key);
    }
    EXPECT_GT(keys, 35);
}

TEST(SceneFile, NamesTheUnitThatWasExpected) {
    const ErrorText feet = refusal(with("height_m = 6\n", "height_ft = 20\n"));
    EXPECT_THAT(feet.what, HasSubstr("wrong unit"));
    EXPECT_EQ(feet.where, "farm.toml, antenna.height_ft = 20");
    EXPECT_EQ(feet.expected, "height_m");
    EXPECT_EQ(feet.fix, "convert it to m and call it height_m");
    EXPECT_EQ(refusal(with("power_dbm = 43", "power_w = 20")).where,
              "farm.toml, tower[1].sector[1].carrier[1].power_w = 20");
    EXPECT_EQ(refusal(with("tuner_high_hz = 1766e6", "tuner_high_mhz = 1766")).expected, "tuner_high_hz");
    EXPECT_EQ(refusal(with("pci = 357", "pci = 357\nframe_start_ms = 3")).expected, "frame_start_s");
}

TEST(SceneFile, NamesTheRangeOfAValueAndItsType) {
    const ErrorText far = refusal(with("north_m = 5000", "north_m = 1e7"));
    EXPECT_EQ(far.where, "farm.toml, tower[1].north_m = 10000000.0");
    EXPECT_EQ(far.expected, "a number in m from -200000 to 200000");
    EXPECT_EQ(refusal(with("height_m = 60", "height_m = \"60 m\"")).expected, "a number in m from 0 to 1000");
    EXPECT_EQ(refusal(with("clock_ppm = 18", "clock_ppm = nan")).where, "farm.toml, receiver[1].clock_ppm = nan");
    EXPECT_EQ(refusal(with("adc_bits = 8", "adc_bits = 8.5")).expected, "a whole number");
    EXPECT_EQ(refusal(with("\"cross\"", "\"slanted\"")).expected, "one of \"cross\", \"vertical\"");
    EXPECT_EQ(refusal(with("\"North\"", "7")).expected, "text in quotes");
    EXPECT_EQ(refusal(with("[[tower]]", "[tower]")).expected, "one or more tables, [[tower]]");
    EXPECT_EQ(refusal(with("earfcn = 5110", "earfcn = 200000")).expected, "the number of a downlink channel of LTE");
    EXPECT_THAT(refusal(with("n_rb_dl = 50", "n_rb_dl = 51")).where, HasSubstr("n_rb_dl = 51"));
    EXPECT_THAT(refusal(with("ports = 2", "ports = 3")).expected, HasSubstr("1, 2 or 4"));
}

TEST(SceneFile, RefusesAKeyThatItDoesNotKnow) {
    const ErrorText text = refusal(with("cable_loss_db = 1.5", "cable_loss_db = 1.5\ncolour = \"grey\""));
    EXPECT_EQ(text.where, "farm.toml, antenna.colour = 'grey'");
    EXPECT_THAT(text.expected, HasSubstr("cable_loss_db"));
}

TEST(SceneFile, NamesTheLineThatIsNoToml) {
    EXPECT_EQ(refusal(with("seed = 1", "seed = = 1")).where, "farm.toml, line 4");
}

TEST(SceneFile, RefusesAListWithoutAValueAndALetterThatIsNotAscii) {
    EXPECT_EQ(refusal(with("seed = 1", "seed = [ , ]")).where, "farm.toml, line 4");
    EXPECT_EQ(refusal(with("seed = 1",
                           "s\xC3\xA9"
                           "ed = 1"))
                  .where,
              "farm.toml, line 4");
}

TEST(SceneFile, ReadsWhatIsToGoWrongInOrderOfTime) {
    std::string text(smallest);
    text += "[[fault]]\nkind = \"unplug\"\nat_s = 9\n[[fault]]\nkind = \"overflow\"\nat_s = 2\nlasts_s = 0.5\n";
    const World world = parse_scene(text, "farm.toml");
    ASSERT_EQ(world.faults.size(), 2U);
    EXPECT_EQ(world.faults[0].kind, Fault::Kind::overflow);
    EXPECT_EQ(world.faults[0].lasts_s, 0.5);
    EXPECT_EQ(world.faults[1].kind, Fault::Kind::unplug);
}

TEST(SceneFile, NeedsNoDriftNoPatternAndNoSway) {
    const World world = parse_scene(smallest, "farm.toml");
    EXPECT_EQ(world.drift.gain_db, 0);
    EXPECT_EQ(world.drift.turn_db, 0);
    EXPECT_EQ(world.drift.cell_db, 0);
    EXPECT_TRUE(world.antenna.pattern.empty());
    EXPECT_EQ(world.antenna.azimuth_error_deg, 0);
    EXPECT_EQ(world.antenna.boom_m, 0.3);
    EXPECT_EQ(world.antenna.sway_m, 0.03);
}

TEST(SceneFile, ReadsDriftSwayAndAPattern) {
    const World world =
        parse_scene(with("height_m = 6\n",
                         "height_m = 6\nsway_m = 0.005\nazimuth_error_deg = 0.5\n"
                         "pattern_deg_db = [[-90, -20.5], [0, 0], [90, -20], [180, -30]]\n") +
                        "[drift]\ngain_db = 1\nturn_db = 0.3\ncell_db = 0.05\n[[gain_step]]\nat_s = 90\nstep_db = -8\n",
                    "farm.toml");
    EXPECT_EQ(world.drift.gain_db, 1);
    EXPECT_EQ(world.drift.turn_db, 0.3);
    EXPECT_EQ(world.drift.cell_db, 0.05);
    ASSERT_EQ(world.gain_steps.size(), 1U);
    EXPECT_EQ(world.gain_steps[0].at_s, 90);
    EXPECT_EQ(world.gain_steps[0].step_db, -8);
    EXPECT_EQ(world.antenna.sway_m, 0.005);
    EXPECT_EQ(world.antenna.azimuth_error_deg, 0.5);
    ASSERT_EQ(world.antenna.pattern.size(), 4U);
    EXPECT_EQ(world.antenna.pattern[0].off_boresight_deg, -90);
    EXPECT_EQ(world.antenna.pattern[0].gain_db, -20.5);
}

TEST(SceneFile, RefusesAPatternThatIsNone) {
    for (const char* pattern :
         {"7", "[]", "[[0, 0], [90, -20], [180, -30]]", "[[0, 0], [90, -20], [90, -21], [180, -30]]",
          "[[0, 0], [90, -20], [180, -30], [360, 0]]", "[[0, 0], [90, -20], [180, 3], [270, -20]]",
          "[[0, 0], [90, -20], [180], [270, -20]]", "[[0, 0], [90, -20], [180, \"-30\"], [270, -20]]",
          "[0, 0, 90, -20]", "[[0, nan], [90, -20], [180, -30], [270, -20]]"}) {
        const ErrorText text =
            refusal(with("height_m = 6\n", std::string("height_m = 6\npattern_deg_db = ") + pattern + "\n"));
        EXPECT_THAT(text.where, HasSubstr("farm.toml, antenna.pattern_deg_db = ")) << pattern;
        EXPECT_THAT(text.expected, HasSubstr("at least 4 pairs [degrees clockwise, dB]")) << pattern;
    }
    EXPECT_EQ(refusal(std::string(smallest) + "[drift]\ngain_dbm = 1\n").expected, "gain_db");
    EXPECT_THAT(refusal("drift = 3\n" + std::string(smallest)).expected, HasSubstr("[drift]"));
}

TEST(SceneFile, ReadsEveryKindOfLteCarrier) {
    const World world = parse_scene(
        with("earfcn = 5110",
             "earfcn = 38000\ncp = \"extended\"\ntdd_config = 1\ntdd_special = 4\nphich_duration = \"extended\"\n"
             "mbsfn = [{ period_frames = 8, offset_frames = 1, subframes = \"100000000000000000000001\" }]\n"
             "plmn = \"310-410\"\nmessages = \"1C\"\np_b = 1\nuplink_dbm = -40\nuplink_share = 0.5"),
        "farm.toml");
    const Carrier& carrier = world.towers[0].sectors[0].carriers[0];
    const lte::Cell& cell = carrier.cell;
    EXPECT_EQ(cell.prefix, lte::Prefix::extended);
    ASSERT_TRUE(cell.tdd);
    EXPECT_EQ(cell.tdd->config, 1);
    EXPECT_EQ(cell.tdd->special, 4);
    EXPECT_EQ(cell.phich_duration, lte::PhichDuration::extended);
    ASSERT_EQ(cell.mbsfn.size(), 1U);
    EXPECT_EQ(cell.mbsfn[0].offset_frames, 1);
    EXPECT_EQ(cell.mbsfn[0].subframes, (std::vector<std::string>{"100000", "000000", "000000", "000001"}));
    EXPECT_EQ(cell.sending.messages.format, lte::Format::c);
    ASSERT_TRUE(cell.information && cell.information->radio);
    EXPECT_EQ(cell.information->radio->reference_power_dbm, 15);  // 43 dBm over 600 subcarriers
    EXPECT_EQ(cell.information->radio->p_b, 1);
    ASSERT_TRUE(carrier.uplink);
    EXPECT_EQ(carrier.uplink->frequency_hz, carrier.frequency_hz);
    EXPECT_EQ(carrier.uplink->power_dbm, -40);
    EXPECT_EQ(carrier.uplink->share, 0.5);
}

TEST(SceneFile, PutsTheOtherCarriersOfATowerIntoItsMessages) {
    const std::string more =
        "[[tower.sector.carrier]]\nearfcn = 2450\npci = 3\nn_rb_dl = 25\nports = 1\n"
        "power_dbm = 39\noccupancy = 0.1\n";
    const World world = parse_scene(
        with("pci = 357", "pci = 357\nplmn = \"310-410\"\nmessages = \"1A\"\nuplink_dbm = -60") + more, "farm.toml");
    const auto& carriers = world.towers[0].sectors[0].carriers;
    ASSERT_EQ(carriers.size(), 2U);
    ASSERT_TRUE(carriers[0].cell.information);
    const lte::Information& information = *carriers[0].cell.information;
    ASSERT_EQ(information.neighbors.size(), 1U);
    EXPECT_EQ(information.neighbors[0].earfcn, 2450);
    EXPECT_EQ(information.neighbors[0].n_rb_dl, 25);
    ASSERT_EQ(information.messages.size(), 2U);
    EXPECT_EQ(information.messages[1].blocks, std::vector{5});
    EXPECT_EQ(information.radio->uplink_n_rb, 50);
    ASSERT_TRUE(carriers[0].uplink);
    EXPECT_EQ(carriers[0].uplink->frequency_hz, 709e6);
    EXPECT_FALSE(carriers[1].cell.information);
    EXPECT_FALSE(carriers[1].uplink);
}

TEST(SceneFile, NamesWhatIsWrongInAnLteCarrier) {
    const auto refused = [](const std::string& line) { return refusal(with("pci = 357", "pci = 357\n" + line)); };
    EXPECT_THAT(refused("tdd_config = 7").where, HasSubstr("tdd_config = 7"));
    EXPECT_THAT(refused("cp = \"long\"").expected, HasSubstr("\"extended\""));
    EXPECT_THAT(refused("tdd_config = 1\ntdd_special = 8\ncp = \"extended\"").where, HasSubstr("tdd.special = 8"));
    EXPECT_THAT(refused("mbsfn = [{ period_frames = 8, subframes = \"11\" }]").where,
                HasSubstr("mbsfn.subframes = 11"));
    EXPECT_THAT(refused("mbsfn = [{ period_frames = 8, subframes = \"\" }]").where, HasSubstr("mbsfn.subframes"));
    EXPECT_THAT(refused("messages = \"2\"").expected, HasSubstr("\"1A distributed\""));
    EXPECT_THAT(refused("uplink_share = 2").where, HasSubstr("uplink_share = 2"));
}

TEST(SceneFile, ReadsSpursOfEveryKindAndRefusesOthers) {
    const auto with_spur = [](const std::string& keys) {
        return with("iq_phase_deg = 0.8\n", "iq_phase_deg = 0.8\n[[receiver.spur]]\n" + keys + "\n");
    };
    const auto spur = [&](const std::string& keys) {
        return parse_scene(with_spur(keys), "farm.toml").receivers.at(0).spurs.at(0);
    };
    EXPECT_EQ(spur("offset_hz = -250e3\nlevel_dbfs = -60").kind, Spur::Kind::baseband);
    EXPECT_EQ(spur("frequency_hz = 739.2e6\nlevel_dbm = -100").kind, Spur::Kind::radio);
    EXPECT_EQ(spur("comb_hz = 28.8e6\nlevel_dbm = -110").kind, Spur::Kind::comb);
    EXPECT_EQ(spur("comb_hz = 28.8e6\nlevel_dbm = -110").frequency_hz, 28.8e6);
    EXPECT_EQ(refusal(with_spur("offset_hz = 0\nlevel_dbm = -60")).expected, "level_dbfs");
    EXPECT_EQ(refusal(with_spur("frequency_hz = 739e6")).expected, "level_dbm");
    EXPECT_THAT(refusal(with_spur("offset_hz = 0\ncomb_hz = 1e6\nlevel_dbfs = -60")).where, HasSubstr("comb_hz"));
    EXPECT_EQ(refusal(with_spur("level_dbm = -60")).expected, "frequency_hz");
}

constexpr const char* microcell = R"(
[[microcell]]
name = "In the house"
east_m = 62
north_m = 103
height_m = 4
terrain_loss_db = 26
gain_dbi = 2
uarfcn = 4413
psc = 340
plmn = "310-410"
lac = 44120
cell_id = 4260851
power_dbm = 13
occupancy = 0.2
)";

TEST(SceneFile, ReadsAMicrocell) {
    const World world = parse_scene(std::string(smallest) + microcell, "farm.toml");
    ASSERT_EQ(world.microcells.size(), 1U);
    const Microcell& cell = world.microcells[0];
    EXPECT_EQ(cell.frequency_hz, 882.6e6);
    EXPECT_EQ(cell.cell.psc, 340);
    EXPECT_EQ(cell.cell.plmn, "310-410");
    EXPECT_EQ(cell.cell.cpich_db, -10);
    EXPECT_EQ(cell.k_factor_db, 8);
    EXPECT_EQ(cell.frame_start_s, 0);
}

TEST(SceneFile, NamesWhatIsWrongOrMissingInAMicrocell) {
    const auto refused = [](const std::string& old, const std::string& line) {
        std::string text = std::string(smallest) + microcell;
        const auto at = text.rfind(old);
        EXPECT_NE(at, std::string::npos) << old;
        return refusal(text.replace(at, old.size(), line));
    };
    EXPECT_EQ(refused("uarfcn = 4413", "uarfcn = 9000").expected, "the number of a downlink channel of UMTS");
    EXPECT_EQ(refused("psc = 340", "psc = 512").where, "farm.toml, microcell[1].psc = 512");
    EXPECT_EQ(refused("power_dbm = 13", "power_mw = 20").fix, "convert it to dbm and call it power_dbm");
    EXPECT_THAT(refused("\"310-410\"", "\"310410\"").where, HasSubstr("microcell[1].plmn = 310410"));
    EXPECT_THAT(refused("occupancy = 0.2", "occupancy = 0.2\ncpich_db = 0").where, HasSubstr("microcell[1].cpich_db"));
    for (const char* line :
         {"name = \"In the house\"", "gain_dbi = 2", "uarfcn = 4413", "psc = 340", "plmn = \"310-410\"", "lac = 44120",
          "cell_id = 4260851", "power_dbm = 13", "occupancy = 0.2"})
        EXPECT_THAT(refused(line, "").what, HasSubstr("missing")) << line;
}

constexpr const char* umts_carrier = R"(
[[tower.sector.carrier]]
uarfcn = 4438
psc = 128
plmn = "310-410"
lac = 44120
cell_id = 4260852
power_dbm = 43
occupancy = 0.3
)";

TEST(SceneFile, ReadsAUmtsCarrierOfATowerBesideLte) {
    const World world =
        parse_scene(std::string(smallest) + umts_carrier + "port = 1\nmore_loss_db = 2\n" + microcell, "farm.toml");
    const Sector& sector = world.towers[0].sectors[0];
    EXPECT_EQ(sector.carriers.size(), 1U);
    ASSERT_EQ(sector.umts_carriers.size(), 1U);
    const UmtsCarrier& carrier = sector.umts_carriers[0];
    EXPECT_EQ(carrier.frequency_hz, 887.6e6);
    EXPECT_EQ(carrier.cell.psc, 128);
    EXPECT_EQ(carrier.cell.cpich_dbm, 33);
    EXPECT_EQ(carrier.port, 1);
    EXPECT_EQ(carrier.more_loss_db, 2);
    // One network: the house names the tower, of which the house is no neighbour.
    EXPECT_TRUE(carrier.cell.neighbor_pscs.empty());
    EXPECT_TRUE(carrier.cell.far_neighbors.empty());
    ASSERT_EQ(world.microcells[0].cell.far_neighbors.size(), 1U);
    EXPECT_EQ(world.microcells[0].cell.far_neighbors[0].uarfcn, 4438);
    EXPECT_EQ(world.microcells[0].cell.far_neighbors[0].psc, 128);
    EXPECT_EQ(world.microcells[0].cell.cpich_dbm, 3);
}

TEST(SceneFile, NamesUmtsCellsOfTheSameNetworkAndCarrierToEachOther) {
    const auto one = [](int psc, const std::string& plmn) {
        std::string text(umts_carrier);
        text.replace(text.find("128"), 3, std::to_string(psc));
        return text.replace(text.find("310-410"), 7, plmn);
    };
    const World world =
        parse_scene(std::string(smallest) + one(1, "310-410") + one(2, "310-410") + one(3, "310-260"), "farm.toml");
    const auto& carriers = world.towers[0].sectors[0].umts_carriers;
    ASSERT_EQ(carriers.size(), 3U);
    EXPECT_EQ(carriers[0].cell.neighbor_pscs, std::vector{2});
    EXPECT_EQ(carriers[1].cell.neighbor_pscs, std::vector{1});
    EXPECT_TRUE(carriers[2].cell.neighbor_pscs.empty());
}

TEST(SceneFile, LeavesLteAndMicrocellsAsTheyAreWhereUmtsCarriersCome) {
    const World without = parse_scene(std::string(smallest) + microcell, "farm.toml");
    const World with_it = parse_scene(std::string(smallest) + umts_carrier + microcell, "farm.toml");
    EXPECT_EQ(with_it.towers[0].sectors[0].carriers[0].cell.seed, without.towers[0].sectors[0].carriers[0].cell.seed);
    EXPECT_EQ(with_it.microcells[0].cell.seed, without.microcells[0].cell.seed);
    EXPECT_NE(with_it.towers[0].sectors[0].umts_carriers[0].cell.seed, without.microcells[0].cell.seed);
}

TEST(SceneFile, NamesWhatIsWrongOrMissingInAUmtsCarrier) {
    const auto refused = [](const std::string& old, const std::string& line) {
        std::string text = std::string(smallest) + umts_carrier;
        const auto at = text.rfind(old);
        EXPECT_NE(at, std::string::npos) << old;
        return refusal(text.replace(at, old.size(), line));
    };
    EXPECT_EQ(refused("uarfcn = 4438", "uarfcn = 9000").expected, "the number of a downlink channel of UMTS");
    EXPECT_EQ(refused("psc = 128", "psc = 512").where, "farm.toml, tower[1].sector[1].carrier[2].psc = 512");
    EXPECT_EQ(refused("psc = 128", "psc = 128\nport = 2").expected, "a number from 0 to 1");
    EXPECT_THAT(refused("psc = 128", "psc = 128\nearfcn = 5110").what, HasSubstr("unknown"));
    EXPECT_THAT(refused("psc = 128", "psc = 128\ncpich_db = 0").where, HasSubstr("carrier[2].cpich_db"));
    for (const char* line :
         {"psc = 128", "plmn = \"310-410\"", "lac = 44120", "cell_id = 4260852", "power_dbm = 43", "occupancy = 0.3"})
        EXPECT_THAT(refused(line, "").what, HasSubstr("missing")) << line;
    std::string vertical = std::string(smallest) + umts_carrier + "port = 1\n";
    vertical.replace(vertical.find("\"cross\""), 7, "\"vertical\"");
    EXPECT_THAT(refusal(vertical).expected, HasSubstr("polarization = \"cross\""));
}

TEST(SceneFile, IsFoundByNameOrByPath) {
    EXPECT_THAT(carried_scenes(), testing::Contains("tree-farm"));
    const tests::TemporaryFolder folder;
    const auto path = folder.file("my.toml", smallest);
    EXPECT_EQ(load_scene(path.string()).name, "One tower");
    try {
        load_scene("no-such-farm");
        ADD_FAILURE();
    } catch (const Error& error) {
        EXPECT_EQ(error.text().where, "no-such-farm");
        EXPECT_THAT(error.text().expected, HasSubstr("tree-farm"));
    }
}

}  // namespace
}  // namespace boresight::scene
