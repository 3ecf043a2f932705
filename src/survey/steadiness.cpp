// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/steadiness.h"

#include <cmath>
#include <map>

#include "survey/live_estimate.h"

namespace boresight::survey {

namespace {

struct Half {
    double sum = 0, squares = 0, n = 0;

    void add(double db) {
        sum += db;
        squares += db * db;
        n += 1;
    }
    double mean() const { return sum / n; }
    double scatter() const { return squares - sum * sum / n; }
};

}  // namespace

bool still_moves(const SweepStopRecord& record) {
    double moved_db = 0, variance = 0, cells = 0;
    for (const CarrierDwell& carrier : record.carriers) {
        std::map<std::size_t, std::vector<std::optional<double>>> levels;
        for (const CellLook& look : carrier.looks) levels[look.cell].push_back(look_level_dbfs(look.reading));
        for (const auto& [cell, series] : levels) {
            Half first, second;
            for (std::size_t i = 0; i < series.size(); ++i)
                if (series[i]) (2 * i < series.size() ? first : second).add(*series[i]);
            if (first.n + second.n < static_cast<double>(series.size()) || first.n < 2 || second.n < 2) continue;
            const double of_one = (first.scatter() + second.scatter()) / (first.n + second.n - 2);
            moved_db += second.mean() - first.mean();
            variance += of_one * (1 / first.n + 1 / second.n);
            cells += 1;
        }
    }
    if (cells == 0) return false;
    return std::abs(moved_db) / cells > moving_db && std::abs(moved_db) > moving_sigmas * std::sqrt(variance);
}

}  // namespace boresight::survey
