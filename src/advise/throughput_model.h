// SPDX-License-Identifier: GPL-3.0-or-later
// What an LTE carrier can carry at a given SINR: two curves in bit/s/Hz of one layer, the one of aim/capacity.h that
// ranks and TR 36.942's truncated Shannon bound, and the range that both span after reference signals, control,
// synchronization and repetitions are taken off. Of the whole cell, not of one user; no promise. SINR in dB, bandwidth
// in Hz, throughput in Mbit/s. Pure; nothing fails.
#pragma once

#include "aim/capacity.h"
#include "catalog/throughput.h"

namespace boresight::advise {

using aim::known_sinr_db;

double ranking_efficiency(double sinr_db);
double shannon_efficiency(const catalog::Throughput& model, double sinr_db);

// The mean of ranking_efficiency over a SINR that is normal in dB: the curve is concave, so the efficiency of the mean
// would be too high.
double expected_efficiency(const aim::Value& sinr_db);

struct CarrierForm {
    double bandwidth_hz = 0;
    int ports = 0;  // 0: not known
    bool tdd = false;
};

struct Range {
    double low = 0, high = 0;
};

// From the lower curve at the low end with all that may be taken off, to the higher one at the high end.
Range capacity_range_mbps(const catalog::Throughput& model, const CarrierForm& form, const aim::Value& sinr_db);

}  // namespace boresight::advise
