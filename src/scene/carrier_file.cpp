// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/carrier_file.h"

#include <algorithm>
#include <cmath>

#include "platform/error.h"
#include "scene/lte/frame.h"

namespace boresight::scene {
namespace {

constexpr std::size_t most_neighbors = 8;
constexpr int most_neighbor_earfcn = 65535;  // of those that block type 5 can name
constexpr int usual_special = 5;             // most of a subframe is downlink's with either prefix
constexpr double default_uplink_share = 0.3;

enum class Messages { none, compact, distributed, very_compact };

std::optional<lte::Tdd> read_tdd(Fields& fields) {
    const int config = fields.integer("tdd_config", {0, 6}, -1);
    const int special = fields.integer("tdd_special", {0, 8}, usual_special);
    if (config < 0) return std::nullopt;
    return lte::Tdd{config, special};
}

std::vector<lte::Mbsfn> read_mbsfn(Fields& carrier) {
    constexpr std::size_t bits_per_frame = 6;
    std::vector<lte::Mbsfn> list;
    for (Fields& fields : carrier.tables("mbsfn", false)) {
        lte::Mbsfn mbsfn;
        mbsfn.period_frames = fields.integer("period_frames", {1, 32});
        mbsfn.offset_frames = fields.integer("offset_frames", {0, 7}, 0);
        const std::string bits = fields.text("subframes");
        mbsfn.subframes.clear();
        for (std::size_t at = 0; at < std::max(bits.size(), std::size_t{1}); at += bits_per_frame)
            mbsfn.subframes.push_back(bits.substr(at, bits_per_frame));
        fields.end();
        list.push_back(std::move(mbsfn));
    }
    return list;
}

// Messages with what a cell without neighbours can say; the tower knows the rest.
void read_messages(Fields& fields, Carrier& carrier) {
    const auto messages = fields.choice<Messages>("messages",
                                                  {{"none", Messages::none},
                                                   {"1A", Messages::compact},
                                                   {"1A distributed", Messages::distributed},
                                                   {"1C", Messages::very_compact}},
                                                  "none");
    const int p_b = fields.integer("p_b", {0, 3}, 0);
    if (messages == Messages::none || !carrier.cell.information) return;
    const double reference_dbm = carrier.power_dbm - 10 * std::log10(12.0 * carrier.cell.n_rb_dl);
    lte::Information& information = *carrier.cell.information;
    information.radio = lte::Information::Radio{.reference_power_dbm = static_cast<int>(std::lround(reference_dbm)),
                                                .p_b = p_b,
                                                .uplink_earfcn = {},
                                                .uplink_n_rb = {}};
    if (!carrier.cell.tdd) information.radio->uplink_n_rb = carrier.cell.n_rb_dl;
    information.messages = {{.period_frames = 16, .blocks = {3}}};
    lte::Allocation& where = carrier.cell.sending.messages;
    where.format = messages == Messages::very_compact ? lte::Format::c : lte::Format::a;
    where.distributed = messages != Messages::compact;
    where.blocks = 16;
}

// Of a cell that says whose it is; one without a network says nothing.
std::optional<lte::Information> read_information(Fields& fields, int earfcn) {
    lte::Information information;
    const std::string plmn = fields.text("plmn", "");
    information.tac = fields.integer("tac", {0, 65535}, information.tac);
    information.cell_id = fields.integer("cell_id", {0, 268435455}, information.cell_id);
    information.q_rxlevmin_dbm = fields.integer("q_rxlevmin_dbm", {-140, -44}, information.q_rxlevmin_dbm);
    const auto names = catalog::carriers_of_channel(catalog::Rat::lte, catalog::Direction::downlink, earfcn);
    if (plmn.empty()) return std::nullopt;
    information.plmns = {plmn};
    if (!names.empty()) information.band = names.front().band->number;
    return information;
}

// Somebody beside the receiver who sends to this cell.
void read_uplink(Fields& fields, Carrier& carrier) {
    const auto power_dbm = fields.number_if_any("uplink_dbm", {-150, 30});
    const double share = fields.number("uplink_share", {0, 1}, default_uplink_share);
    if (!power_dbm) return;
    const auto names = catalog::carriers_of_channel(catalog::Rat::lte, catalog::Direction::downlink, carrier.earfcn);
    const auto frequency_hz =
        names.empty() ? std::nullopt : catalog::uplink_frequency_hz(*names.front().band, carrier.frequency_hz);
    if (!frequency_hz) fields.wrong("uplink_dbm", "a carrier that has an uplink");
    carrier.uplink = OwnUplink{.frequency_hz = *frequency_hz, .power_dbm = *power_dbm, .share = share};
}

}  // namespace

double downlink_frequency_hz(Fields& fields, const char* key, catalog::Rat rat, int channel, const char* expected) {
    try {
        return catalog::channel_to_frequency_hz(rat, channel);
    } catch (const Error&) {
        fields.wrong(key, expected);
    }
}

void check_fields(const Fields& fields, const std::function<void()>& check) {
    try {
        check();
    } catch (const Error& error) {
        refuse(error.text().what, fields.where(error.text().where, nullptr), error.text().expected, error.text().fix);
    }
}

Carrier read_carrier(Fields fields, std::uint64_t seed) {
    using lte::PhichDuration, lte::PhichResource, lte::Prefix;
    Carrier carrier;
    lte::Cell& cell = carrier.cell;
    carrier.earfcn = fields.integer("earfcn", {0, 262143});
    carrier.frequency_hz = downlink_frequency_hz(fields, "earfcn", catalog::Rat::lte, carrier.earfcn,
                                                 "the number of a downlink channel of LTE");
    cell.pci = fields.integer("pci", {0, 503});
    cell.n_rb_dl = fields.integer("n_rb_dl", {6, 100});
    cell.ports = fields.integer("ports", {1, 4});
    cell.prefix = fields.choice<Prefix>("cp", {{"normal", Prefix::normal}, {"extended", Prefix::extended}}, "normal");
    cell.tdd = read_tdd(fields);
    cell.mbsfn = read_mbsfn(fields);
    cell.occupancy = fields.number("occupancy", {0, 1});
    cell.phich_duration = fields.choice<PhichDuration>(
        "phich_duration", {{"normal", PhichDuration::normal}, {"extended", PhichDuration::extended}}, "normal");
    cell.phich_resource = fields.choice<PhichResource>("phich_resource",
                                                       {{"1/6", PhichResource::sixth},
                                                        {"1/2", PhichResource::half},
                                                        {"1", PhichResource::one},
                                                        {"2", PhichResource::two}},
                                                       "1/6");
    cell.information = read_information(fields, carrier.earfcn);
    cell.seed = seed;
    carrier.power_dbm = fields.number("power_dbm", {-50, 60});
    carrier.more_loss_db = fields.number("more_loss_db", {0, any_db}, 0);
    carrier.frame_start_s = fields.number("frame_start_s", {-20, 20}, 0);
    read_messages(fields, carrier);
    read_uplink(fields, carrier);
    fields.end();
    check_fields(fields, [&cell] { check(cell); });
    return carrier;
}

void name_neighbors(Tower& tower) {
    for (Sector& sector : tower.sectors)
        for (Carrier& carrier : sector.carriers) {
            if (!carrier.cell.information || !carrier.cell.information->radio) continue;
            auto& neighbors = carrier.cell.information->neighbors;
            for (const Sector& other : tower.sectors)
                for (const Carrier& beside : other.carriers) {
                    const auto is_named = [&](const auto& named) { return named.earfcn == beside.earfcn; };
                    if (beside.earfcn != carrier.earfcn && beside.earfcn <= most_neighbor_earfcn &&
                        neighbors.size() < most_neighbors && std::none_of(neighbors.begin(), neighbors.end(), is_named))
                        neighbors.push_back({.earfcn = beside.earfcn, .n_rb_dl = beside.cell.n_rb_dl});
                }
            if (!neighbors.empty()) carrier.cell.information->messages.push_back({.period_frames = 32, .blocks = {5}});
        }
}

}  // namespace boresight::scene
