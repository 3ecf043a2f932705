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

// False: it was stopped, and nothing is to be told.
bool measure(survey::CheckEar& ear, const std::string& radio_label, const CheckReport& report,
             const CheckRequest& request, const CheckBegins& begins, const std::function<bool(double)>& progress,
             StopToken stop) {
    const std::vector<double> azimuths_deg = survey::check_azimuths(report.target, request.flanks);
    CheckStop next{.of = azimuths_deg.size()};
    for (const double azimuth_deg : azimuths_deg) {
        next.azimuth_deg = azimuth_deg;
        ++next.nth;
        const pose::Turned turned = begins(report, next);
        if (turned == pose::Turned::skipped && next.nth < next.of) continue;
        if (turned != pose::Turned::there) return false;
        const survey::DwellEnd end = ear.measure(azimuth_deg, request.seconds, progress, stop);
        if (end == survey::DwellEnd::stopped) return false;
        if (end == survey::DwellEnd::unplugged)
            throw Error(Error::Kind::fault, {.what = "the radio is gone in the middle of the check",
                                             .where = radio_label,
                                             .expected = "samples",
                                             .fix = "Plug it in again and check again"});
    }
    return true;
}

void keep(const CheckRequest& request, radio::Radio& radio, const survey::CheckEar& ear, CheckReport& report) {
    survey::SweepOrigin origin;
    origin.radio = radio.name().arguments;
    origin.simulated = radio.name().simulated;
    origin.carriers = {report.target.carrier};
    origin.continues = report.sweep;  // that it judges
    origin.setting.scale = report.scale;
    survey::SweepRecorder recorder(request.database, origin, radio.clock(), survey::check_command);
    for (const survey::SweepStopRecord& dwell : ear.dwells()) recorder.keep(dwell, ear.cells());
    recorder.tell("check", check_sentence(report));
    recorder.finish(store::SweepState::done);
    report.kept_readings = recorder.readings();
}

}  // namespace

CheckReport check_job(radio::Radio& radio, const CheckRequest& request, const CheckBegins& begins,
                      const std::function<bool(double)>& progress, StopToken stop) {
    const auto sweep = last_sweep(request.database);
    CheckReport report = report_of(request, sweep);
    pass_time_after(sweep->stops.back().end_ns, radio);
    survey::CheckEar ear(radio, report.target);
    report.stopped = !measure(ear, radio.name().label, report, request, begins, progress, stop);
    if (report.stopped) return report;
    report.result = survey::judge_check(report.target, ear.dwells(), ear.cells());
    keep(request, radio, ear, report);
    return report;
}

}  // namespace boresight::app
