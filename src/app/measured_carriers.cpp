// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/measured_carriers.h"

#include <fmt/format.h>

#include <set>

#include "catalog/frequency_text.h"
#include "store/history.h"
#include "survey/band_scan.h"

namespace boresight::app {

namespace {

// Before the gain is chosen on the carriers themselves: below the top, where cheap tuners compress.
constexpr double below_most_gain_db = 10;

MeasuredCarriers carriers_of_last_scan(const std::filesystem::path& database, bool umts) try {
    if (!std::filesystem::exists(database)) return {};
    store::History history(database);
    MeasuredCarriers carriers{.lte_hz = history.carriers_of_last_scan(catalog::Rat::lte), .umts_hz = {}};
    if (umts) carriers.umts_hz = history.carriers_of_last_scan(catalog::Rat::umts);
    return carriers;
} catch (const Error&) {
    return {};  // what is wrong with the database is told when it is opened for writing
}

template <class Found>
std::vector<double> carriers_of(const std::vector<Found>& cells) {
    std::set<double> carriers_hz;
    for (const Found& cell : cells)
        if (cell.frequency_hz) carriers_hz.insert(*cell.frequency_hz);
    return {carriers_hz.begin(), carriers_hz.end()};
}

MeasuredCarriers heard_in_scan(radio::Radio& radio, const CarrierWishes& wishes,
                               const std::function<void(const std::string&)>& say, StopToken stop) {
    say("Looking for carriers with cells first; that takes a while.");
    const survey::ScanPlan plan = survey::plan_scan(wishes.question, radio.limits());
    for (const survey::BandNotHeard& band : plan.not_heard)
        say(fmt::format("Band {} is {}left out: {}.", band.band->number, band.partly ? "partly " : "", band.why));
    radio.set_gain_db(wishes.gain_db.value_or(radio.limits().gain_high_db - below_most_gain_db));
    survey::BandScanSettings settings;
    settings.carriers.ppm_window = wishes.ppm_window;
    const survey::BandScanResult heard = survey::scan_bands(radio, plan, settings, {}, stop);
    if (heard.ending == radio::Ending::unplugged || heard.ending == radio::Ending::no_samples)
        throw gone_while_prepared(radio);
    return {.lte_hz = carriers_of(heard.found.cells), .umts_hz = carriers_of(heard.found.umts_cells)};
}

}  // namespace

Error gone_while_prepared(const radio::Radio& radio) {
    return Error(Error::Kind::missing, {.what = "the radio stopped giving samples while it was prepared",
                                        .where = radio.name().label,
                                        .expected = "",
                                        .fix = radio::bring_back(radio.name())});
}

MeasuredCarriers measured_carriers(radio::Radio& radio, const CarrierWishes& wishes,
                                   const std::function<void(const std::string&)>& say, StopToken stop) {
    const survey::ScanQuestion& question = wishes.question;
    if (!question.earfcns.empty() || !question.uarfcns.empty()) {
        const survey::ScanPlan plan = survey::plan_scan(question, radio.limits());
        return {.lte_hz = plan.carriers_hz, .umts_hz = plan.umts_carriers_hz};
    }
    if (wishes.asked_for_some) return heard_in_scan(radio, wishes, say, stop);
    MeasuredCarriers carriers = carriers_of_last_scan(wishes.database, question.umts);
    const auto is_out_of_reach = [&](double hz) {
        const bool out = !radio.limits().tuner.empty() && !radio.limits().reaches(hz);
        if (out) say(fmt::format("{} is out of this radio's reach and is left out.", catalog::frequency_text(hz)));
        return out;
    };
    std::erase_if(carriers.lte_hz, is_out_of_reach);
    std::erase_if(carriers.umts_hz, is_out_of_reach);
    return carriers.empty() ? heard_in_scan(radio, wishes, say, stop) : carriers;
}

}  // namespace boresight::app
