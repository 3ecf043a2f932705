// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/radios.h"

#include <algorithm>

#include "catalog/data_text.h"
#include "catalog/name_key.h"

namespace boresight::catalog {

namespace {

constexpr double hz_per_mhz = 1e6;

// "24-1766" or "3" -> both ends, scaled to hertz.
FrequencyRange read_span(const CsvRow& row, std::string_view column, const std::string& word) {
    const std::size_t dash = word.find('-', 1);
    const auto low = parse_number(std::string_view(word).substr(0, dash));
    const auto high = dash == std::string::npos ? low : parse_number(std::string_view(word).substr(dash + 1));
    if (!low || !high || !(*low > 0 && *low <= *high)) row.refuse(column, "spans such as 24-1766, or single values");
    return {*low * hz_per_mhz, *high * hz_per_mhz};
}

std::vector<FrequencyRange> read_spans(const CsvRow& row, std::string_view column) {
    std::vector<FrequencyRange> spans;
    for (const std::string& word : row.words(column)) {
        const FrequencyRange span = read_span(row, column, word);
        if (!spans.empty() && span.low_hz <= spans.back().high_hz) row.refuse(column, "spans in ascending order");
        spans.push_back(span);
    }
    if (spans.empty()) row.refuse(column, "at least one span");
    return spans;
}

// "LNA:0:40:8" -> name, least, most, step; all but the name may be missing.
GainElement read_gain(const CsvRow& row, const std::string& word) {
    constexpr std::string_view column = "gain_elements";
    const auto parts = split(word, ':');
    GainElement gain{.name = parts.front(), .least = {}, .most = {}, .step = 0};
    if (gain.name.empty() || parts.size() == 2 || parts.size() > 4) row.refuse(column, "name:least:most:step");
    if (parts.size() == 1) return gain;
    gain.least = parse_number(parts[1]);
    gain.most = parse_number(parts[2]);
    const auto step = parts.size() == 4 ? parse_number(parts[3]) : std::optional<double>(0);
    if (!gain.least || !gain.most || !step || *gain.least >= *gain.most) row.refuse(column, "name:least:most:step");
    gain.step = *step;
    return gain;
}

double read_positive(const CsvRow& row, std::string_view column) {
    const double value = row.number(column);
    if (!(value > 0)) row.refuse(column, "a number above 0");
    return value;
}

std::optional<Db> read_db(const CsvRow& row, std::string_view column) {
    const auto value = row.optional_number(column);
    return value ? std::optional(Db{*value}) : std::nullopt;
}

int read_count(const CsvRow& row, std::string_view column) {
    const auto value = row.integer(column);
    if (value < 1 || value > 64) row.refuse(column, "a whole number from 1 to 64");
    return static_cast<int>(value);
}

// Radios whose names contain the key.
std::vector<const Radio*> radios_with(const std::string& key) {
    std::vector<const Radio*> found;
    for (const Radio& radio : radios()) {
        if (std::any_of(radio.names.begin(), radio.names.end(),
                        [&](const std::string& name) { return name_key(name).find(key) != std::string::npos; })) {
            found.push_back(&radio);
        }
    }
    return found;
}

}  // namespace

std::vector<Radio> read_radios(const CsvTable& table) {
    std::vector<Radio> radios;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const CsvRow row = table.row(i);
        Radio radio;
        radio.name = row.required_text("name");
        radio.driver = row.required_text("driver");
        if (row.text("generic") != "yes" && row.text("generic") != "no") row.refuse("generic", "yes or no");
        radio.generic = row.text("generic") == "yes";
        radio.names = split(row.text("aliases"), ';');
        radio.names.push_back(radio.name);
        radio.chip = row.text("chip");
        radio.ranges = read_spans(row, "ranges_mhz");
        for (const FrequencyRange& span : read_spans(row, "rates_msps"))
            radio.rates.push_back({span.low_hz, span.high_hz});
        radio.usable_rate_sps = read_positive(row, "usable_rate_msps") * hz_per_mhz;
        radio.usable_bandwidth_hz = read_positive(row, "usable_bandwidth_mhz") * hz_per_mhz;
        radio.adc_bits = read_count(row, "adc_bits");
        radio.clock_ppm = read_positive(row, "clock_ppm");
        radio.noise_figure_low = read_db(row, "noise_figure_low_db");
        radio.noise_figure_high = read_db(row, "noise_figure_high_db");
        for (const std::string& word : row.words("gain_elements")) radio.gain_elements.push_back(read_gain(row, word));
        radio.bias_tee = row.text("bias_tee");
        radio.rx_channels = read_count(row, "rx_channels");
        radio.max_input = Dbm{row.number("max_input_dbm")};
        radio.note = row.text("note");
        radio.sure = row.required_text("sure");
        radios.push_back(std::move(radio));
    }
    return radios;
}

const std::vector<Radio>& radios() {
    static const std::vector<Radio> all = read_radios(data_table("radios.csv"));
    return all;
}

const Radio* find_radio(std::string_view text) {
    const std::string key = name_key(text);
    if (key.empty()) return nullptr;
    const auto& all = radios();
    const auto named = std::find_if(all.begin(), all.end(), [&](const Radio& radio) {
        return std::any_of(radio.names.begin(), radio.names.end(),
                           [&](const std::string& name) { return name_key(name) == key; });
    });
    if (named != all.end()) return &*named;
    const auto driven = std::find_if(
        all.begin(), all.end(), [&](const Radio& radio) { return radio.generic && name_key(radio.driver) == key; });
    if (driven != all.end()) return &*driven;
    const auto partly = radios_with(key);
    if (partly.empty()) return nullptr;
    const auto generic = std::find_if(partly.begin(), partly.end(), [](const Radio* radio) { return radio->generic; });
    const bool one_driver = std::all_of(partly.begin(), partly.end(),
                                        [&](const Radio* radio) { return radio->driver == partly.front()->driver; });
    if (partly.size() == 1) return partly.front();
    return one_driver && generic != partly.end() ? *generic : nullptr;
}

}  // namespace boresight::catalog
