// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config.h"

#include <fmt/format.h>

#include "platform/paths.h"
#include "store/folders.h"

namespace boresight::app {

namespace {

constexpr std::size_t most_bytes = 1 << 20;

std::string in_quotes(std::string_view text) {
    std::string all = "\"";
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            all += {'\\', c};
        else if (code < 0x20 || code == 0x7F)
            all += fmt::format("\\u{:04X}", code);
        else
            all += c;
    }
    return all + '"';
}

class Lines {
public:
    void table(const char* name) { heading_ = fmt::format("\n[{}]\n", name); }
    void line(const char* key, const std::string& text) {
        if (!text.empty()) add(key, in_quotes(text));
    }
    // Always with a decimal point or an exponent, as TOML wants what isn't a whole number.
    void line(const char* key, const std::optional<double>& number) {
        if (number) add(key, fmt::format("{}", *number));
    }
    void line(const char* key, const std::optional<int>& number) {
        if (number) add(key, fmt::format("{}", *number));
    }
    const std::string& text() const { return text_; }

private:
    void add(const char* key, const std::string& value) {
        text_ += heading_ + fmt::format("{} = {}\n", key, value);
        heading_.clear();
    }

    std::string text_ = "# The settings of boresight. \"boresight setup\" writes them; editing them is fine.\n";
    std::string heading_;
};

}  // namespace

std::filesystem::path config_file() {
    return config_folder() / "config.toml";
}

Config load_config() {
    return load_config(config_file());
}

Config load_config(const std::filesystem::path& file, FileSystem& files) {
    if (!files.exists(file)) return {};
    return parse_config(read_text(files, file, most_bytes), file.string());
}

std::string format_config(const Config& config) {
    Lines lines;
    lines.line("radio", config.radio);
    lines.line("country", config.country);
    lines.line("operator", config.operator_name);
    lines.line("hotspot", config.hotspot);
    lines.line("microcell", config.microcell);
    if (config.units) lines.line("units", *config.units == LengthUnits::us ? "us" : "metric");
    lines.table("antenna");
    lines.line("name", config.antenna.name);
    lines.line("beamwidth_deg", config.antenna.beamwidth_deg);
    lines.line("gain_dbi", config.antenna.gain_dbi);
    lines.line("azimuth_sigma_deg", config.antenna.azimuth_sigma_deg);
    lines.line("pattern", config.antenna.pattern);
    lines.table("place");
    lines.line("name", config.place.name);
    if (config.place.position) {
        lines.line("latitude_deg", std::optional(config.place.position->latitude_deg));
        lines.line("longitude_deg", std::optional(config.place.position->longitude_deg));
        lines.line("ground_m", config.place.position->height_m);
    }
    lines.line("height_m", config.place.height_m);
    lines.table("scale");
    lines.line("zero_offset_deg", config.scale.zero_offset_deg);
    lines.line("sigma_deg", config.scale.sigma_deg);
    lines.table("home_cell");
    lines.line("psc", config.home_cell.psc);
    lines.line("uarfcn", config.home_cell.uarfcn);
    lines.line("power_dbm", config.home_cell.power_dbm);
    return lines.text();
}

void save_config(const Config& config, const std::filesystem::path& file, FileSystem& files) {
    store::make_private_folders(file.parent_path());
    replace_text(files, file, format_config(config), Durability::power);
}

}  // namespace boresight::app
