// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/advise_job.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/advise_microcell.h"
#include "app/advise_readings.h"
#include "app/advise_sweep.h"
#include "app/source_facts.h"
#include "platform/error.h"
#include "platform/utc_time.h"
#include "store/announcement.h"

namespace boresight::app {

namespace {

constexpr std::size_t day_letters = 10;  // of "2026-11-25T..."
constexpr double nearest_stop_deg = 20;  // of an azimuth that was asked for from that of a scan

double apart_deg(double a, double b) {
    return std::abs(std::remainder(a - b, 360));
}

std::string today(const Clock& clock) {
    return format_utc(clock.wall_ns()).substr(0, day_letters);
}

// Adds what the same carriers and physical identities once said of themselves.
void add_told(const store::Announced& said, advise::MeasuredCell& cell) {
    const auto found = said.find({cell.frequency_hz, cell.pci});
    if (found == said.end()) return;
    for (const store::AnnouncedCarrier& other : found->second.others) cell.told_earfcns.push_back(other.earfcn);
}

advise::RankingQuestion question_of(const AdviseRequest& request, const MeasuredSession& session,
                                    const catalog::Radio* radio, std::vector<advise::MeasuredCell> cells) {
    const store::Announced said = store::read_announcements(request.database);
    std::vector<advise::NotSwept> not_swept = session.not_swept;
    for (advise::MeasuredCell& cell : cells) add_told(said, cell);
    for (advise::NotSwept& each : not_swept) add_told(said, each.cell);
    return {.cells = std::move(cells),
            .not_swept = std::move(not_swept),
            .listened = session.listened,
            .hotspot = request.hotspot,
            .of = request.of ? &*request.of : nullptr,
            .country = request.country,
            .radio = radio};
}

AdviseSource source_of(const MeasuredSession& session) {
    AdviseSource source;
    source.session = session.id;
    source.command = session.session.command;
    source.name = session.session.source_name;
    source.start_ns = session.start_ns;
    source.simulated = session.session.simulated;
    source.passed_over = session.passed_over;
    return source;
}

struct Pointing {
    AdviseSource source;
    advise::Ranking ranking;
};

Pointing point_by_scan(const AdviseRequest& request, const MeasuredSession& session, const catalog::Radio* radio) {
    const bool elsewhere =
        request.azimuth_deg &&
        (!session.azimuth_deg || apart_deg(*session.azimuth_deg, *request.azimuth_deg) > nearest_stop_deg);
    if (elsewhere)
        throw Error(Error::Kind::bad_input, {.what = "only a scan was made, which measures no direction",
                                             .where = "--azimuth",
                                             .expected = "a sweep that the figures of an azimuth can be taken from",
                                             .fix = "Make one with \"boresight aim\", or leave the option out"});
    Pointing out{.source = source_of(session),
                 .ranking = advise::rank(question_of(request, session, radio, session.cells))};
    out.source.azimuth_deg = session.azimuth_deg;
    return out;
}

Pointing point(const AdviseRequest& request, const MeasuredSession& session, const catalog::Radio* radio) {
    if (!session.sweep) return point_by_scan(request, session, radio);
    const SweptPointing swept =
        point_by_sweep(*session.sweep, question_of(request, session, radio, {}), request.azimuth_deg);
    Pointing out{.source = source_of(session),
                 .ranking = advise::rank(question_of(request, session, radio, swept.cells))};
    out.source.azimuth_deg = swept.azimuth_deg;
    out.source.azimuth_asked = request.azimuth_deg.has_value();
    out.source.low_deg = swept.low_deg;
    out.source.high_deg = swept.high_deg;
    out.source.verdict = swept.kind;
    out.source.scale = session.sweep->stored.origin.setting.scale;
    out.source.azimuths = session.sweep->estimate.done.size();
    return out;
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
    Pointing pointing = point(request, *session, radio);
    out.ranking = std::move(pointing.ranking);
    out.source = std::move(pointing.source);
    if (facts) out.source->name = facts->name;
}

// The hotspot, locked in the way of the family that was named, where one was: another modem may be inside. Its bands
// stay its own.
std::optional<catalog::Hotspot> device_of(const AdviseRequest& request) {
    if (!request.hotspot) return std::nullopt;
    catalog::Hotspot device = *request.hotspot;
    if (request.family) {
        device.lock_family = request.family->id;
        device.cell_lock.clear();
    }
    return device;
}

advise::LockWish wish_of(const AdviseRequest& request) {
    return {.bands = request.bands,
            .nr_bands = {},
            .technology = request.hotspot ? advise::usual_technology(*request.hotspot) : advise::Technology::lte_only,
            .earfcn = request.earfcn,
            .pci = request.pci,
            .cell_lock = {},
            .blanks = {}};
}

// What was asked for, or the best of the ranking.
advise::Lock lock_of(AdviseRequest request, const advise::Ranking& ranking) {
    if (request.bands.empty() && !request.earfcn) {
        const advise::RankedCarrier& first = ranking.carriers.front();
        request.bands = {first.band};
        request.earfcn = first.earfcn;
        request.pci = first.pci;
    }
    const auto device = device_of(request);
    if (!device) return advise::lock(*request.family, wish_of(request));
    if (request.earfcn && request.bands.size() == 1)
        return advise::lock_for(*device, request.bands.front(), request.earfcn, request.pci);
    return advise::lock(*device, wish_of(request));
}

void add_lock(const AdviseRequest& request, AdviseOutcome& out) {
    const bool told = !request.bands.empty() || request.earfcn;
    if (!request.hotspot && !request.family) {
        out.why_no_lock = "no hotspot was named";
        return;
    }
    if (!told && out.ranking.carriers.empty()) {
        out.why_no_lock = fmt::format("there is nothing to lock: {}", out.ranking.why_empty);
        return;
    }
    out.lock = lock_of(request, out.ranking);
    if (!out.lock->possible()) out.why_no_lock = out.lock->why_not;
}

// Where nothing of LTE can be locked: the best of 3G.
void add_umts_lock(const AdviseRequest& request, AdviseOutcome& out) {
    const bool told = !request.bands.empty() || request.earfcn;
    const auto device = device_of(request);
    const advise::UmtsCarrierHeard* best = advise::best_umts(out.umts);
    if (told || !device || !best || !out.ranking.carriers.empty()) return;
    using enum advise::Separation;
    if (out.circular && out.circular->separation != dead && out.circular->separation != none_needed) {
        out.why_no_lock = "kept to 3G, the hotspot would choose your own microcell, which hangs on it";
        return;
    }
    out.lock = advise::lock_for_umts(*device, best->band);
    out.why_no_lock = out.lock->possible() ? "" : out.lock->why_not;
}

// Of 3G: what the newest sweep that listened to it heard, and how far it keeps the microcell from the antenna.
void add_umts(const AdviseRequest& request, AdviseOutcome& out) {
    if (!std::filesystem::exists(request.database)) return;
    const bool unit = request.microcell && request.microcell->umts;
    HeardUmtsWish wish;
    if (unit) wish.umts_bands = request.microcell->umts_bands;
    if (!unit && request.hotspot) wish.umts_bands = request.hotspot->umts_bands;
    if (out.source) {
        wish.session = out.source->session;
        wish.azimuth_deg = out.source->azimuth_deg;
    }
    store::Reader reader(request.database);
    HeardUmts heard = heard_umts(reader, wish, request.database);
    advise::IsolationQuestion question{
        .cells = std::move(heard.cells),
        .umts_bands = unit ? request.microcell->umts_bands : std::vector<int>(),
        .home = request.home,
        .azimuth_deg = out.source ? out.source->azimuth_deg : std::nullopt,
        .lte_bands = out.lock && out.lock->possible() ? out.lock->bands : std::vector<int>()};
    out.umts = advise::umts_carriers({.cells = question.cells,
                                      .there = std::move(heard.there),
                                      .hotspot = request.hotspot,
                                      .microcell = unit ? advise::microcell_among(question) : nullptr,
                                      .lte = out.ranking.carriers});
    add_umts_lock(request, out);
    if (unit) out.isolation = advise::isolation(question);
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
    add_umts(request, out);
    return out;
}

}  // namespace boresight::app
