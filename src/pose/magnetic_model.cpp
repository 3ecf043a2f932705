// SPDX-License-Identifier: GPL-3.0-or-later
#include "pose/magnetic_model.h"

#include <fmt/format.h>
#include <stdlib.h>

#include <GeographicLib/MagneticModel.hpp>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "catalog/data_text.h"
#include "platform/error.h"
#include "platform/file_system.h"
#include "platform/utc_time.h"

namespace boresight::pose {

namespace {

constexpr const char* table = "magnetic/wmm2025.cof";
constexpr const char* name = "wmm2025";
constexpr const char* identity = "WMM2025A";
constexpr int degree = 12;

static_assert(std::endian::native == std::endian::little, "the coefficients are written as GeographicLib reads them");

// What GeographicLib wants to know beside the coefficients; the radius and the range of heights are the model's.
std::string description() {
    return fmt::format(
        "WMMF-1\nName {}\nReleaseDate 2024-11-13\nRadius 6371200\nNumModels 1\nEpoch 2025\nDeltaEpoch 5\nMinTime {:g}\n"
        "MaxTime {:g}\nMinHeight -1000\nMaxHeight 850000\nNormalization schmidt\nType linear\nByteOrder little\nID "
        "{}\n",
        name, magnetic_model_from_year, magnetic_model_until_year, identity);
}

// g, h and their change a year, by degree n and order m.
struct Coefficients {
    std::array<std::array<double, degree + 1>, degree + 1> g{}, h{};
};

void append(std::string& out, const void* bytes, std::size_t size) {
    out.append(static_cast<const char*>(bytes), size);
}

// The degree, then cosines and sines, order after order.
void append(std::string& out, const Coefficients& of) {
    const std::array<std::int32_t, 2> size{degree, degree};
    append(out, size.data(), sizeof size);
    for (int m = 0; m <= degree; ++m)
        for (int n = m; n <= degree; ++n) append(out, &of.g[n][m], sizeof(double));
    for (int m = 1; m <= degree; ++m)
        for (int n = m; n <= degree; ++n) append(out, &of.h[n][m], sizeof(double));
}

// Lines "n m g h dg dh" after a head; lines of nines end them.
std::string coefficients() {
    Coefficients field, change;
    std::istringstream lines{std::string(catalog::data_text(table))};
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
        std::istringstream fields(line);
        int n = 0, m = 0;
        double g = 0, h = 0, dg = 0, dh = 0;
        if (!(fields >> n >> m >> g >> h >> dg >> dh) || n > degree || m > n || m < 0) break;
        field.g[n][m] = g;
        field.h[n][m] = h;
        change.g[n][m] = dg;
        change.h[n][m] = dh;
    }
    std::string out = identity;
    append(out, field);
    append(out, change);
    return out;
}

// A folder of our own that is gone when this is.
class PrivateFolder {
public:
    PrivateFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "boresight-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr)
            throw Error(Error::Kind::missing, {.what = "no temporary folder can be made for the magnetic model",
                                               .where = pattern,
                                               .expected = "a folder to write to",
                                               .fix = "Free some space, or give the declination with --declination"});
        path_ = pattern;
    }
    PrivateFolder(const PrivateFolder&) = delete;
    ~PrivateFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

std::unique_ptr<const GeographicLib::MagneticModel> read_model() {
    const PrivateFolder folder;
    const std::filesystem::path description_file = folder.path() / (std::string(name) + ".wmm");
    replace_text(system_files(), description_file, description(), Durability::process);
    replace_text(system_files(), description_file.string() + ".cof", coefficients(), Durability::process);
    return std::make_unique<GeographicLib::MagneticModel>(name, folder.path().string());
}

}  // namespace

double decimal_year(std::int64_t utc_ns) {
    const int year = std::stoi(format_utc(utc_ns).substr(0, 4));
    const auto begin_of = [](int of) { return parse_utc(fmt::format("{:04}-01-01", of), "year"); };
    const std::int64_t begin_ns = begin_of(year), end_ns = begin_of(year + 1);
    return year + static_cast<double>(utc_ns - begin_ns) / static_cast<double>(end_ns - begin_ns);
}

MagneticField magnetic_field(const Position& place, double year) {
    static const std::unique_ptr<const GeographicLib::MagneticModel> model = read_model();
    double east_nt = 0, north_nt = 0, up_nt = 0;
    (*model)(year, place.latitude_deg, place.longitude_deg, place.height_m.value_or(0), east_nt, north_nt, up_nt);
    double horizontal_nt = 0, total_nt = 0, declination_deg = 0, inclination_deg = 0;
    GeographicLib::MagneticModel::FieldComponents(east_nt, north_nt, up_nt, horizontal_nt, total_nt, declination_deg,
                                                  inclination_deg);
    return {.declination = {declination_deg},
            .horizontal_nt = horizontal_nt,
            .in_validity = year >= magnetic_model_from_year && year <= magnetic_model_until_year};
}

MagneticField magnetic_field(const Position& place, std::int64_t utc_ns) {
    return magnetic_field(place, decimal_year(utc_ns));
}

}  // namespace boresight::pose
