// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/control.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "dsp/fec/crc.h"
#include "dsp/lte/rate_matching.h"
#include "dsp/lte/scrambling.h"

namespace boresight::dsp::lte {

namespace {

constexpr std::size_t pcfich_bits = 32;
constexpr std::size_t group_bits = 8;  // of four QPSK symbols
constexpr std::size_t cce_groups = 9;
constexpr std::size_t common_cces = 16;
constexpr std::size_t crc_bits = 16;
constexpr std::size_t longest_format = 40;  // bits, above those of 100 resource blocks

// TS 36.212 table 5.3.4-1: 011, 101 and 110 over and over.
constexpr bool cfi_bit(int cfi, std::size_t i) {
    return i % 3 != static_cast<std::size_t>(cfi - 1);
}

// 6.9: groups of PHICH, and the mapping units that share three element groups.
int phich_units(const CarrierShape& shape, int factor) {
    constexpr std::array<double, 4> ng{1.0 / 6, 0.5, 1, 2};
    const double share = ng[static_cast<std::size_t>(shape.phich_ng)];
    return factor * static_cast<int>(std::ceil(share * shape.n_rb_dl / 8));
}

void descramble(std::uint32_t c_init, std::span<float> soft) {
    std::vector<std::uint8_t> sequence(soft.size());
    gold_sequence(c_init, 0, sequence);
    for (std::size_t i = 0; i < soft.size(); ++i)
        if (sequence[i] != 0) soft[i] = -soft[i];
}

}  // namespace

// m_i of TS 36.211 table 6.9-1 in subframe 5: TDD configurations 1 to 5 have none there.
std::span<const int> sib1_phich_factors(Duplex duplex) {
    static constexpr std::array<int, 1> fdd{1};
    static constexpr std::array<int, 3> tdd{0, 1, 2};
    return duplex == Duplex::fdd ? std::span<const int>(fdd) : std::span<const int>(tdd);
}

ControlRegion::ControlRegion(const CarrierShape& shape)
    : shape_(shape), formats_(shape.n_rb_dl, shape.duplex), decoder_(longest_format + crc_bits) {}

// 6.2.4: groups leave out the places of the reference signals of two ports at least.
std::vector<ElementGroup> ControlRegion::groups_of(int l) const {
    const bool reference = l == 0 || (l == 1 && shape_.ports == 4) ||
                           (l == symbols_per_slot(shape_.cp) - 3 && shape_.cp == CyclicPrefix::extended);
    const int width = reference ? 6 : 4;
    std::vector<ElementGroup> groups;
    for (int first = 0; first < shape_.subcarriers(); first += width) {
        ElementGroup group{.l = l, .first_k = first, .k = {}};
        std::size_t n = 0;
        for (int k = first; k < first + width; ++k)
            if (!reference || k % 3 != shape_.pci % 3) group.k[n++] = k;
        groups.push_back(group);
    }
    return groups;
}

// 6.7.4.
std::vector<ElementGroup> ControlRegion::pcfich_groups() const {
    const std::vector<ElementGroup> all = groups_of(0);
    std::vector<ElementGroup> groups;
    for (int i = 0; i < 4; ++i) {
        const int k = (6 * (shape_.pci % (2 * shape_.n_rb_dl)) + i * shape_.n_rb_dl / 2 * 6) % shape_.subcarriers();
        groups.push_back(all[static_cast<std::size_t>(k / 6)]);
    }
    return groups;
}

// 6.8.5: what neither PCFICH nor PHICH (6.9.3) uses, in the order of mapping.
std::vector<ElementGroup> ControlRegion::pdcch_groups(int symbols, int phich_factor) const {
    const std::vector<ElementGroup> pcfich = pcfich_groups();
    std::vector<std::vector<ElementGroup>> free(static_cast<std::size_t>(std::max(symbols, 3)));
    for (int l = 0; l < static_cast<int>(free.size()); ++l)
        for (const ElementGroup& group : groups_of(l)) {
            const bool taken = l == 0 && std::any_of(pcfich.begin(), pcfich.end(), [&](const ElementGroup& other) {
                                   return other.first_k == group.first_k;
                               });
            if (!taken) free[static_cast<std::size_t>(l)].push_back(group);
        }
    std::vector<std::vector<bool>> used;
    for (const auto& groups : free) used.emplace_back(groups.size(), false);
    const bool over_three = shape_.phich_duration == PhichDuration::extended;
    for (int unit = 0; unit < phich_units(shape_, phich_factor); ++unit)
        for (std::size_t i = 0; i < 3; ++i) {
            const std::size_t l = over_three ? i : 0, n = free[l].size();
            const std::size_t shift = static_cast<std::size_t>(shape_.pci) * n / free[0].size();
            used[l][(shift + static_cast<std::size_t>(unit) + i * n / 3) % n] = true;
        }
    std::vector<ElementGroup> groups;
    for (std::size_t l = 0; l < static_cast<std::size_t>(symbols); ++l)
        for (std::size_t n = 0; n < free[l].size(); ++n)
            if (!used[l][n]) groups.push_back(free[l][n]);
    std::sort(groups.begin(), groups.end(), [](const ElementGroup& a, const ElementGroup& b) {
        return std::pair(a.first_k, a.l) < std::pair(b.first_k, b.l);
    });
    return groups;
}

std::vector<float> ControlRegion::soft_bits(const SoftSubframe& received, std::span<const ElementGroup> groups) const {
    std::vector<float> soft;
    soft.reserve(group_bits * groups.size());
    for (const ElementGroup& group : groups)
        for (const int k : group.k)
            soft.insert(soft.end(), received.bits(group.l, k).begin(), received.bits(group.l, k).end());
    return soft;
}

ControlFormat ControlRegion::format(const SoftSubframe& received, int subframe) const {
    std::vector<float> soft = soft_bits(received, pcfich_groups());
    const auto pci = static_cast<std::uint32_t>(shape_.pci);
    descramble((static_cast<std::uint32_t>(subframe) + 1) * (2 * pci + 1) * 512 + pci, soft);
    ControlFormat best;
    float total = 0;
    for (const float value : soft) total += std::abs(value);
    for (int cfi = 1; cfi <= 3; ++cfi) {
        float sum = 0;
        for (std::size_t i = 0; i < pcfich_bits; ++i) sum += cfi_bit(cfi, i) ? -soft[i] : soft[i];
        const double agreement = total > 0 ? sum / total : 0;
        if (best.cfi == 0 || agreement > best.agreement) best = {.cfi = cfi, .agreement = agreement};
    }
    return best;
}

void ControlRegion::try_candidate(std::span<const float> soft, std::vector<Grant>& found) {
    for (const bool compact : {false, true}) {
        const auto size = static_cast<std::size_t>(compact ? formats_.size_1c() : formats_.size_1a());
        const std::vector<std::uint16_t> order = convolutional_order(size + crc_bits);
        std::vector<float> coded(3 * (size + crc_bits), 0.0F);
        for (std::size_t i = 0; i < soft.size(); ++i) coded[order[i % order.size()]] += soft[i];
        decoder_.start(coded, 0);
        const auto word = decoder_.next();
        if (!word) continue;
        std::vector<std::uint8_t> bits(size);
        for (std::size_t i = 0; i < size; ++i) bits[i] = (*word)[i] ? 1 : 0;
        std::uint32_t check = 0;
        for (std::size_t i = size; i < size + crc_bits; ++i) check = check << 1 | ((*word)[i] ? 1U : 0U);
        if ((fec::parity(fec::crc16, bits) ^ check) != si_rnti) continue;
        const auto grant = compact ? formats_.parse_1c(bits) : formats_.parse_1a(bits);
        if (grant && std::find(found.begin(), found.end(), *grant) == found.end()) found.push_back(*grant);
    }
}

std::vector<Grant> ControlRegion::grants(const SoftSubframe& received, int subframe, const ControlFormat& format,
                                         int phich_factor) {
    const std::vector<ElementGroup> groups = pdcch_groups(format.symbols(shape_.n_rb_dl), phich_factor);
    std::vector<float> soft = soft_bits(received, groups);
    // 6.8.5: groups were interleaved as bits of a convolutional code's stream, then shifted by the identity.
    const std::size_t count = groups.size();
    const std::vector<std::uint16_t> order = convolutional_order(count);
    std::vector<float> bits(soft.size());
    for (std::size_t j = 0; j < count; ++j) {
        const std::size_t from = (j + count - static_cast<std::size_t>(shape_.pci) % count) % count;
        const std::size_t to = order[j] / 3U;
        std::copy_n(soft.begin() + static_cast<std::ptrdiff_t>(from * group_bits), group_bits,
                    bits.begin() + static_cast<std::ptrdiff_t>(to * group_bits));
    }
    descramble(static_cast<std::uint32_t>(subframe) * 512 + static_cast<std::uint32_t>(shape_.pci), bits);
    std::vector<Grant> found;
    const std::size_t cces = count / cce_groups;
    for (const std::size_t level : {8U, 4U})
        for (std::size_t first = 0; first + level <= std::min(cces, common_cces); first += level)
            try_candidate(std::span(bits).subspan(first * cce_groups * group_bits, level * cce_groups * group_bits),
                          found);
    return found;
}

}  // namespace boresight::dsp::lte
