// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/umts_file.h"

#include <algorithm>
#include <cmath>

#include "scene/carrier_file.h"

namespace boresight::scene {
namespace {

// What a carrier of a tower and a microcell have in common.
template <class Sender>
void read_cell(Fields& fields, Sender& sender, std::uint64_t seed) {
    sender.uarfcn = fields.integer("uarfcn", {0, 16383});
    sender.frequency_hz = downlink_frequency_hz(fields, "uarfcn", catalog::Rat::umts, sender.uarfcn,
                                                "the number of a downlink channel of UMTS");
    sender.power_dbm = fields.number("power_dbm", {-50, 60});
    sender.frame_start_s = fields.number("frame_start_s", {-20, 20}, 0);
    umts::Cell& cell = sender.cell;
    cell.psc = fields.integer("psc", {0, 511});
    cell.plmn = fields.text("plmn");
    cell.lac = fields.integer("lac", {0, 65535});
    cell.cell_id = fields.integer("cell_id", {0, 268435455});
    cell.occupancy = fields.number("occupancy", {0, 1});
    cell.cpich_db = fields.number("cpich_db", {-30, 0}, cell.cpich_db);
    cell.pccpch_db = fields.number("pccpch_db", {-30, 0}, cell.pccpch_db);
    cell.psch_db = fields.number("psch_db", {-30, 0}, cell.psch_db);
    cell.ssch_db = fields.number("ssch_db", {-30, 0}, cell.ssch_db);
    cell.seed = seed;
    cell.cpich_dbm = std::clamp(static_cast<int>(std::lround(sender.power_dbm + cell.cpich_db)),
                                umts::lowest_announced_dbm, umts::highest_announced_dbm);
}

void name_neighbor(umts::Cell& cell, int uarfcn, const UmtsCarrier& other) {
    const int psc = other.cell.psc;
    if (other.cell.plmn != cell.plmn || (other.uarfcn == uarfcn && psc == cell.psc)) return;
    if (other.uarfcn == uarfcn) {
        if (cell.neighbor_pscs.size() < umts::most_neighbors && std::ranges::count(cell.neighbor_pscs, psc) == 0)
            cell.neighbor_pscs.push_back(psc);
        return;
    }
    auto& far = cell.far_neighbors;
    const auto is_it = [&](const umts::FarNeighbor& named) { return named.uarfcn == other.uarfcn && named.psc == psc; };
    if (far.size() < umts::most_neighbors && std::ranges::none_of(far, is_it)) far.push_back({other.uarfcn, psc});
}

template <class Sender>
void name_neighbors_of(Sender& sender, const World& world) {
    for (const Tower& tower : world.towers)
        for (const Sector& sector : tower.sectors)
            for (const UmtsCarrier& other : sector.umts_carriers) name_neighbor(sender.cell, sender.uarfcn, other);
    std::ranges::stable_sort(sender.cell.far_neighbors, {}, &umts::FarNeighbor::uarfcn);
}

}  // namespace

void read_place(Fields& fields, Place& place) {
    place.east_m = fields.number("east_m", {-200e3, 200e3});
    place.north_m = fields.number("north_m", {-200e3, 200e3});
    place.height_m = fields.number("height_m", {0, 1000});
    place.terrain_loss_db = fields.number("terrain_loss_db", {0, any_db});
    place.k_factor_db = fields.number("k_factor_db", {-40, 60}, 8);
}

UmtsCarrier read_umts_carrier(Fields fields, std::uint64_t seed, bool cross_polarized) {
    UmtsCarrier carrier;
    read_cell(fields, carrier, seed);
    carrier.more_loss_db = fields.number("more_loss_db", {0, any_db}, 0);
    carrier.port = fields.integer("port", {0, 1}, 0);
    if (carrier.port != 0 && !cross_polarized) fields.wrong("port", "0, or a sector with polarization = \"cross\"");
    fields.end();
    check_fields(fields, [&carrier] { check(carrier.cell); });
    return carrier;
}

Microcell read_microcell(Fields fields, std::uint64_t seed) {
    Microcell microcell;
    microcell.name = fields.text("name");
    read_place(fields, microcell);
    microcell.gain_dbi = fields.number("gain_dbi", {-20, 40});
    read_cell(fields, microcell, seed);
    fields.end();
    check_fields(fields, [&microcell] { check(microcell.cell); });
    return microcell;
}

void name_neighbors(World& world) {
    const World told = world;
    for (Tower& tower : world.towers)
        for (Sector& sector : tower.sectors)
            for (UmtsCarrier& carrier : sector.umts_carriers) name_neighbors_of(carrier, told);
    for (Microcell& microcell : world.microcells) name_neighbors_of(microcell, told);
}

}  // namespace boresight::scene
