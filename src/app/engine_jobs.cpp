// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine does when it doesn't listen: scan, sweep, advise.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "app/aim_job.h"
#include "app/band_scan_job.h"
#include "app/engine_work.h"
#include "app/snapshot_advise.h"
#include "app/snapshot_cells.h"
#include "catalog/frequency_text.h"
#include "catalog/hotspots.h"
#include "platform/error.h"

namespace boresight::app {

namespace {

constexpr double usual_beamwidth_deg = 55;          // of a yagi or panel that the settings don't tell
constexpr double usual_azimuth_sigma_deg = 3;       // of a person who sets it by a mark
constexpr const char* azimuth_key = "azimuth_deg";  // of a made world's rotator

// Bands that weren't heard, together where the reason is the same.
std::vector<std::string> scan_notes(const BandScanOutcome& outcome) {
    std::vector<std::string> notes;
    if (outcome.result.ending != radio::Ending::complete)
        notes.push_back(fmt::format("The scan ended at {:.0f} %.", 100 * outcome.result.found.share_done));
    std::map<std::pair<bool, std::string>, std::vector<std::string>> bands;
    for (const survey::BandNotHeard& left : outcome.result.not_heard)
        bands[{left.partly, left.why}].push_back(left.band->label);
    for (const auto& [reason, labels] : bands)
        notes.push_back(fmt::format("Band{} {} {}: {}.", labels.size() > 1 ? "s" : "", fmt::join(labels, ", "),
                                    reason.first ? "heard in part" : "not heard", reason.second));
    return notes;
}

}  // namespace

template <typename Job>
void Engine::Work::guarded(JobKind kind, const Job& job) {
    const bool listened = listening_;
    end_listening(JobState::stopped);
    const StopToken stop = orders_.begin(kind);
    show_job(kind, JobState::running, 0.0);
    JobState end = JobState::failed;
    try {
        end = job(stop);
    } catch (const Error& error) {
        tell(error);
    } catch (const std::exception& fault) {  // memory ran out, a disk failed in an unforeseen way
        tell(Weight::error, fault.what());
    }
    orders_.end();
    show_job(kind, end);
    if (listened && !orders_.quitting()) begin_listening();
}

void Engine::Work::scan() {
    guarded(JobKind::scan, [this](StopToken stop) {
        BandScanRequest request;
        request.question = question();
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
        publisher_.change([&](Snapshot& now) {
            now.cells = std::make_shared<const std::vector<CellRow>>(cell_rows(scanned_));
            now.scan_notes = scan_notes(outcome);
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
    return std::make_unique<pose::HandHolder>(
        [this](const pose::Target&) { return orders_.ask_person(); },
        setting_.config.antenna.azimuth_sigma_deg.value_or(usual_azimuth_sigma_deg));
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
    events.stop_done = [this](const survey::SweepStopRecord& stop, const survey::LiveEstimate& estimate) {
        stop_kinds_.push_back(stop.kind);
        publisher_.change([&](Snapshot& now) {
            now.aim.phase = AimPhase::thinking;
            show_estimate(estimate, stop_kinds_, sweep_cells_, now.aim);
        });
    };
    return events;
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

void Engine::Work::sweep_ended(const AimOutcome& outcome) {
    sweep_cells_ = sweep_cell_names(outcome.sweep.carriers);
    publisher_.change([&](Snapshot& now) {
        show_estimate(outcome.sweep.estimate, stop_kinds_, sweep_cells_, now.aim);
        show_end(outcome.sweep, outcome.setting.scale, now.aim);
        for (const survey::SweepCarrier& left : outcome.left_out)
            now.aim.notes.push_back("Not swept, for want of time: " + catalog::frequency_text(left.frequency_hz) + ".");
    });
}

AimOutcome Engine::Work::begin_sweep(pose::AntennaHolder& antenna, StopToken stop) {
    const AimRequest request = aim_request();
    stop_kinds_.clear();
    sweep_cells_ = sweep_cell_names(survey::choose_carriers(request.cells, request.wish).swept);
    return aim_job(session_->radio(), antenna, request, sweep_events(antenna.by_hand()), stop);
}

AimOutcome Engine::Work::go_on_with_sweep(pose::AntennaHolder& antenna, StopToken stop) {
    const auto stored = survey::unfinished_sweep(session_->database());
    if (!stored)
        throw Error(Error::Kind::bad_input, {.what = "there is no sweep to go on with",
                                             .where = session_->database().string(),
                                             .expected = "one that was broken off",
                                             .fix = "Start a new one"});
    stop_kinds_.clear();
    for (const survey::SweepStopRecord& done : stored->stops) stop_kinds_.push_back(done.kind);
    sweep_cells_ = sweep_cell_names(stored->origin.carriers);
    return resume_aim_job(session_->radio(), antenna, *stored, session_->database(), sweep_events(antenna.by_hand()),
                          stop);
}

void Engine::Work::sweep(bool resume) {
    if (!resume && scanned_.empty()) scan();  // what isn't known can't be swept
    if (orders_.quitting()) return;
    guarded(JobKind::aim, [this, resume](StopToken stop) {
        publisher_.change([](Snapshot& now) { now.aim = {}; });
        const std::unique_ptr<pose::AntennaHolder> antenna = holder();
        const AimOutcome outcome = resume ? go_on_with_sweep(*antenna, stop) : begin_sweep(*antenna, stop);
        sweep_ended(outcome);
        return outcome.sweep.end == survey::LiveSweepEnd::quit ? JobState::stopped : JobState::done;
    });
    publisher_.change([unfinished = sweep_unfinished()](Snapshot& now) {
        now.aim.can_resume = unfinished;
        if (now.aim.phase != AimPhase::idle) now.aim.phase = AimPhase::done;
        now.aim.next.reset();
    });
}

AimRequest Engine::Work::aim_request() const {
    const Config& config = setting_.config;
    AimRequest request;
    request.cells = scanned_;
    if (const auto of = question().of) request.wish.operator_name = of->brand;
    request.setting.plan.beamwidth_deg = config.antenna.beamwidth_deg.value_or(usual_beamwidth_deg);
    if (session_->radio().has_setting(azimuth_key)) {
        const std::string text = session_->radio().setting(azimuth_key);
        std::from_chars(text.data(), text.data() + text.size(), request.setting.plan.first_azimuth_deg);
    }
    if (config.scale.zero_offset_deg)
        request.setting.scale.zero = aim::ScaleZero{*config.scale.zero_offset_deg, config.scale.sigma_deg.value_or(0)};
    request.setting.position = config.place.position;
    request.database = session_->database();
    request.antenna = config.antenna.name;
    return request;
}

void Engine::Work::advise() {
    guarded(JobKind::advise, [this](StopToken) {
        const Config& config = setting_.config;
        AdviseRequest request;
        request.database = session_->database();
        request.of = question().of;
        if (!config.hotspot.empty()) request.hotspot = catalog::find_hotspot(config.hotspot);
        request.radio = catalog::find_radio(session_->radio().name().driver);
        const AdviseOutcome outcome = advise_job(request, session_->clock());
        publisher_.change([&](Snapshot& now) { now.advise = advise_state(outcome, config.hotspot); });
        return JobState::done;
    });
}

}  // namespace boresight::app
