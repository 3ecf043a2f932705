// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/pool.h"

#include <algorithm>
#include <cmath>

#include "aim/fit.h"

namespace boresight::aim {

namespace {

constexpr double usual_revisit_db = 0.7;  // what a second visit differs by: keeps a steady cell from deciding alone
constexpr std::size_t least_shared = 2;   // stops that tie a cell to the others
constexpr int most_rounds = 200;
constexpr double settled_db = 1e-6;

double weight_of(const Reading& reading) {
    return 1 / (reading.sigma_db * reading.sigma_db + usual_revisit_db * usual_revisit_db);
}

std::size_t stops_heard(const std::vector<Reading>& readings) {
    return static_cast<std::size_t>(
        std::count_if(readings.begin(), readings.end(), [](const Reading& r) { return r.detected(); }));
}

// The two-way table: level = stop + cell.
class Table {
public:
    explicit Table(std::span<const std::vector<Reading>> cells)
        : cells_(cells), offset_db_(cells.size()), stop_db_(cells.front().size()), weight_(cells.front().size()) {}

    void join(std::size_t cell, double offset_db) {
        offset_db_[cell] = offset_db;
        place_stops();
    }
    bool joined(std::size_t cell) const { return offset_db_[cell].has_value(); }

    // Stops at which both this cell and one that has joined were heard.
    std::size_t shared(std::size_t cell) const {
        std::size_t n = 0;
        for (std::size_t i = 0; i < stop_db_.size(); ++i) n += cells_[cell][i].detected() && weight_[i] > 0;
        return n;
    }

    // How far the cell lies above the stops' part where both are known.
    double excess_db(std::size_t cell) const {
        double sum = 0, weights = 0;
        for (std::size_t i = 0; i < stop_db_.size(); ++i) {
            const Reading& reading = cells_[cell][i];
            if (!reading.detected() || !(weight_[i] > 0)) continue;
            sum += weight_of(reading) * (reading.level_db - stop_db_[i]);
            weights += weight_of(reading);
        }
        return sum / weights;
    }

    // Each part is the weighted mean of what the other leaves, in turn until nothing moves. `fixed` stays at 0.
    void settle(std::size_t fixed) {
        for (int round = 0; round < most_rounds; ++round) {
            double moved = 0;
            for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
                if (!offset_db_[cell] || cell == fixed) continue;
                const double offset_db = excess_db(cell);
                moved = std::max(moved, std::abs(offset_db - *offset_db_[cell]));
                offset_db_[cell] = offset_db;
            }
            place_stops();
            if (moved < settled_db) return;
        }
    }

    Reading reading(std::size_t stop) const;
    const std::vector<std::optional<double>>& offsets_db() const { return offset_db_; }

private:
    void place_stops() {
        for (std::size_t i = 0; i < stop_db_.size(); ++i) {
            double sum = 0;
            weight_[i] = 0;
            for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
                const Reading& reading = cells_[cell][i];
                if (!offset_db_[cell] || !reading.detected()) continue;
                sum += weight_of(reading) * (reading.level_db - *offset_db_[cell]);
                weight_[i] += weight_of(reading);
            }
            stop_db_[i] = weight_[i] > 0 ? sum / weight_[i] : 0;
        }
    }

    std::span<const std::vector<Reading>> cells_;
    std::vector<std::optional<double>> offset_db_;
    std::vector<double> stop_db_, weight_;  // weight 0: no cell was heard there
};

Reading Table::reading(std::size_t stop) const {
    Reading out;
    double variance = 0;
    bool first = true;
    for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
        if (!offset_db_[cell]) continue;
        const Reading& own = cells_[cell][stop];
        out.detected_share = std::max(out.detected_share, own.detected_share);
        out.independent_blocks = std::max(out.independent_blocks, own.independent_blocks);
        if (own.detected()) {
            const double share = weight_of(own) / weight_[stop];
            variance += share * share * own.sigma_db * own.sigma_db;
            if (own.kind == ReadingKind::full) out.kind = ReadingKind::full;
            if (out.kind == ReadingKind::censored) out.kind = own.kind;
        } else if (!(weight_[stop] > 0)) {
            // Nothing was heard of any: the strongest of them says most.
            const double limit_db = own.level_db - *offset_db_[cell];
            if (first || limit_db < out.level_db) out.level_db = limit_db;
            out.sigma_db = own.sigma_db;
            first = false;
        }
    }
    if (!(weight_[stop] > 0)) return out;
    out.level_db = stop_db_[stop];
    out.sigma_db = std::sqrt(variance);
    return out;
}

}  // namespace

PooledSite pool_site(std::span<const std::vector<Reading>> cells) {
    PooledSite out;
    out.offset_db.resize(cells.size());
    if (cells.empty()) return out;
    std::size_t first = 0;
    for (std::size_t cell = 1; cell < cells.size(); ++cell)
        if (stops_heard(cells[cell]) > stops_heard(cells[first])) first = cell;
    if (stops_heard(cells[first]) < least_heard_stops) {
        out.readings = cells.front();
        return out;
    }
    Table table(cells);
    table.join(first, 0);
    for (bool grew = true; grew;) {
        grew = false;
        for (std::size_t cell = 0; cell < cells.size(); ++cell) {
            if (table.joined(cell) || stops_heard(cells[cell]) < least_heard_stops) continue;
            if (table.shared(cell) < least_shared) continue;
            table.join(cell, table.excess_db(cell));
            grew = true;
        }
    }
    table.settle(first);
    out.offset_db = table.offsets_db();
    for (std::size_t stop = 0; stop < cells.front().size(); ++stop) out.readings.push_back(table.reading(stop));
    return out;
}

}  // namespace boresight::aim
