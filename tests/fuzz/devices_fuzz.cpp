// SPDX-License-Identifier: GPL-3.0-or-later
// Any text as one of the files that describe devices and their locks: it is read or refused, never worse. What was read
// also makes a lock.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "advise/lock.h"
#include "catalog/hotspots.h"
#include "catalog/lock_families.h"
#include "catalog/microcells.h"
#include "catalog/throughput.h"
#include "platform/error.h"

namespace {

template <class Read>
void attempt(Read read, std::string_view text) {
    try {
        read(text);
    } catch (const boresight::Error&) {
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace boresight;
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0] % 4) {
        case 0:
            attempt(
                [](std::string_view toml) {
                    for (const auto& family : catalog::read_lock_families(toml, "locks.toml")) {
                        advise::LockWish wish;
                        wish.bands = {12, 66, 4};
                        wish.earfcn = 5110;
                        wish.pci = 357;
                        wish.technology = advise::Technology::lte_only;
                        advise::lock(family, wish);
                    }
                },
                text);
            break;
        case 1: attempt([](std::string_view toml) { catalog::read_hotspots(toml, "hotspots.toml"); }, text); break;
        case 2: attempt([](std::string_view toml) { catalog::read_microcells(toml, "microcells.toml"); }, text); break;
        default: attempt([](std::string_view toml) { catalog::read_throughput(toml, "throughput.toml"); }, text);
    }
    return 0;
}
