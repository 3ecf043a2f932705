// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/earlier_cells.h"

#include "catalog/operators.h"
#include "platform/error.h"
#include "store/reader.h"
#include "survey/either_standard.h"

namespace boresight::survey {

void name_from_earlier(const std::filesystem::path& database, ScanResult& result) {
    if (!std::filesystem::exists(database)) return;
    try {
        store::Reader reader(database);
        for_every_cell(result, [&reader](auto& cell) {
            if (!cell.frequency_hz || cell.operated_by.known_from != Operator::KnownFrom::unknown) return;
            store::CellIdentity identity;
            identity.rat = rat_of(cell);
            identity.frequency_hz = cell.frequency_hz;
            identity.physical_id = physical_id(cell.cell);
            const auto earlier = reader.earlier_identity(identity);
            if (!earlier || earlier->ambiguous) return;
            cell.operated_by = {.plmn = earlier->plmn,
                                .name = catalog::operator_name(earlier->plmn),
                                .known_from = Operator::KnownFrom::earlier};
        });
    } catch (const Error&) {
        return;  // whoever keeps the readings says what is wrong with the database; names are a courtesy
    }
}

}  // namespace boresight::survey
