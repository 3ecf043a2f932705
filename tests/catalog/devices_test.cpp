// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "catalog/bands.h"
#include "catalog/hotspots.h"
#include "catalog/lock_families.h"
#include "catalog/microcells.h"
#include "catalog/operators.h"
#include "catalog/throughput.h"
#include "catalog/toml_fields.h"
#include "platform/error.h"

namespace boresight::catalog {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr std::size_t families_described = 39;
constexpr std::size_t hotspots_described = 35;
constexpr std::size_t microcells_described = 11;

template <class Read>
ErrorText refusal_of(Read read, const std::string& toml) {
    try {
        read(toml, "file.toml");
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::bad_input);
        return error.text();
    }
    ADD_FAILURE() << "accepted: " << toml;
    return {};
}

const std::string& family_text() {
    static const std::string text = R"(
[[family]]
id = "a"
name = "A"
models = ["M"]
reached_by = "at"
support = "bands"
sure = "high"
sources = ["S"]
encoding = "hex_word"
max_band = 64
query = ["Q"]
lock = ["L {bands}"]
verify = ["V"]
undo = ["U {saved}"]
restart = "no"
kept = "yes"
)";
    return text;
}

std::string with(std::string text, const std::string& from, const std::string& to) {
    return text.replace(text.find(from), from.size(), to);
}

TEST(LockFamilies, AreReadAndHaveDifferentNames) {
    std::set<std::string> ids;
    for (const LockFamily& each : lock_families()) {
        EXPECT_TRUE(ids.insert(each.id).second) << each.id;
        EXPECT_THAT(each.models, Not(IsEmpty())) << each.id;
        EXPECT_THAT(each.sources, Not(IsEmpty())) << each.id;
        EXPECT_EQ(find_lock_family(each.id), &each);
    }
    EXPECT_EQ(ids.size(), families_described);
    EXPECT_EQ(find_lock_family("no such"), nullptr);
    ASSERT_EQ(lock_families_like("MC7455").size(), 1U);
    EXPECT_EQ(lock_families_like("mc7455").front()->id, "sierra_band_74xx");
}

// Whether a name in braces stands somewhere in a family's commands.
bool asks_for(const LockFamily& family, const std::string& name) {
    std::vector<const Commands*> all{&family.query,
                                     &family.lock,
                                     &family.lock_high,
                                     &family.lock_nr,
                                     &family.verify,
                                     &family.undo,
                                     &family.technology.query,
                                     &family.technology.automatic,
                                     &family.technology.lte_only,
                                     &family.technology.umts_only,
                                     &family.umts.lock,
                                     &family.umts.undo};
    for (const CellLock& cell : family.cells)
        for (const Commands* each : {&cell.query, &cell.lock_carrier, &cell.lock_cell, &cell.undo}) all.push_back(each);
    const Commands within{family.technology.within_lte_only, family.technology.within_any};
    all.push_back(&within);
    for (const Commands* commands : all)
        for (const std::string& command : *commands)
            if (command.find("{" + name + "}") != std::string::npos) return true;
    return false;
}

TEST(LockFamilies, ExplainNoBlankThatNothingAsksFor) {
    for (const LockFamily& each : lock_families()) {
        for (const auto& [name, meaning] : each.saved) EXPECT_TRUE(asks_for(each, name)) << each.id << ' ' << name;
        for (const auto& [name, value] : each.usual) EXPECT_TRUE(asks_for(each, name)) << each.id << ' ' << name;
    }
}

TEST(LockFamilies, RefuseAFileWithAFaultByNameOfKeyAndFile) {
    EXPECT_EQ(read_lock_families(family_text(), "file.toml").size(), 1U);
    const struct {
        const char *from, *to, *where;
    } faults[]{
        {"id = \"a\"\n", "", "family[1].id"},
        {"id = \"a\"", "id = 1", "family[1].id"},
        {"hex_word", "hexword", "encoding"},
        {"max_band = 64", "max_band = 300", "max_band"},
        {"kept = \"yes\"", "kept = \"yes\"\nkeeps = \"yes\"", "keeps"},
        {"lock = [\"L {bands}\"]", "lock = []", "lock"},
        {"lock = [\"L {bands}\"]", "lock = [1]", "lock"},
        {"encoding = \"hex_word\"\n", "", "encoding"},
        {"sure = \"high\"", "sure = \"quite\"", "sure"},
        {"sources = [\"S\"]", "sources = [ , ]", "line"},
        {"sources = [\"S\"]", "sources = [\"\xc3\xa9\"]", "line"},
        {"[[family]]", "[[family]", "line"},
    };
    for (const auto& fault : faults) {
        const ErrorText text = refusal_of(read_lock_families, with(family_text(), fault.from, fault.to));
        EXPECT_THAT(text.where, HasSubstr(fault.where)) << fault.to;
        EXPECT_THAT(text.where, HasSubstr("file.toml")) << fault.to;
        EXPECT_THAT(text.fix, Not(IsEmpty())) << fault.to;
    }
}

