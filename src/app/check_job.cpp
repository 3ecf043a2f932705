// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/check_job.h"

#include <memory>

#include "app/aim_job.h"
#include "platform/error.h"

namespace boresight::app {

namespace {

std::optional<survey::StoredSweep> last_sweep(const std::filesystem::path& database) {
    if (!std::filesystem::exists(database)) return std::nullopt;
    store::Reader reader(database);
    return survey::last_finished_sweep(reader);
}

CheckReport report_of(const CheckRequest& request, const std::optional<survey::StoredSweep>& sweep) {
    const auto target = sweep ? survey::check_target(*sweep, survey::estimate_again(*sweep)) : std::nullopt;
    if (!target)
        throw Error(Error::Kind::bad_input,
                    {.what = sweep ? "the last sweep has found no direction, so there is nothing to check"
                                   : "no sweep was finished yet, so there is nothing to check",
                     .where = request.database.string(),
                     .expected = "a sweep that came to a verdict",
                     .fix = "Make one with \"boresight aim\""});
    CheckReport report;
    report.target = *target;
    report.sweep = sweep->session;
    report.sweep_ns = sweep->start_ns;
    report.scale = sweep->origin.setting.scale;
    report.simulated = sweep->origin.simulated;
    report.name = carrier_name(request.who, target->carrier.frequency_hz, target->cell.duplex == dsp::lte::Duplex::tdd);
    return report;
}

}  // namespace

CheckReport check_job(radio::Radio& radio, const CheckRequest& request,
                      const std::function<bool(const CheckReport&)>& begins,
                      const std::function<bool(double)>& progress, StopToken stop) {
    const auto sweep = last_sweep(request.database);
    CheckReport report = report_of(request, sweep);
    pass_time_after(sweep->stops.back().end_ns, radio);
    if (!begins(report)) {
        report.stopped = true;
        return report;
    }
    const survey::CheckDwell dwell = survey::measure_check(radio, report.target, request.seconds, progress, stop);
    if (dwell.end == survey::DwellEnd::unplugged)
        throw Error(Error::Kind::fault, {.what = "the radio is gone in the middle of the check",
                                         .where = radio.name().label,
                                         .expected = "samples",
                                         .fix = "Plug it in again and check again"});
    report.stopped = dwell.end == survey::DwellEnd::stopped;
    if (report.stopped) return report;
    report.result = survey::judge_check(report.target, dwell.record, dwell.cells);
    survey::SweepOrigin origin;
    origin.radio = radio.name().arguments;
    origin.simulated = radio.name().simulated;
    origin.carriers = {report.target.carrier};
    origin.continues = report.sweep;  // that it judges
    origin.setting.scale = report.scale;
    survey::SweepRecorder recorder(request.database, origin, radio.clock(), survey::check_command);
    recorder.keep(dwell.record, dwell.cells);
    recorder.tell("check", check_sentence(report));
    recorder.finish(store::SweepState::done);
    report.kept_readings = recorder.readings();
    return report;
}

}  // namespace boresight::app
