// SPDX-License-Identifier: GPL-3.0-or-later
// The options of every command that looks into a recording: --file, --frequency and --seconds. What was typed wrong
// throws an Error that names the option.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace boresight::cli {

// As typed.
struct RecordingWords {
    std::filesystem::path file;
    std::string frequency, seconds;
};

void add_recording_options(CLI::App& command, RecordingWords& words, const std::string& group);

// Where the recording was tuned, if that was typed.
std::optional<double> typed_frequency_hz(const RecordingWords& words);
// How much of it, at least `shortest_s`.
std::optional<double> typed_seconds(const RecordingWords& words, double shortest_s);

}  // namespace boresight::cli
