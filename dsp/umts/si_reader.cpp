// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/si_reader.h"

#include <algorithm>

#include "dsp/umts/si_assembler.h"

namespace boresight::dsp::umts {

namespace {

class Collector {
public:
    void add(const BchBlock& block) {
        for (const Sib& sib : assembler_.add(block.sfn(), si_segments(block.bits))) take(sib);
    }

    std::optional<SystemInfo> result() {
        for (const Sib& sib : unnamed_)
            if (is_sib19(sib)) keep(info_.sib19, read_sib19(sib.bits));
        const bool any = info_.mib || info_.sib1 || info_.sib3 || info_.sib5 || info_.sib11 || info_.sib19;
        return any ? std::optional(info_) : std::nullopt;
    }

private:
    template <class Block>
    static void keep(std::optional<Block>& place, std::optional<Block> block) {
        if (block) place = std::move(block);
    }

    void take(const Sib& sib) {
        switch (sib.type) {
            case sib_type::mib: take_master(sib.bits); break;
            case sib_type::sb1:
                if (auto scheduled = read_sb1(sib.bits)) scheduled_ = std::move(*scheduled);
                break;
            case sib_type::sib1: keep(info_.sib1, read_sib1(sib.bits)); break;
            case sib_type::sib3: keep(info_.sib3, read_sib3(sib.bits)); break;
            case sib_type::sib5: keep(info_.sib5, read_sib5(sib.bits)); break;
            case sib_type::sib11: keep(info_.sib11, read_sib11(sib.bits)); break;
            case sib_type::extension: unnamed_.push_back(sib); break;
            default: break;
        }
    }

    void take_master(const Bits& bits) {
        auto mib = read_mib(bits);
        if (!mib) return;
        if (info_.mib && info_.mib->value_tag != mib->value_tag) {
            info_ = {};
            scheduled_.clear();
            unnamed_.clear();
            assembler_.forget();
        }
        info_.mib = std::move(mib);
    }

    bool is_sib19(const Sib& sib) const {
        const auto here = [&](const ExtensionSchedule& schedule) {
            return schedule.kind == ExtensionSchedule::sib19 &&
                   sib.first_sfn % schedule.repetition == schedule.position;
        };
        return std::any_of(scheduled_.begin(), scheduled_.end(), here) ||
               (info_.mib && std::any_of(info_.mib->extensions.begin(), info_.mib->extensions.end(), here));
    }

    SiAssembler assembler_;
    SystemInfo info_;
    std::vector<ExtensionSchedule> scheduled_;  // by SB1
    std::vector<Sib> unnamed_;                  // told by their time alone
};

}  // namespace

std::optional<SystemInfo> read_system_info(std::span<const BchBlock> blocks) {
    Collector collector;
    for (const BchBlock& block : blocks) collector.add(block);
    return collector.result();
}

}  // namespace boresight::dsp::umts
