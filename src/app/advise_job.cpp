// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/advise_job.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/advise_readings.h"
#include "app/source_facts.h"
#include "platform/error.h"
#include "platform/utc_time.h"

namespace boresight::app {

namespace {

constexpr std::size_t day_letters = 10;  // of "2026-11-25T..."
constexpr double nearest_stop_deg = 20;  // an azimuth that was asked for may lie between stops

double apart_deg(double a, double b) {
    return std::abs(std::remainder(a - b, 360));
}

std::string today(const Clock& clock) {
    return format_utc(clock.wall_ns()).substr(0, day_letters);
}

advise::RankingQuestion question_of(const AdviseRequest& request, const MeasuredSession& session,
                                    const catalog::Radio* radio, const std::vector<advise::MeasuredCell>& cells) {
    return {.cells = cells,
            .listened = session.listened,
            .hotspot = request.hotspot,
            .of = request.of ? &*request.of : nullptr,
            .country = request.country,
            .radio = radio};
}

struct Pointing {
    std::optional<double> azimuth_deg;
    advise::Ranking ranking;
};

// At the azimuth asked for, or at the one whose best carrier is expected to carry most.
Pointing choose_pointing(const AdviseRequest& request, const MeasuredSession& session, const catalog::Radio* radio) {
    std::optional<Pointing> best;
    std::optional<double> nearest;
    for (const auto& [azimuth, cells] : session.cells) {
        if (request.azimuth_deg) {
            const double apart = azimuth ? apart_deg(*azimuth, *request.azimuth_deg) : 360;
            if (apart > nearest_stop_deg || (nearest && apart >= *nearest)) continue;
            nearest = apart;
            best = {azimuth, advise::rank(question_of(request, session, radio, cells))};
            continue;
        }
        Pointing here{azimuth, advise::rank(question_of(request, session, radio, cells))};
        const auto expected = [](const Pointing& pointing) {
            return pointing.ranking.carriers.empty() ? -1 : pointing.ranking.carriers.front().expected_mbps;
        };
        if (!best || expected(here) > expected(*best)) best = std::move(here);
    }
    if (best) return *best;
    throw Error(Error::Kind::bad_input, {.what = fmt::format("nothing was measured within {:g} degrees of {:g}",
                                                             nearest_stop_deg, *request.azimuth_deg),
                                         .where = "--azimuth",
                                         .expected = "an azimuth of the sweep, on its own scale",
                                         .fix = "Leave it out to take the best of those measured"});
}

void add_ranking(const AdviseRequest& request, AdviseOutcome& out) {
    std::optional<MeasuredSession> session;
    if (std::filesystem::exists(request.database)) {
        store::Reader reader(request.database);
        session = newest_measured(reader);
    }
    if (!session) {
        out.ranking = advise::rank(question_of(request, {}, request.radio, {}));
        out.ranking.why_empty =
            fmt::format("no scan or sweep that heard an LTE cell is in {}", request.database.string());
        return;
    }
    const auto facts = session->session.simulated
                           ? scene_facts(session->session.source_name + ' ' + session->session.config)
                           : std::nullopt;
    const catalog::Radio* radio = request.radio;
    if (!radio && facts) radio = &facts->radio;
    if (!radio && session->session.source_kind == "device") radio = radio_of_source(session->session.source_name);
    if (facts && out.day.empty()) {
        out.day = facts->dated;
        out.day_of_scene = true;
    }
    Pointing pointing = choose_pointing(request, *session, radio);
    out.ranking = std::move(pointing.ranking);
    out.source = AdviseSource{.session = session->id,
                              .command = session->session.command,
                              .name = session->session.source_name,
                              .start_ns = session->start_ns,
                              .simulated = session->session.simulated,
                              .azimuth_deg = pointing.azimuth_deg,
                              .azimuths = session->cells.size()};
}

advise::LockWish wish_of(const AdviseRequest& request) {
    return {.bands = request.bands,
            .nr_bands = {},
            .technology = request.hotspot && !request.family ? advise::usual_technology(*request.hotspot)
                                                             : advise::Technology::lte_only,
            .earfcn = request.earfcn,
            .pci = request.pci,
            .cell_lock = {},
            .blanks = {}};
}

void add_lock(const AdviseRequest& request, AdviseOutcome& out) {
    const bool told = !request.bands.empty() || request.earfcn;
    const bool by_family = request.family != nullptr;
    if (!request.hotspot && !by_family) {
        out.why_no_lock = "no hotspot was named";
        return;
    }
    if (!told && out.ranking.carriers.empty()) {
        out.why_no_lock = fmt::format("there is nothing to lock: {}", out.ranking.why_empty);
        return;
    }
    if (told) {
        if (by_family)
            out.lock = advise::lock(*request.family, wish_of(request));
        else if (request.earfcn && request.bands.size() == 1)
            out.lock = advise::lock_for(*request.hotspot, request.bands.front(), request.earfcn, request.pci);
        else
            out.lock = advise::lock(*request.hotspot, wish_of(request));
    } else {
        const advise::RankedCarrier& first = out.ranking.carriers.front();
        if (by_family) {
            AdviseRequest best = request;
            best.bands = {first.band};
            best.earfcn = first.earfcn;
            best.pci = first.pci;
            out.lock = advise::lock(*request.family, wish_of(best));
        } else {
            out.lock = advise::lock_for(*request.hotspot, first.band, first.earfcn, first.pci);
        }
    }
    if (!out.lock->possible()) out.why_no_lock = out.lock->why_not;
}

}  // namespace

AdviseOutcome advise_job(const AdviseRequest& request, const Clock& clock) {
    AdviseOutcome out;
    out.day = request.day;
    add_ranking(request, out);
    if (out.day.empty()) out.day = today(clock);
    add_lock(request, out);
    if (request.microcell) {
        out.circular =
            advise::circular({.hotspot = request.hotspot,
                              .microcell = request.microcell,
                              .hotspot_operator = request.of ? request.of->brand : "",
                              .operator_lte_bands = request.of ? request.of->lte_bands : std::vector<int>(),
                              .locked_bands = out.lock && out.lock->possible() ? out.lock->bands : std::vector<int>(),
                              .day = out.day});
    }
    return out;
}

}  // namespace boresight::app
