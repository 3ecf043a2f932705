// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/proof/row_kinds.h"

namespace boresight::proof {

std::vector<Row> all_rows() {
    std::vector<Row> rows;
    add_pointing_rows(rows);
    add_choice_rows(rows);
    add_roll_rows(rows);
    add_plan_rows(rows);
    add_further_rows(rows);
    add_check_rows(rows);
    add_turn_rows(rows);
    add_spot_rows(rows);
    return rows;
}

}  // namespace boresight::proof
