// SPDX-License-Identifier: GPL-3.0-or-later
// What `spectrum` prints, of made spectra and through the built program.
#include "cli/spectrum_report.h"

#include <gmock/gmock.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/table.h"
#include "program.h"

namespace boresight::cli {
namespace {

using nlohmann::json;
using survey::SpectrumChannel;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

constexpr std::size_t bins = 256;

class SpectrumReportTest : public testing::Test {
protected:
    SpectrumReportTest() {
        report.file = "farm.sigmf-meta";
        report.name = "farm";
        survey::SpectrumLook& look = report.look;
        look.center_frequency_hz = 739e6;
        look.seconds = 0.08;
        look.floor = {.density = 1e-10, .relative_sigma = 0.02, .empty_share = 0.4};
        look.floor_is_beside_carriers = true;
        look.spectrum.sample_rate_hz = 2.56e6;
        look.spectrum.step_hz = 1e4;
        look.spectrum.enbw_hz = 1.8e4;
        look.spectrum.frames = 100;
        look.spectrum.row_seconds = 0.04;
        look.spectrum.mean.assign(bins, 1e-10F);
        std::fill_n(look.spectrum.mean.begin() + 80, 96, 1e-8F);
        look.spectrum.maximum.assign(bins, 1e-7F);
        look.spectrum.row_data.assign(2 * bins, 1e-9F);
        look.channels.push_back(channel("LTE 12, 17, 67, 85", SpectrumChannel::Kind::band));
        look.channels.push_back(
            channel("LTE 1.4 MHz, or the middle of a wider one, at 739 MHz", SpectrumChannel::Kind::carrier));
        look.channels.back().n_rb_dl = 6;
        look.channels.back().shape = dsp::spectrum::Shape::lte;
    }

    static SpectrumChannel channel(const std::string& name, SpectrumChannel::Kind kind) {
        SpectrumChannel made;
        made.kind = kind;
        made.name = name;
        made.low_hz = 738.5e6;
        made.high_hz = 739.5e6;
        made.captured_share = kind == SpectrumChannel::Kind::band ? 0.06 : 1;
        made.power_dbfs = -20.123;
        made.power_sigma_db = 0.11;
        made.noise_dbfs = -40.2;
        made.snr_db = 20.04;
        made.sigma_db = 0.12;
        return made;
    }

    std::string text() { return spectrum_text(context, report); }

