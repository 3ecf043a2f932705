// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/aim_company.h"

#include <fmt/format.h>
#include <unistd.h>

#include "app/aim_figures.h"
#include "app/snapshot_aim.h"
#include "cli/aim_phone.h"
#include "sound/tone.h"

namespace boresight::cli {

namespace {

constexpr double between_shows_s = 0.05;
constexpr double leaves_after_s = 30;  // without anybody looking
constexpr double stays_s = 600;
constexpr std::chrono::milliseconds speaks_at_most{60'000};
constexpr double ns_per_s = 1e9;

bool at_terminal() {
    return isatty(STDIN_FILENO) == 1;
}

std::unique_ptr<sound::Loudspeaker> open_loudspeaker(const AimCompanyWords& words, bool by_hand, Context& context) {
    const bool usual = by_hand && context.err_terminal && !context.quiet;
    if (words.no_tone || !(words.tone || usual)) return nullptr;
    auto out = std::make_unique<sound::Loudspeaker>();
    if (out->why_silent().empty()) return out;
    context.err << fmt::format("No tone: {}. It goes on without one; --no-tone asks for none.\n", out->why_silent());
    return nullptr;
}

std::optional<sound::SpeechProgram> speech(const AimCompanyWords& words, Context& context) {
    if (!words.speak) return std::nullopt;
    auto program = sound::find_speech_program();
    if (!program)
        context.err
            << "Nothing is spoken: no speech program was found. Install one, as in: apt-get install espeak-ng\n";
    return program;
}

}  // namespace

AimCompany::AimCompany(const AimCompanyWords& words, AimHands hands, bool simulated, Context& context)
    : context_(context),
      hands_(hands),
      loudspeaker_(open_loudspeaker(words, by_hand(), context)),
      voice_(speech(words, context)) {
    if (!words.serves()) return;
    page_ = serve_page(words, at_terminal() ? terminal_lines(context.stop) : ReadLine{}, simulated, context);
    show();
}

AimCompany::~AimCompany() = default;

ReadLine AimCompany::of_phones() {
    if (!page_) return {};
    return [this](std::string& line) {
        const auto answer = page_->take_answer();
        if (!answer) return false;
        const bool skips = *answer == phone::Answer::skip;
        line.clear();
        if (skips) line.push_back('s');
        context_.err << (skips ? "skipped" : "there") << ", says the phone\n" << std::flush;
        return true;
    };
}

ReadLine AimCompany::lines() {
    return terminal_lines(context_.stop, of_phones());
}

LineMeanwhile AimCompany::lines_meanwhile() {
    return terminal_line_meanwhile(of_phones());
}

double AimCompany::now_s() const {
    return static_cast<double>(context_.clock.monotonic_ns()) / ns_per_s;
}

void AimCompany::show() {
    if (page_) page_->show(state_);
    shown_s_ = now_s();
}

void AimCompany::announce(const survey::StopAnnounced& stop) {
    state_.mishap.clear();
    const bool asked = by_hand() || (hands_ == AimHands::roll && stop.target.polarization);
    app::show_announced(stop, asked, state_.aim);
    state_.question = asked ? ++questions_ : 0;
    turns_ = stop.turn_by_deg.has_value();
    state_.hold_s = turns_ ? stop.turn_s : report_.outcome.setting.plan.dwell_s;
    show();
    if (!asked) return;
    std::string words = fmt::format("{} to {}.", turns_ ? "Go" : "Turn", app::degrees(stop.target.azimuth.deg));
    if (turns_) words += fmt::format(" Then turn slowly to {}.", app::degrees(*state_.aim.next->turn_to_deg));
    if (stop.target.polarization) words += fmt::format(" Roll to {}.", stop.target.polarization->label);
    if (stop.target.elevation_deg) words += fmt::format(" Tilt to {}.", app::tilt_words(*stop.target.elevation_deg));
    voice_.say(words);
}

void AimCompany::hold(double share) {
    const bool begins = state_.aim.phase != app::AimPhase::holding;
    if (begins && by_hand()) voice_.say(turns_ ? "Turn slowly." : "Hold it still.");
    if (begins && state_.aim.next)
        state_.antenna_deg = state_.aim.next->turn_to_deg.value_or(state_.aim.next->azimuth_deg);
    state_.aim.phase = app::AimPhase::holding;
    state_.aim.hold_share = share;
    state_.mishap.clear();
    if (begins) state_.question = turns_ && by_hand() ? ++questions_ : 0;  // of a turn: whether its end is passed
    const auto level = level_.now(now_s());
    state_.level_db = state_.over_mean_db = state_.tone_hz = std::nullopt;
    if (level) {
        state_.level_db = level->level_db;
        state_.over_mean_db = level->over_mean_db;
        state_.tone_hz = sound::pitch_hz(level->over_mean_db);
    }
    if (loudspeaker_) loudspeaker_->set(state_.tone_hz);
    if (begins || now_s() - shown_s_ >= between_shows_s) show();
}

void AimCompany::stop_done(const survey::LiveSweepResult& so_far) {
    if (loudspeaker_) loudspeaker_->set(std::nullopt);
    report_.outcome.sweep = so_far;
    state_.aim.phase = app::AimPhase::thinking;
    state_.aim.hold_share.reset();
    state_.question = 0;
    app::show_estimate(report_, state_.aim);
    state_.heard = heard_words(so_far.stops.back(), so_far.estimate);
    if (const auto& cell = so_far.estimate.verdict.cell) level_.follow(so_far.cells[*cell]);
    show();
}

void AimCompany::tell_mishap(const std::string& words) {
    if (loudspeaker_) loudspeaker_->set(std::nullopt);
    state_.tone_hz = std::nullopt;
    state_.mishap = words;
    state_.question = 0;
    show();
    voice_.say(words);
}

survey::LiveSweepEvents AimCompany::beside(const survey::LiveSweepEvents& shown, app::LiveAimReport begun,
                                           MishapWords mishap_words) {
    report_ = std::move(begun);
    const aim::SweepPlanSetting& plan = report_.outcome.setting.plan;
    state_.aim.scale = aim::scale_name(report_.outcome.setting.scale.kind);
    state_.hold_s = plan.dwell_s;
    if (plan.reach) {
        state_.arc_from_deg = plan.reach->from_deg;
        state_.arc_to_deg = plan.reach->to_deg;
    }
    survey::LiveSweepEvents events = shown;
    events.stop_announced = [this, tell = shown.stop_announced](const survey::StopAnnounced& stop) {
        if (tell) tell(stop);
        announce(stop);
    };
    events.dwelling = [this, tell = shown.dwelling](double share) {
        hold(share);
        return !tell || tell(share);
    };
    events.looked = [this, tell = shown.looked](const survey::SweepCell& cell, const store::Reading& reading) {
        if (tell) tell(cell, reading);
        level_.add(now_s(), cell, reading);
    };
    events.stop_done = [this, tell = shown.stop_done](const survey::LiveSweepResult& so_far) {
        if (tell) tell(so_far);
        stop_done(so_far);
    };
    events.mishap = [this, tell = shown.mishap, words = std::move(mishap_words)](const survey::SweepMishap& mishap) {
        if (tell) tell(mishap);
        tell_mishap(words(mishap));
    };
    return events;
}

void AimCompany::failed(const std::string& why) {
    tell_mishap(why);
    voice_.finish(speaks_at_most, context_.stop);
}

void AimCompany::over(const app::LiveAimReport& report) {
    state_.question = 0;
    app::show_estimate(report, state_.aim);
    app::show_end(report, state_.aim);
    if (state_.aim.point_to_deg)
        state_.point_to = app::azimuth_words(report.outcome.setting.scale, *state_.aim.point_to_deg);
    show();
    if (report.outcome.sweep.end == survey::LiveSweepEnd::quit) return;
    voice_.say(app::live_sentence(report));
    if (page_ && by_hand()) stay();
    voice_.finish(speaks_at_most, context_.stop);
}

void AimCompany::stay() {
    const double since_s = now_s();
    double looked_s = since_s;
    if (at_terminal()) context_.err << "The page stays until you press Enter.\n" << std::flush;
    const ReadLine lines = terminal_lines(context_.stop, [&](std::string&) {
        if (page_->phones_watching() > 0) looked_s = now_s();
        return now_s() - looked_s > leaves_after_s || now_s() - since_s > stays_s;
    });
    std::string line;
    lines(line);
}

}  // namespace boresight::cli
