// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine does when it doesn't listen: scan, sweep, advise.
#include <fmt/format.h>

#include <algorithm>

#include "app/aim_for.h"
#include "app/aim_job.h"
#include "app/aim_setting.h"
#include "app/aim_umts.h"
#include "app/band_scan_job.h"
#include "app/comeback.h"
#include "app/engine_job.h"
#include "app/scan_words.h"
#include "app/snapshot_advise.h"
#include "app/snapshot_cells.h"
#include "catalog/frequency_text.h"
#include "catalog/hotspots.h"
#include "catalog/microcells.h"
#include "platform/error.h"
#include "platform/utc_time.h"

namespace boresight::app {

namespace {

constexpr const char* azimuth_key = "azimuth_deg";  // of a made world's rotator

void append(std::vector<std::string>& all, const std::vector<std::string>& more) {
    all.insert(all.end(), more.begin(), more.end());
}

std::vector<std::string> scan_notes(const BandScanOutcome& outcome) {
    std::vector<std::string> notes;
    const std::string ending = ending_words(outcome);
    if (!ending.empty()) notes.push_back(ending);
    for (const MicrocellHeard& heard : outcome.microcells) notes.push_back(microcell_sentence(heard));
    append(notes, band_scan_advice(outcome));
    append(notes, not_heard_words(outcome.result));
    return notes;
}

}  // namespace

void Engine::Work::scan() {
    guarded(JobKind::scan, [this](StopToken stop) {
        BandScanRequest request;
        request.question = question();
        request.own = looks_for().own;
        ask_for_microcell(request.own, request.question);
        request.database = session_->database();
        request.antenna = setting_.config.antenna.name;
        request.asked = "window";
        request.position = setting_.config.place.position;
        publisher_.change([](Snapshot& now) { now.cells.reset(); });
        const auto progress = [&](const BandScanProgress& now) {
            std::string doing = now.frequency_hz ? catalog::frequency_text(*now.frequency_hz) : "";
            if (now.cells > 0) doing += fmt::format("{}{} found", doing.empty() ? "" : ", ", now.cells);
            show_job(JobKind::scan, JobState::running, now.share, doing);
            return !stop.stop_requested();
        };
        const BandScanOutcome outcome = scan_bands_job(session_->radio(), request, progress, stop);
        if (outcome.keep_error) tell(*outcome.keep_error);
        scanned_ = outcome.result.found.cells;
        scanned_umts_ = outcome.result.found.umts_cells;
        const std::string country = request.question.country != nullptr ? request.question.country->iso : "";
        publisher_.change([&](Snapshot& now) {
            now.cells = std::make_shared<const std::vector<CellRow>>(cell_rows(outcome.result.found, country));
            now.scan_notes = scan_notes(outcome);
            now.scanned = format_utc_minutes(session_->clock().wall_ns()) + " UTC";
        });
        if (!scanned_.empty() && scanned_.front().frequency_hz) tune(*scanned_.front().frequency_hz);
        if (outcome.result.ending == radio::Ending::complete) return JobState::done;
        return outcome.result.ending == radio::Ending::stopped ? JobState::stopped : JobState::failed;
    });
}

std::unique_ptr<pose::AntennaHolder> Engine::Work::holder() {
    radio::Radio& radio = session_->radio();
    if (radio.has_setting(azimuth_key))
        return std::make_unique<pose::SettingHolder>(
            [&radio](const std::string& key, const std::string& value) { radio.change_setting(key, value); });
    return std::make_unique<pose::HandHolder>([this](const pose::Target&) { return orders_.ask_person(); },
                                              azimuth_sigma_deg(setting_.config));
}

survey::LiveSweepEvents Engine::Work::sweep_events(bool by_hand) {
    survey::LiveSweepEvents events;
    events.stop_announced = [this, by_hand](const survey::StopAnnounced& stop) {
        const double share = stop.of_planned > 0 ? static_cast<double>(stop.nth - 1) / stop.of_planned : 0;
        show_job(JobKind::aim, JobState::running, std::min(share, 1.0), fmt::format("stop {}", stop.nth));
        publisher_.change([&](Snapshot& now) { show_announced(stop, by_hand, now.aim); });
    };
    events.dwelling = [this](double share) {
        publisher_.change([share](Snapshot& now) {
            now.aim.phase = AimPhase::holding;
            now.aim.hold_share = share;
        });
        return true;
    };
    events.stop_done = [this](const survey::LiveSweepResult& so_far) {
        report_.outcome.sweep = so_far;
        publisher_.change([&](Snapshot& now) {
            now.aim.phase = AimPhase::thinking;
            show_estimate(report_, now.aim);
        });
    };
    events.mishap = [this](const survey::SweepMishap& mishap) {
        tell(Weight::warning, mishap_words(mishap, session_->radio().name(), usual_patience_s));
    };
    return events;
}

survey::Comeback Engine::Work::comeback(StopToken stop) {
    return wait_for(*session_, machine_clock_, usual_patience_s, stop);
}

// The last sweep was broken off and can go on.
bool Engine::Work::sweep_unfinished() {
    try {
        return std::filesystem::exists(session_->database()) &&
               survey::unfinished_sweep(session_->database()).has_value();
    } catch (const Error& error) {
        tell(error);
        return false;
    }
}

// What is known of a sweep before its first stop.
void Engine::Work::report_begins(const survey::LiveSweepSetting& setting,
                                 const std::vector<survey::SweepCarrier>& carriers) {
    report_ = {};
    report_.radio = session_->radio().name().label;
    report_.database = session_->database();
    report_.who = looks_for();
    report_.outcome.setting = setting;
    report_.outcome.sweep.carriers = carriers;
    report_.not_heard = not_heard();
}

std::vector<survey::BandNotHeard> Engine::Work::not_heard() {
    survey::ScanQuestion asked = question();
    asked.of = operated_by();
    return survey::plan_scan(asked, session_->radio().limits()).not_heard;
}

AimOutcome Engine::Work::begin_sweep(pose::AntennaHolder& antenna, StopToken stop) {
    const AimRequest request = aim_request(antenna.by_hand());
    const survey::CarrierChoice carriers = survey::choose_carriers(request.cells, request.wish);
    report_begins(request.setting, carriers.swept);
    if (gain_by_hand_db_)
        session_->radio().set_gain_db(*gain_by_hand_db_);
    else
        find_gain_for(session_->radio(), carriers, stop);
    return aim_job(session_->radio(), antenna, request, sweep_events(antenna.by_hand()), stop, comeback(stop));
}

AimOutcome Engine::Work::go_on_with_sweep(pose::AntennaHolder& antenna, StopToken stop) {
    const auto stored = survey::unfinished_sweep(session_->database());
    if (!stored)
        throw Error(Error::Kind::bad_input, {.what = "there is no sweep to go on with",
                                             .where = session_->database().string(),
                                             .expected = "one that was broken off",
                                             .fix = "Start a new one"});
    report_begins(stored->origin.setting, stored->origin.carriers);
    return resume_aim_job(session_->radio(), antenna, *stored, session_->database(), sweep_events(antenna.by_hand()),
                          stop, comeback(stop));
}

void Engine::Work::sweep(bool resume) {
    if (!resume && scanned_.empty()) scan();  // what isn't known can't be swept
    if (orders_.quitting()) return;
    guarded(JobKind::aim, [this, resume](StopToken stop) {
        publisher_.change([](Snapshot& now) { now.aim = {}; });
        const std::unique_ptr<pose::AntennaHolder> antenna = holder();
        const AimOutcome outcome = resume ? go_on_with_sweep(*antenna, stop) : begin_sweep(*antenna, stop);
        report_.outcome = outcome;
        publisher_.change([this](Snapshot& now) {
            show_estimate(report_, now.aim);
            show_end(report_, now.aim);
        });
        return outcome.sweep.end == survey::LiveSweepEnd::quit ? JobState::stopped : JobState::done;
    });
    publisher_.change([unfinished = sweep_unfinished(), checkable = checkable()](Snapshot& now) {
        now.aim.can_resume = unfinished;
        now.aim.can_check = checkable;
        if (now.aim.phase != AimPhase::idle) now.aim.phase = AimPhase::done;
        now.aim.next.reset();
    });
}

AimRequest Engine::Work::aim_request(bool by_hand) {
    AimRequest request;
    request.cells = scanned_;
    request.who = looks_for();
    request.wish = request.who.wish();
    request.wish.umts =
        (scanned_.empty() ? umts_instead(scanned_umts_, request.who) : umts_beside_lte(scanned_umts_, request.who))
            .carriers;
    request.setting = sweep_setting(setting_.config, by_hand);
    if (const auto present_deg = present_azimuth_deg(session_->radio()))
        request.setting.plan.first_azimuth_deg = *present_deg;
    request.database = session_->database();
    request.antenna = setting_.config.antenna.name;
    request.site = setting_.config.place.name;
    request.not_heard = not_heard();
    return request;
}

// Whose carriers, and for which hotspot.
AimFor Engine::Work::looks_for() const {
    const std::string& hotspot = chosen(ChoiceKind::hotspot);
    return {.hotspot = hotspot.empty() ? nullptr : catalog::find_hotspot(hotspot),
            .of = operated_by(),
            .country = question().country,
            .own = {.unit = catalog::find_microcell(chosen(ChoiceKind::microcell)), .cell = setting_.config.home_cell}};
}

void Engine::Work::advise() {
    guarded(JobKind::advise, [this](StopToken) {
        const AimFor who = looks_for();
        const std::string &hotspot = chosen(ChoiceKind::hotspot), &microcell = chosen(ChoiceKind::microcell);
        AdviseRequest request;
        request.database = session_->database();
        request.of = who.of;
        request.country = who.country;
        request.hotspot = who.hotspot;
        request.microcell = who.own.unit;
        request.home = who.own.cell;
        request.radio = catalog::find_radio(session_->radio().name().driver);
        const AdviseOutcome outcome = advise_job(request, session_->clock());
        publisher_.change([&](Snapshot& now) { now.advise = advise_state(outcome, hotspot, microcell); });
        advised_ = true;
        return JobState::done;
    });
}

}  // namespace boresight::app
