// SPDX-License-Identifier: GPL-3.0-or-later
// The answer of `boresight bands` and its two forms: for people, and as the one JSON object for programs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalog/band_plan.h"

namespace boresight::cli {

struct BandsSection {
    catalog::Rat rat = catalog::Rat::lte;
    std::vector<catalog::PlannedBand> bands;  // in the order of a scan
};

struct BandsView {
    catalog::BandQuestion question;
    std::optional<double> frequency_hz;  // only bands with this downlink
    bool chosen = false;                 // by band or frequency, on the air or not
    std::vector<BandsSection> sections;

    bool empty() const;
};

// The channel number of the frequency asked for, where it is on the band's raster.
std::optional<std::int64_t> channel_of(const BandsView& view, const catalog::PlannedBand& planned);

// What became of 3G: of the operator, or of the country; none without a country.
std::optional<catalog::ThirdGenerationState> third_generation_of(const BandsView& view);

std::string bands_text(const BandsView& view);
std::string bands_json(const BandsView& view);
std::string countries_text();
std::string countries_json();

}  // namespace boresight::cli