    std::ostringstream out, err;
    SystemClock clock;
    Context context{.out = out, .err = err, .clock = clock, .stop = {}, .database = {}};
    SpectrumReport report;
};

TEST_F(SpectrumReportTest, TextIsAtMost100WideWhateverItSays) {
    report.notes = {"a note " + std::string(30, 'x') + " and so on and so on and so on and so on and so on and so on"};
    report.look.dc = dsp::spectrum::DcNotch{.low_hz = -4e4, .high_hz = 4e4, .power = 1e-3};
    report.look.clipped_share = 0.03;
    report.look.gaps = 2;
    report.look.left_out_seconds = 12;
    report.look.channels[0].near_filter_edge = true;
    for (const bool sure : {true, false})
        for (const bool tuned : {true, false}) {
            report.look.floor_is_beside_carriers = sure;
            if (!tuned) report.look.center_frequency_hz.reset();
            std::istringstream lines(text());
            for (std::string line; std::getline(lines, line);) EXPECT_LE(display_width(line), page_width) << line;
        }
}

TEST_F(SpectrumReportTest, TextSaysWhatWasMeasuredAndHowSurely) {
    EXPECT_THAT(text(), AllOf(HasSubstr("Spectrum of farm: 80 ms around 739 MHz, 2.56 MHz wide."),
                              HasSubstr("LTE 12, 17, 67, 85"), HasSubstr("738.50 to 739.50"), HasSubstr("-20.1 ± 0.1"),
                              HasSubstr("20.0 ± 0.1"), HasSubstr("6 % of it"),
                              HasSubstr("The noise floor is -100.0 ± 0.1 dBFS/Hz"),
                              HasSubstr("Next: boresight scan --file farm.sigmf-meta")));
    EXPECT_THAT(text(),
                Not(AnyOf(HasSubstr("spike"), HasSubstr("overloaded"), HasSubstr("lost"), HasSubstr("left out"))));
}

TEST_F(SpectrumReportTest, TextTellsTroubles) {
    report.look.clipped_share = 0.002;
    report.look.gaps = 1;
    report.look.left_out_seconds = 0.5;
    report.look.floor_is_beside_carriers = false;
    report.look.channels.pop_back();
    report.look.channels[0].snr_db.reset();
    EXPECT_THAT(text(), AllOf(HasSubstr("may have been overloaded"), HasSubstr("lost in 1 place;"),
                              HasSubstr("500 ms at another"), HasSubstr("No carrier shows an edge"),
                              HasSubstr("at most -40.2"), HasSubstr("unknown")));
}

TEST_F(SpectrumReportTest, PlotRisesWhereThePowerIs) {
    const std::string plot = spectrum_plot(report.look, 100);
    EXPECT_THAT(plot, AllOf(StartsWith("dBFS/Hz\n"), HasSubstr("-85 ┤"), HasSubstr("-100 ┤"), HasSubstr("739.0"),
                            HasSubstr("█")));
    EXPECT_THAT(plot, Not(HasSubstr("·")));
    EXPECT_THAT(spectrum_plot(report.look, 100, true), AllOf(HasSubstr("-75 ┤"), HasSubstr("····")))
        << "max hold at -70";
    report.look.spectrum.mean.assign(bins, 0);
    EXPECT_THAT(spectrum_plot(report.look, 100), Not(HasSubstr("█"))) << "silence";
    report.look.spectrum.mean.clear();
    EXPECT_THAT(spectrum_plot(report.look, 100), IsEmpty());
}

TEST_F(SpectrumReportTest, JsonKeepsTheContract) {
    const json object = json::parse(spectrum_json(report));
    EXPECT_EQ(object["command"], "spectrum");
    EXPECT_EQ(object["simulated"], false);
    EXPECT_EQ(object["source"]["kind"], "recording");
    EXPECT_EQ(object["source"]["name"], "farm");
    EXPECT_EQ(object["source"]["sample_rate_hz"], 2.56e6);
    EXPECT_EQ(object["source"]["center_frequency_hz"], 739e6);
    EXPECT_EQ(object["source"]["seconds"], 0.08);
    EXPECT_EQ(object["psd"]["start_hz"], 739e6 - 1.28e6);
    EXPECT_EQ(object["psd"]["step_hz"], 1e4);
    ASSERT_EQ(object["psd"]["dbfs_hz"].size(), bins);
    EXPECT_EQ(object["psd"]["dbfs_hz"][0], -100.0);
    EXPECT_EQ(object["psd"]["dbfs_hz"][100], -80.0);
    EXPECT_FALSE(object["psd"].contains("max_hold_dbfs_hz"));
    ASSERT_EQ(object["channels"].size(), 2U);
    const json& carrier = object["channels"][1];
    for (const char* key : {"name", "low_hz", "high_hz", "power_dbfs", "noise_dbfs", "snr_db", "sigma_db"})
        EXPECT_TRUE(carrier.contains(key)) << key;
    EXPECT_EQ(carrier["power_dbfs"], -20.12);
    EXPECT_EQ(carrier["snr_db"], 20.04);
    EXPECT_EQ(carrier["n_rb_dl"], 6);
    EXPECT_EQ(object["channels"][0]["n_rb_dl"], nullptr);
    EXPECT_EQ(object["dc_removed"], nullptr);
}

TEST_F(SpectrumReportTest, JsonSaysNullForWhatIsUnknown) {
    report.look.center_frequency_hz.reset();
    report.look.spectrum.mean[3] = 0;
    report.look.channels[0].snr_db.reset();
    report.look.channels[0].power_dbfs = -INFINITY;
    report.max_hold = report.waterfall = true;
    const json object = json::parse(spectrum_json(report));
    EXPECT_EQ(object["source"]["center_frequency_hz"], nullptr);
    EXPECT_EQ(object["psd"]["start_hz"], -1.28e6);
    EXPECT_EQ(object["psd"]["dbfs_hz"][3], nullptr);
    EXPECT_EQ(object["psd"]["max_hold_dbfs_hz"][3], -70.0);
    EXPECT_EQ(object["channels"][0]["snr_db"], nullptr);
    EXPECT_EQ(object["channels"][0]["power_dbfs"], nullptr);
    EXPECT_EQ(object["waterfall"]["rows_dbfs_hz"].size(), 2U);
    EXPECT_EQ(object["waterfall"]["row_seconds"], 0.04);
}

TEST_F(SpectrumReportTest, CsvHasALineABin) {
    report.look.spectrum.mean[1] = 0;
    const std::string plain = spectrum_csv(report);
    EXPECT_THAT(plain, StartsWith("frequency_hz,dbfs_hz\n737720000.000,-100.00\n737730000.000,\n"));
    EXPECT_EQ(std::count(plain.begin(), plain.end(), '\n'), static_cast<std::ptrdiff_t>(bins + 1));
    report.max_hold = true;
    report.look.center_frequency_hz.reset();
    EXPECT_THAT(spectrum_csv(report), StartsWith("offset_hz,dbfs_hz,max_hold_dbfs_hz\n-1280000.000,-100.00,-70.00\n"));
}

TEST_F(SpectrumReportTest, PictureNamesWhatItShows) {
    EXPECT_THAT(spectrum_picture(report), AllOf(HasSubstr("<svg"), HasSubstr("farm"), HasSubstr("LTE 12, 17, 67, 85"),
                                                HasSubstr("noise floor -100.0 dBFS/Hz")));
    report.look.floor_is_beside_carriers = false;
    EXPECT_THAT(spectrum_picture(report), HasSubstr("lowest level -100.0 dBFS/Hz"));
}

class SpectrumProgram : public testing::Test {
protected:
    Finished run(const std::string& arguments) { return run_program(folder, "spectrum " + arguments); }
    std::string path(const std::string& name) { return (folder.path() / name).string(); }
    void expect_refusal(const std::string& arguments, int code, const std::string& words) {
        const Finished finished = run(arguments);
        EXPECT_EQ(finished.code, code) << arguments;
        EXPECT_THAT(finished.out, IsEmpty()) << arguments;
        EXPECT_THAT(finished.err, AllOf(StartsWith("boresight: "), HasSubstr(words))) << arguments;
        EXPECT_EQ(std::count(finished.err.begin(), finished.err.end(), '\n'), 1) << finished.err;
    }
    TemporaryFolder folder;
};

TEST_F(SpectrumProgram, WritesTextPictureAndTable) {
    record_noise(folder, "noise", 0.05);
    const Finished finished = run("--file " + path("noise") + " --svg " + path("a.svg") + " --csv " + path("a.csv"));
    EXPECT_EQ(finished.code, 0);
    EXPECT_THAT(finished.out, HasSubstr("Spectrum of noise: 50 ms around 739 MHz"));
    EXPECT_THAT(content(path("a.svg")), StartsWith("<svg"));
    EXPECT_THAT(content(path("a.csv")), StartsWith("frequency_hz,dbfs_hz\n"));
    EXPECT_FALSE(std::filesystem::exists(path("a.svg.part")));
    EXPECT_THAT(run("--file " + path("noise") + " --svg -").out,
                AllOf(StartsWith("<svg"), testing::EndsWith("</svg>\n")));
    const Finished object = run("--file " + path("noise.sigmf-data") + " --format json --quiet");
    EXPECT_EQ(json::parse(object.out)["psd"]["dbfs_hz"].size(), 4096U);
    EXPECT_THAT(object.err, IsEmpty());
}

TEST_F(SpectrumProgram, RefusesWhatCannotBe) {
    record_noise(folder, "noise", 0.01);
    const std::string file = "--file " + path("noise");
    expect_refusal("", 2, "there is nothing to look at");
    expect_refusal("--file " + path("absent"), 2, "there is no such recording");
    expect_refusal(file + " --fft 63", 2, "--fft");
    expect_refusal(file + " --fft 101", 2, "isn't an even number");
    expect_refusal(file + " --fft many", 2, "--fft");
    expect_refusal(file + " --fft 65536", 2, "the recording has 19200 samples, the transform 65536 points");
    expect_refusal(file + " --frequency 739", 2, "--frequency");
    expect_refusal(file + " --seconds 0", 2, "--seconds");
    expect_refusal(file + " --svg - --csv -", 2, "two outputs would go to the screen");
    expect_refusal(file + " --svg - --format json", 2, "two outputs would go to the screen");
    expect_refusal(file + " --svg " + folder.path().string(), 2, "this is a folder");
    expect_refusal(file + " --csv " + path("no/such/folder.csv"), 2, "no such file or folder");
    if (std::filesystem::exists("/dev/full")) expect_refusal(file + " --csv /dev/full", 3, "the disk is full");
}

TEST_F(SpectrumProgram, ChecksTheSamplesWhenAsked) {
    record_noise(folder, "noise", 0.01);
    EXPECT_THAT(run("--check --file " + path("noise")).out, HasSubstr("Note: the metadata give no SHA-512"));
    std::ofstream(path("noise.sigmf-meta"))
        << R"({"global":{"core:datatype":"ci8","core:sample_rate":1920000,"core:sha512":"00"},"captures":[]})";
    EXPECT_EQ(run("--file " + path("noise")).code, 0) << "not asked";
    expect_refusal("--check --file " + path("noise"), 2, "SHA-512 differs");
}

}  // namespace
}  // namespace boresight::cli
