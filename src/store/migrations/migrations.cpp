// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/migrations/migrations.h"

#include <array>

namespace boresight::store {

extern const Migration migration_0001_survey;
extern const Migration migration_0002_dwell_hour;
extern const Migration migration_0003_calibration;
extern const Migration migration_0004_system_info;
extern const Migration migration_0005_umts_neighbours;

std::span<const Migration> migrations() {
    static const std::array all{migration_0001_survey, migration_0002_dwell_hour, migration_0003_calibration,
                                migration_0004_system_info, migration_0005_umts_neighbours};
    return all;
}

}  // namespace boresight::store