TEST(Hotspots, HaveBandsThatExistAndAFamilyThatIsKnown) {
    EXPECT_EQ(hotspots().size(), hotspots_described);
    for (const Hotspot& each : hotspots()) {
        for (const int band : each.lte_bands) EXPECT_NE(find_band(Rat::lte, band), nullptr) << each.id << ' ' << band;
        for (const int band : each.nr_bands) EXPECT_NE(find_band(Rat::nr, band), nullptr) << each.id << ' ' << band;
        for (const int band : each.umts_bands) EXPECT_NE(find_band(Rat::umts, band), nullptr) << each.id << ' ' << band;
        const LockFamily* family = find_lock_family(each.lock_family);
        EXPECT_TRUE(family || each.lock_family.empty()) << each.id;
        if (each.cell_lock.empty()) continue;
        ASSERT_NE(family, nullptr) << each.id;
        EXPECT_TRUE(std::any_of(family->cells.begin(), family->cells.end(), [&](const CellLock& way) {
            return way.id == each.cell_lock;
        })) << each.id;
        EXPECT_EQ(find_hotspot(each.id), &each);
    }
}

TEST(Hotspots, RefuseAFileInWhichAKeyIsMissingByItsName) {
    const std::vector<std::string> lines{"id = \"a\"",
                                         "name = \"A\"",
                                         "articles = [\"A1\"]",
                                         "kind = \"hotspot\"",
                                         "lte_bands = [12]",
                                         "nr_bands = []",
                                         "umts_bands = []",
                                         "umts_known = true",
                                         "lte_category = 4",
                                         "layers = 2",
                                         "socket = \"TS9\"",
                                         "sockets = 2",
                                         "lock_family = \"quectel_qcfg_band\"",
                                         "sources = [\"S\"]",
                                         "sure = \"high\""};
    const auto without = [&](std::size_t left_out) {
        std::string text = "[[hotspot]]\n";
        for (std::size_t i = 0; i < lines.size(); ++i)
            if (i != left_out) text += lines[i] + '\n';
        return text;
    };
    EXPECT_EQ(read_hotspots(without(lines.size()), "file.toml").size(), 1U);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string key = lines[i].substr(0, lines[i].find(' '));
        if (key == "sockets") continue;  // not known how many
        const ErrorText text = refusal_of(read_hotspots, without(i));
        EXPECT_THAT(text.where, HasSubstr(key)) << key;
        EXPECT_THAT(text.where, HasSubstr("file.toml")) << key;
    }
}

TEST(Hotspots, AreFoundByWhatStandsOnTheBox) {
    EXPECT_EQ(find_hotspot("gl-x3000"), find_hotspot("glinet_x3000"));
    EXPECT_EQ(find_hotspot("MR1100-100NAS"), find_hotspot("netgear_mr1100_att"));
    EXPECT_EQ(find_hotspot("Franklin T9"), find_hotspot("franklin_t9"));
    EXPECT_EQ(find_hotspot("nighthawk m1"), nullptr);  // there are two
    EXPECT_EQ(hotspots_like("nighthawk m1").size(), 2U);
    EXPECT_EQ(find_hotspot(""), nullptr);
    EXPECT_EQ(find_hotspot("toaster"), nullptr);
}

TEST(Microcells, SaySinceWhenTheyAreOffAndWhatTheySend) {
    EXPECT_EQ(microcells().size(), microcells_described);
    for (const Microcell& each : microcells()) {
        EXPECT_TRUE(each.umts || each.lte || each.cdma || each.gsm) << each.id;
        EXPECT_EQ(each.off_since.empty(), each.off_words.empty()) << each.id;
        EXPECT_EQ(each.umts, !each.umts_bands.empty()) << each.id;
        for (const int band : each.lte_bands) EXPECT_NE(find_band(Rat::lte, band), nullptr) << each.id << ' ' << band;
        EXPECT_TRUE(each.laboratory || !find_operators(each.operated_by).empty() || !each.off_since.empty()) << each.id;
    }
    const Microcell* story = find_microcell("3G MicroCell");
    ASSERT_NE(story, nullptr);
    EXPECT_EQ(story->off_since, "2022-02-22");
    EXPECT_EQ(story->umts_bands, (std::vector<int>{2, 5}));
}

TEST(Microcells, RefuseADayThatIsNone) {
    const ErrorText text = refusal_of(read_microcells, R"([[microcell]]
id = "a"
name = "A"
operator = "O"
technologies = ["umts"]
umts_bands = [1]
band_chosen_by = "operator"
access = "open"
downlink_kbps = 1
uplink_kbps = 1
off_since = "22.02.2022"
off_words = "off"
sources = []
sure = "low"
)");
    EXPECT_THAT(text.where, HasSubstr("off_since"));
}

TEST(Throughput, ElementsForDataAreWhatTheGridLeaves) {
    constexpr std::array crs_total{8, 16, 24};
    constexpr int subcarriers = 12;
    const Throughput& t = throughput();
    EXPECT_EQ(t.resource_elements, 14 * subcarriers);
    for (std::size_t p = 0; p < 3; ++p) {
        for (std::size_t control = 0; control < 3; ++control) {
            // Reference signals of one or two ports lie in the first symbol of control; of four also in the second.
            const int in_control = p == 0 ? 2 : p == 1 ? 4 : control == 0 ? 4 : 8;
            const int left =
                14 * subcarriers - subcarriers * (static_cast<int>(control) + 1) - crs_total[p] + in_control;
            EXPECT_EQ(t.data_elements[p][control], left) << p << ' ' << control;
        }
    }
}

}  // namespace
}  // namespace boresight::catalog
