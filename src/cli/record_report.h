// SPDX-License-Identifier: GPL-3.0-or-later
// What `record` did, as text and as JSON, and what ended it early as an Error of kind `fault`.
#pragma once

#include <string>

#include "platform/error.h"
#include "radio/record.h"

namespace boresight::cli {

struct RecordReport {
    radio::RecordRequest request;
    radio::Tuning tuning;
    radio::RadioName radio;
    double gain_db = 0;
    radio::Recorded recorded;
};

std::string record_text(const RecordReport& report);
std::string record_json(const RecordReport& report);
Error record_fault(const radio::Recorded& recorded, const radio::RadioName& name);

}  // namespace boresight::cli
