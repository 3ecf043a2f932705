// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/export_file.h"

#include <fmt/format.h>

#include <span>

#include "platform/error.h"
#include "report/csv.h"
#include "report/geojson.h"
#include "report/kml.h"
#include "survey/sweep_config.h"

namespace boresight::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t piece_bytes = 1 << 16;

// Renaming over a device or a pipe would put a file in its place.
bool is_special(const fs::path& file) {
    std::error_code failure;
    const auto status = fs::status(file, failure);
    return fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status);
}

std::string beginning_of(ExportFormat format) {
    switch (format) {
        case ExportFormat::csv: return report::csv_heading();
        case ExportFormat::geojson: return report::geojson_beginning();
        case ExportFormat::kml: break;
    }
    return report::kml_beginning("Readings");
}

}  // namespace

std::string_view export_format_name(ExportFormat format) {
    switch (format) {
        case ExportFormat::csv: return "csv";
        case ExportFormat::geojson: return "geojson";
        case ExportFormat::kml: break;
    }
    return "kml";
}

ExportFormat format_of(const std::string& file) {
    std::string ending = fs::path(file).extension().string();
    for (char& c : ending) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (ending == ".csv") return ExportFormat::csv;
    if (ending == ".geojson" || ending == ".json") return ExportFormat::geojson;
    if (ending == ".kml") return ExportFormat::kml;
    throw Error(Error::Kind::bad_input, {.what = "the ending of this name doesn't say in which format",
                                         .where = fmt::format("export {}", file),
                                         .expected = ".csv, .geojson or .kml",
                                         .fix = fmt::format("Type --csv {0}, --geojson {0} or --kml {0}", file)});
}

ExportFile::ExportFile(const ExportTarget& target, report::PositionDetail detail, std::ostream& screen)
    : target_(target), detail_(detail), screen_(&screen) {
    text_ = beginning_of(target.format);
    if (to_screen()) return;
    const fs::path file = target.file;
    std::error_code failure;
    if (fs::is_directory(file, failure)) {
        throw Error(Error::Kind::bad_input, {.what = "this is a folder",
                                             .where = target.file,
                                             .expected = "the name of a file to write",
                                             .fix = fmt::format("Type {}", (file / "readings.csv").string())});
    }
    written_to_ = is_special(file) ? file : fs::path(target.file + ".part");
    file_ = system_files().replace(written_to_);
}

ExportFile::~ExportFile() {
    if (file_ == nullptr || written_to_ == target_.file) return;
    file_.reset();
    std::error_code ignored;
    fs::remove(written_to_, ignored);
}

bool ExportFile::add(const store::FullReading& reading) {
    text_ += text_of(reading);
    first_ = false;
    if (text_.size() >= piece_bytes) flush();
    return !to_screen() || screen_->good();
}

report::MapFeature ExportFile::feature_of(const store::FullReading& reading) {
    if (reading.session.config != config_) {
        config_ = reading.session.config;
        survey::SweepOrigin origin;
        origin.setting.plan.beamwidth_deg = report::usual_sector_deg;
        survey::read_sweep_config(config_, origin);
        beamwidth_deg_ = origin.setting.plan.beamwidth_deg;
    }
    return report::map_feature(reading, detail_, beamwidth_deg_);
}

std::string ExportFile::text_of(const store::FullReading& reading) {
    switch (target_.format) {
        case ExportFormat::csv: return report::csv_line(reading, detail_);
        case ExportFormat::geojson: return report::geojson_feature(feature_of(reading), first_);
        case ExportFormat::kml: break;
    }
    return report::kml_placemark(feature_of(reading));
}

void ExportFile::flush() {
    if (to_screen()) {
        *screen_ << text_ << std::flush;
    } else {
        file_->write(std::as_bytes(std::span(text_)));
    }
    text_.clear();
}

void ExportFile::finish() {
    if (target_.format == ExportFormat::geojson) text_ += report::geojson_end();
    if (target_.format == ExportFormat::kml) text_ += report::kml_end();
    flush();
    if (to_screen()) return;
    file_->sync();
    if (written_to_ != target_.file) system_files().rename(written_to_, target_.file);
    file_.reset();
}

}  // namespace boresight::cli
