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

std::vector<double> carriers_of_last_scan(const std::filesystem::path& database) try {
    if (!std::filesystem::exists(database)) return {};
    return store::History(database).carriers_of_last_scan();
} catch (const Error&) {
    return {};  // what is wrong with the database is told when it is opened for writing
}

std::vector<double> heard_in_scan(radio::Radio& radio, const CarrierWishes& wishes,
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
    std::set<double> carriers_hz;
    for (const survey::ScanCell& cell : heard.found.cells)
        if (cell.frequency_hz) carriers_hz.insert(*cell.frequency_hz);
    return {carriers_hz.begin(), carriers_hz.end()};
}

}  // namespace

Error gone_while_prepared(const radio::Radio& radio) {
    return Error(Error::Kind::missing, {.what = "the radio stopped giving samples while it was prepared",
                                        .where = radio.name().label,
                                        .expected = "",
                                        .fix = radio::bring_back(radio.name())});
}

std::vector<double> measured_carriers(radio::Radio& radio, const CarrierWishes& wishes,
                                      const std::function<void(const std::string&)>& say, StopToken stop) {
    if (!wishes.question.earfcns.empty()) return survey::plan_scan(wishes.question, radio.limits()).carriers_hz;
    std::vector<double> carriers_hz;
    if (!wishes.asked_for_some) {
        for (const double hz : carriers_of_last_scan(wishes.database)) {
            if (radio.limits().tuner.empty() || radio.limits().reaches(hz))
                carriers_hz.push_back(hz);
            else
                say(fmt::format("{} is out of this radio's reach and is left out.", catalog::frequency_text(hz)));
        }
    }
    return carriers_hz.empty() ? heard_in_scan(radio, wishes, say, stop) : carriers_hz;
}

}  // namespace boresight::app
