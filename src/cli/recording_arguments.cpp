// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/recording_arguments.h"

#include <CLI/CLI.hpp>

#include "catalog/frequency_text.h"
#include "cli/arguments.h"

namespace boresight::cli {

namespace {

constexpr double longest_s = 1e6;

}  // namespace

void add_recording_options(CLI::App& command, RecordingWords& words, const std::string& group) {
    command.add_option("--file", words.file, "recording to look into, a SigMF pair (NAME.sigmf-meta, NAME.sigmf-data)")
        ->type_name("NAME")
        ->group(group);
    command
        .add_option("--frequency", words.frequency,
                    "frequency the recording was tuned to, as in 806M (default: what it says itself)")
        ->type_name("FREQ")
        ->group(group);
    command.add_option("--seconds", words.seconds, "only so many seconds from the beginning (default: all)")
        ->type_name("S")
        ->group(group);
}

std::optional<double> typed_frequency_hz(const RecordingWords& words) {
    if (words.frequency.empty()) return std::nullopt;
    return catalog::parse_frequency_hz(words.frequency, "--frequency");
}

std::optional<double> typed_seconds(const RecordingWords& words, double shortest_s) {
    if (words.seconds.empty()) return std::nullopt;
    return number_argument("--seconds", words.seconds, shortest_s, longest_s, "seconds");
}

}  // namespace boresight::cli
