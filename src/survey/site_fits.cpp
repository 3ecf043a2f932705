// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/site_fits.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "aim/pool.h"

namespace boresight::survey {

namespace {

constexpr int identities_of_a_group = 3;
constexpr double says_nothing_db = 1000;  // a limit above every level
constexpr double most_apart_db = 3;       // rms by which a cell of the site may leave the others from stop to stop
constexpr double usual_revisit_db = 0.7;

std::string operator_of(const SweepCell& cell, const SweptCells& swept) {
    for (const SweepCarrier& carrier : swept.carriers)
        if (carrier.frequency_hz == cell.frequency_hz) return carrier.operator_name.value_or("");
    return "";
}

bool of_one_site(const SweepCell& a, const SweepCell& b, const SweptCells& swept) {
    if (a.rat != b.rat) return false;
    if (a.rat == catalog::Rat::umts) return a.pci == b.pci && operator_of(a, swept) == operator_of(b, swept);
    if (a.enodeb && b.enodeb) return *a.enodeb == *b.enodeb;
    return a.pci / identities_of_a_group == b.pci / identities_of_a_group &&
           operator_of(a, swept) == operator_of(b, swept);
}

// How far a cell leaves the pooled level from stop to stop: rms, less what readings and revisits differ by anyway.
double apart_db(const std::vector<aim::Reading>& own, const aim::PooledSite& pooled, double offset_db) {
    double squares = 0, n = 0;
    for (std::size_t i = 0; i < own.size(); ++i) {
        if (!own[i].detected() || !pooled.readings[i].detected()) continue;
        const double off_db = own[i].level_db - offset_db - pooled.readings[i].level_db;
        squares += off_db * off_db - own[i].sigma_db * own[i].sigma_db - usual_revisit_db * usual_revisit_db;
        n += 1;
    }
    return n > 0 ? std::sqrt(std::max(0.0, squares / n)) : 0;
}

// From the stops of the site to those of the cell.
void count_by(const CellSeries& series, const std::vector<std::size_t>& stops, aim::CellFit& fit) {
    const auto own = [&](std::size_t stop) {
        return static_cast<std::size_t>(std::lower_bound(series.stops.begin(), series.stops.end(), stops[stop]) -
                                        series.stops.begin());
    };
    std::vector<std::size_t> doubted;
    for (const std::size_t stop : fit.doubted)
        if (own(stop) < series.stops.size() && series.stops[own(stop)] == stops[stop]) doubted.push_back(own(stop));
    fit.doubted = std::move(doubted);
    if (fit.step) fit.step->first = std::min(own(fit.step->first), series.stops.size() - 1);
}

aim::CellFit at_level(aim::CellFit fit, double offset_db) {
    fit.level_db += offset_db;
    fit.flat_level_db.value += offset_db;
    fit.flat_level_db.low += offset_db;
    fit.flat_level_db.high += offset_db;
    for (aim::Draw& draw : fit.draws) {
        draw.level_db += offset_db;
        draw.latest_db += offset_db;
    }
    return fit;
}

// Every stop at which one of the cells was listened for, with its place.
struct Stops {
    std::vector<std::size_t> numbers;
    std::vector<aim::Stop> places;
};

Stops all_stops(std::span<const CellSeries> cells, const std::vector<std::size_t>& site) {
    std::map<std::size_t, aim::Stop> all;
    for (const std::size_t cell : site)
        for (std::size_t i = 0; i < cells[cell].stops.size(); ++i) all[cells[cell].stops[i]] = cells[cell].places[i];
    Stops out;
    for (const auto& [number, place] : all) {
        out.numbers.push_back(number);
        out.places.push_back(place);
    }
    return out;
}

// Fits those that follow each other as one; returns those that are left.
std::vector<std::size_t> fit_pooled(std::span<const CellSeries> cells, std::vector<std::size_t> site,
                                    const aim::SweepSetting& setting, SiteFits& out) {
    const Stops stops = all_stops(cells, site);
    std::vector<std::size_t> left;
    while (site.size() > 1) {
        std::vector<std::vector<aim::Reading>> readings;
        for (const std::size_t cell : site) readings.push_back(readings_at(cells[cell], stops.numbers));
        const aim::PooledSite pooled = aim::pool_site(readings);
        std::optional<std::size_t> stray;
        double most_db = most_apart_db;
        for (std::size_t k = 0; k < site.size(); ++k) {
            const double off_db = pooled.offset_db[k] ? apart_db(readings[k], pooled, *pooled.offset_db[k]) : 1e9;
            if (off_db <= most_db) continue;
            most_db = off_db;
            stray = k;
        }
        if (stray) {
            left.push_back(site[*stray]);
            site.erase(site.begin() + static_cast<std::ptrdiff_t>(*stray));
            continue;
        }
        const auto fit = aim::fit_cell(stops.places, pooled.readings, setting);
        for (std::size_t k = 0; k < site.size() && fit; ++k) {
            out.fits[site[k]] = at_level(*fit, *pooled.offset_db[k]);
            count_by(cells[site[k]], stops.numbers, *out.fits[site[k]]);
            out.pooled[site[k]] = {.with = site.front(), .offset_db = *pooled.offset_db[k] - *pooled.offset_db[0]};
        }
        return left;
    }
    left.insert(left.end(), site.begin(), site.end());
    return left;
}

}  // namespace

std::vector<std::vector<std::size_t>> sites_of(const SweptCells& swept) {
    std::vector<std::vector<std::size_t>> sites;
    for (std::size_t cell = 0; cell < swept.cells.size(); ++cell) {
        const auto at = std::find_if(sites.begin(), sites.end(), [&](const std::vector<std::size_t>& site) {
            return std::all_of(site.begin(), site.end(), [&](std::size_t other) {
                return of_one_site(swept.cells[cell], swept.cells[other], swept);
            });
        });
        if (at == sites.end())
            sites.push_back({cell});
        else
            at->push_back(cell);
    }
    return sites;
}

std::vector<aim::Reading> readings_at(const CellSeries& series, std::span<const std::size_t> stops) {
    std::vector<aim::Reading> out(stops.size(), {.level_db = says_nothing_db, .sigma_db = 1});
    for (std::size_t i = 0; i < series.stops.size(); ++i) {
        const auto at = std::find(stops.begin(), stops.end(), series.stops[i]);
        if (at != stops.end()) out[static_cast<std::size_t>(at - stops.begin())] = series.levels.readings[i];
    }
    return out;
}

SiteFits fit_sites(std::span<const CellSeries> cells, const SweptCells& swept, const aim::SweepSetting& setting) {
    SiteFits out;
    out.fits.resize(cells.size());
    out.pooled.resize(cells.size());
    for (const std::vector<std::size_t>& site : sites_of(swept))
        for (const std::size_t cell : fit_pooled(cells, site, setting, out))
            out.fits[cell] = aim::fit_cell(cells[cell].places, cells[cell].levels.readings, setting);
    return out;
}

}  // namespace boresight::survey
