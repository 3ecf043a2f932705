// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/aim_scale.h"

#include <fmt/format.h>

#include <cmath>

#include "app/aim_setting.h"
#include "catalog/name_key.h"
#include "cli/arguments.h"
#include "cli/bearing_argument.h"
#include "pose/magnetic_model.h"
#include "pose/scale_tie.h"

namespace boresight::cli {

namespace {

constexpr double sigmas_of_95 = 1.96;

bool ends_magnetic(const std::string& text) {
    return !text.empty() && (text.back() == 'm' || text.back() == 'M');
}

std::optional<pose::MagneticField> field_of(const LiveAimWords& words, const app::Config& config) {
    const auto place = place_of(words, config);
    if (!place) return std::nullopt;
    return pose::magnetic_field(*place, words.typed_ns);
}

std::optional<pose::ScaleTie> tie_of(const LiveAimWords& words, const app::Config& config) {
    if (words.reference.empty()) return std::nullopt;
    if (words.compass || !words.zero.empty())
        throw Error(Error::Kind::bad_input,
                    {.what = "two things would say where the scale's zero lies",
                     .where = std::string("--reference and ") + (words.compass ? "--compass" : "--zero"),
                     .expected = "one of them",
                     .fix = ""});
    pose::TieKnowledge known{.place = place_of(words, config), .now_ns = words.typed_ns};
    if (const auto declination_deg = declination_of(words, config)) known.declination = {*declination_deg};
    return pose::tie_scale(pose::parse_scale_reference(words.reference, "--reference"), known);
}

}  // namespace

std::optional<Position> place_of(const LiveAimWords& words, const app::Config& config) {
    return words.scan.at.empty() ? config.place.position : std::optional(parse_position(words.scan.at, "--at"));
}

std::optional<double> declination_of(const LiveAimWords& words, const app::Config& config) {
    if (!words.declination.empty()) return number_argument("--declination", words.declination, -180, 180, "degrees");
    const auto field = field_of(words, config);
    return field ? std::optional(field->declination.deg) : std::nullopt;
}

aim::Scale scale_of(const LiveAimWords& words, const app::Config& config, bool by_hand) {
    aim::Scale scale;
    if (words.compass)
        scale.kind = aim::ScaleKind::magnetic;
    else
        scale = app::sweep_scale(config, by_hand);
    scale.declination_deg = declination_of(words, config);
    if (const auto tie = tie_of(words, config)) {
        scale.kind = aim::ScaleKind::mark;
        scale.zero = aim::ScaleZero{tie->zero.deg, tie->sigma_deg};
    } else if (!words.zero.empty()) {
        if (!words.compass) scale.kind = aim::ScaleKind::mark;
        const double usual_deg = ends_magnetic(words.zero) ? aim::unchecked_compass_deg : app::usual_zero_sigma_deg;
        scale.zero = aim::ScaleZero{true_bearing_argument("--zero", words.zero, scale.declination_deg),
                                    ends_magnetic(words.zero) ? usual_deg : config.scale.sigma_deg.value_or(usual_deg)};
    }
    if (!words.zero_sigma.empty() && scale.zero)
        scale.zero->sigma_deg = number_argument("--zero-sigma", words.zero_sigma, 0, 90, "degrees");
    return scale;
}

std::vector<std::string> scale_notes(const LiveAimWords& words, const app::Config& config, bool by_hand) {
    std::vector<std::string> notes;
    const aim::Scale scale = scale_of(words, config, by_hand);
    if (const auto tie = tie_of(words, config)) {
        notes.push_back(fmt::format(
            "Your scale's zero is at {:.1f}° true (± {:.0f}°, 95 %), by what it reads at {:.1f}° true. Keep it with "
            "\"boresight setup --zero {:.1f} --zero-sigma {:.1f}\".",
            tie->zero.deg, std::ceil(sigmas_of_95 * scale.zero->sigma_deg), tie->seen_at.deg, tie->zero.deg,
            scale.zero->sigma_deg));
        if (!tie->warning.empty()) notes.push_back(tie->warning);
    }
    const bool magnetic = words.compass || words.reference.starts_with("compass") || ends_magnetic(words.zero) ||
                          ends_magnetic(words.first) || words.arc.find_first_of("mM") != std::string::npos;
    if (!magnetic) return notes;
    const auto field = words.declination.empty() ? field_of(words, config) : std::nullopt;
    if (!field) return notes;
    notes.push_back(fmt::format("Compass north is {:.1f}° {} of true north here, by {}.",
                                std::abs(field->declination.deg), field->declination.deg < 0 ? "west" : "east",
                                pose::magnetic_model_name));
    if (!field->in_validity)
        notes.push_back(fmt::format("{} is valid from {:g} to {:g} only: give the declination with --declination.",
                                    pose::magnetic_model_name, pose::magnetic_model_from_year,
                                    pose::magnetic_model_until_year));
    if (!field->compass_works())
        notes.push_back("So near to a magnetic pole no compass is to be relied on: tie the scale by the sun.");
    return notes;
}

}  // namespace boresight::cli
