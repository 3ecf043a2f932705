// SPDX-License-Identifier: GPL-3.0-or-later
// Every recording of others through all that `spectrum` can print: nothing fails, everything is finite and fits.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/spectrum_report.h"
#include "cli/table.h"
#include "tests/recordings.h"

namespace boresight::cli {
namespace {

using nlohmann::json;

constexpr double seconds = 0.04;  // of each: enough for all that is printed

TEST(CorpusSpectrum, EveryRecordingIsShownInEveryForm) {
    BORESIGHT_NEEDS_RECORDINGS();
    std::ostringstream out, err;
    SystemClock clock;
    const Context context{.out = out, .err = err, .clock = clock, .stop = {}, .database = {}};
    int shown = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(tests::shared_folder() / "captures")) {
        if (entry.path().extension() != ".sigmf-meta") continue;
        SCOPED_TRACE(entry.path().filename());
        radio::SigmfReader recording(entry.path());
        survey::SpectrumSettings settings;
        settings.seconds = seconds;
        SpectrumReport report{.file = entry.path().string(),
                              .name = recording.name(),
                              .notes = recording.meta().notes,
                              .look = look_at_spectrum(recording, settings, {}),
                              .max_hold = true,
                              .waterfall = true};
        std::istringstream text(spectrum_text(context, report));
        for (std::string line; std::getline(text, line);)
            EXPECT_TRUE(display_width(line) <= page_width || line.starts_with("Next:")) << line;
        const json object = json::parse(spectrum_json(report));
        for (const json& level : object["psd"]["dbfs_hz"]) ASSERT_TRUE(level.is_number());
        for (const json& channel : object["channels"]) {
            EXPECT_TRUE(channel["power_dbfs"].is_number());
            EXPECT_LE(channel["power_dbfs"].get<double>(), 3.1) << "more than every I and Q at full scale";
            EXPECT_LT(channel["low_hz"], channel["high_hz"]);
        }
        report.waterfall = false;  // its image may spell anything
        const std::string picture = spectrum_picture(report);
        for (const char* none : {"nan", "inf"}) EXPECT_EQ(picture.find(none), std::string::npos) << none;
        ++shown;
    }
    EXPECT_GE(shown, 100);
}

}  // namespace
}  // namespace boresight::cli
