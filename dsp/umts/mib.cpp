// SPDX-License-Identifier: GPL-3.0-or-later
// The master block and scheduling block 1: whose network, and when blocks come that carry no name of their own. TS
// 25.331 10.2.48.8.1 and 10.2.48.8.2; later releases' parts lie in extensions within extensions at the end.
#include <array>

#include "dsp/asn1/per_reader.h"
#include "dsp/umts/sib_octets.h"
#include "dsp/umts/system_info.h"

namespace boresight::dsp::umts {

namespace {

using asn1::PerReader;

// What names a block in a list of references carries its value tag: so many bits each, in the order of the CHOICE.
enum Tag : std::uint8_t { none = 0, cell = 2, network = 8, predefined = 9, unknown = 0xFF };
constexpr std::array<Tag, 32> tags_of_mib{
    network, cell, cell, cell,    cell, cell, none, cell, none,    none, cell, cell, cell, cell,    cell,    cell,
    cell,    none, cell, unknown, none, cell, cell, cell, unknown, cell, cell, cell, cell, unknown, unknown, unknown};
constexpr std::array<Tag, 32> tags_of_sb{network, cell, cell, cell,    cell,    cell,    none,    cell,
                                         none,    none, cell, cell,    cell,    cell,    cell,    cell,
                                         cell,    none, cell, unknown, none,    cell,    unknown, cell,
                                         unknown, cell, cell, unknown, unknown, unknown, unknown, unknown};

std::string read_mnc(PerReader& in) {
    return in.digits(in.number(2, 3));
}

// SchedulingInformation: repetition and position of the first segment, in frames.
ExtensionSchedule read_schedule(PerReader& in) {
    const bool several = in.flag(), offsets = in.flag();
    if (several) in.number(1, 16);
    const int power = 2 + in.number(0, 10);  // rep4 to rep4096
    ExtensionSchedule schedule{.repetition = 1 << power, .position = 0};
    schedule.position = 2 * static_cast<int>(in.bits(power - 1));
    if (!offsets) return schedule;
    const int count = in.number(1, 15);
    for (int i = 0; i < count && !in.failed(); ++i) in.number(0, 15);
    return schedule;
}

void pass_references(PerReader& in, const std::array<Tag, 32>& tags) {
    const int count = in.number(1, 32);
    for (int i = 0; i < count && !in.failed(); ++i) {
        const Tag tag = tags[in.bits(5)];
        if (tag == unknown) in.fail();
        in.bits(tag == unknown ? 0 : tag);
        read_schedule(in);
    }
}

// ExtSIBTypeInfoSchedulingInfo-List2.
std::vector<ExtensionSchedule> read_extension_list(PerReader& in) {
    std::vector<ExtensionSchedule> list;
    const int count = in.number(1, 32);
    for (int i = 0; i < count && !in.failed(); ++i) {
        const int kind = in.number(0, 15);
        list.push_back(read_schedule(in));
        list.back().kind = kind;
        enum ValueTag { no_tag, of_cell, of_network, with_occurrence };
        switch (in.number(no_tag, with_occurrence)) {
            case of_cell: in.bits(cell); break;
            case of_network: in.bits(network); break;
            case with_occurrence: in.bits(4 + 4); break;
            default: break;
        }
    }
    return list;
}

// MultiplePLMN-List-r6: those without a country have that of the one before.
std::vector<std::string> read_network_list(PerReader& in, const std::string& first) {
    std::vector<std::string> list;
    const bool first_too = in.flag();
    if (first_too && !first.empty()) list.push_back(first);
    std::string country = first.substr(0, 3);
    const int count = in.number(1, 5);
    for (int i = 0; i < count && !in.failed(); ++i) {
        if (in.flag()) country = in.digits(3);
        list.push_back(country + '-' + read_mnc(in));
    }
    return list;
}

// What follows the list of references. A reader that fails in here says nothing against what came before.
void read_extensions(PerReader in, MasterBlock& mib) {
    const bool later = in.flag();  // v6b0's
    std::vector<std::string> networks;
    if (in.flag()) networks = read_network_list(in, mib.plmn);
    if (in.failed()) return;
    mib.plmn_list = networks;
    if (!later) return;
    const bool still_later = in.flag();
    if (in.flag() || !still_later) return;  // a list of the older kind
    in.flag();                              // extensions to come
    const bool listed = in.flag();
    in.flag();  // of a closed group of users
    if (!listed) return;
    auto extensions = read_extension_list(in);
    if (!in.failed()) mib.extensions = std::move(extensions);
}

}  // namespace

std::optional<MasterBlock> read_mib(const Bits& bits) {
    const auto octets = octets_of(bits);
    PerReader in(octets);
    MasterBlock mib;
    const bool extended = in.flag();
    mib.value_tag = in.number(1, 8);
    enum Network { gsm_map, ansi_41, both };
    const int network = in.number(gsm_map, both);
    if (network != ansi_41) {
        mib.plmn = in.digits(3) + '-';
        mib.plmn += read_mnc(in);
    }
    if (in.failed()) return std::nullopt;
    if (network != gsm_map) return mib;
    pass_references(in, tags_of_mib);
    if (extended && !in.failed()) read_extensions(in, mib);
    return mib;
}

std::optional<std::vector<ExtensionSchedule>> read_sb1(const Bits& bits) {
    const auto octets = octets_of(bits);
    PerReader in(octets);
    const bool extended = in.flag();
    pass_references(in, tags_of_sb);
    std::vector<ExtensionSchedule> list;
    if (extended) {
        const bool later = in.flag(), older = in.flag();
        if (later && !older) {
            in.flag();  // extensions to come
            if (in.flag()) list = read_extension_list(in);
        }
    }
    if (in.failed()) return std::nullopt;
    return list;
}

}  // namespace boresight::dsp::umts
