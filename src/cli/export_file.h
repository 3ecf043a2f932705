// SPDX-License-Identifier: GPL-3.0-or-later
// One file of an export: readings come in one by one, go to FILE.part in large pieces, and FILE is there whole when
// `finish` has returned. Without it nothing is left behind. "-" is the screen (stdout); devices and pipes are written
// to as they are. Throws an Error when the disk doesn't take it.
#pragma once

#include <filesystem>
#include <memory>
#include <ostream>
#include <string>

#include "platform/file_system.h"
#include "report/map_feature.h"
#include "report/reading_fields.h"

namespace boresight::cli {

enum class ExportFormat { csv, geojson, kml };

std::string_view export_format_name(ExportFormat format);

// By the ending of the name; throws an Error for one it doesn't know.
ExportFormat format_of(const std::string& file);

struct ExportTarget {
    ExportFormat format = ExportFormat::csv;
    std::string file;  // "-": stdout
};

class ExportFile {
public:
    ExportFile(const ExportTarget& target, report::PositionDetail detail, std::ostream& screen);
    ~ExportFile();
    ExportFile(ExportFile&&) = default;

    // Answers whether more is wanted: no when the reader of a pipe went away.
    bool add(const store::FullReading& reading);
    void finish();

    bool to_screen() const { return target_.file == "-"; }
    const std::string& name() const { return target_.file; }
    ExportFormat format() const { return target_.format; }

private:
    std::string text_of(const store::FullReading& reading);
    report::MapFeature feature_of(const store::FullReading& reading);
    void flush();

    ExportTarget target_;
    report::PositionDetail detail_;
    std::ostream* screen_;
    std::filesystem::path written_to_;
    std::unique_ptr<OutputFile> file_;
    std::string text_;  // not yet written
    bool first_ = true;
    std::string config_;  // of the session that the last reading is from, and its antenna's beam
    double beamwidth_deg_ = report::usual_sector_deg;
};

}  // namespace boresight::cli
