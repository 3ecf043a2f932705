// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/proof/kept_runs.h"

#include <fmt/format.h>

#include <sstream>
#include <stdexcept>

namespace boresight::proof {

namespace {

constexpr std::uint64_t fnv_start = 0xcbf29ce484222325, fnv_factor = 0x100000001b3;

// The seed and the numbers of a line that ends as it should; one that was cut is no run.
bool read_line(const std::string& line, std::uint64_t& seed, Record& record) {
    if (line.empty() || line.back() != ';') return false;
    std::istringstream words(line.substr(0, line.size() - 1));
    std::string word;
    if (!std::getline(words, word, ',')) return false;
    seed = std::strtoull(word.c_str(), nullptr, 10);
    while (std::getline(words, word, ',')) record.push_back(std::strtod(word.c_str(), nullptr));
    return !record.empty();
}

}  // namespace

std::string own_fingerprint() {
    std::ifstream self("/proc/self/exe", std::ios::binary);
    std::uint64_t hash = fnv_start;
    for (int byte = self.get(); byte >= 0; byte = self.get())
        hash = (hash ^ static_cast<std::uint64_t>(byte)) * fnv_factor;
    return fmt::format("{:016x}", hash);
}

KeptRuns::KeptRuns(const Setting& setting, const std::string& sessions) {
    std::filesystem::create_directories(setting.folder);
    const std::filesystem::path file = setting.folder / (sessions + ".csv");
    if (!setting.fresh) read(file, setting);
    out_.open(file, std::ios::trunc);
    out_ << setting.fingerprint << '\n';
    for (const auto& [seed, record] : runs_) out_ << fmt::format("{},{:.9g};\n", seed, fmt::join(record, ","));
    out_.flush();
    if (!out_) throw std::runtime_error(file.string() + " can't be written");
}

void KeptRuns::read(const std::filesystem::path& file, const Setting& setting) {
    std::ifstream in(file);
    std::string line;
    if (!std::getline(in, line) || (line != setting.fingerprint && !setting.any_program)) return;
    while (std::getline(in, line)) {
        std::uint64_t seed = 0;
        Record record;
        if (read_line(line, seed, record)) runs_[seed] = std::move(record);
    }
}

void KeptRuns::keep(std::uint64_t seed, Record record) {
    const std::lock_guard lock(mutex_);
    out_ << fmt::format("{},{:.9g};\n", seed, fmt::join(record, ",")) << std::flush;
    if (!out_) throw std::runtime_error("a run can't be kept: the disk is full");
    runs_[seed] = std::move(record);
}

}  // namespace boresight::proof
