// SPDX-License-Identifier: GPL-3.0-or-later
// Soft bits of any values, numbers and frame indices into the MIB decoder: nothing but a plausible MIB or none.
#include <cstdlib>
#include <cstring>

#include "dsp/lte/pbch.h"

namespace {

using namespace boresight::dsp::lte;

class Bytes {
public:
    Bytes(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
    template <class T>
    T take() {
        T value{};
        const std::size_t n = size_ < sizeof(T) ? size_ : sizeof(T);
        if (n > 0) std::memcpy(&value, data_, n);
        data_ += n;
        size_ -= n;
        return value;
    }
    bool empty() const { return size_ == 0; }

private:
    const std::uint8_t* data_;
    std::size_t size_;
};

std::vector<float> any_soft(Bytes& bytes, std::size_t expected) {
    const auto kind = bytes.take<std::uint8_t>();
    // Mostly the right number of soft bits: the others are refused at once.
    std::vector<float> soft(kind < 200 ? expected : kind < 220 ? 0 : bytes.take<std::uint16_t>());
    if (soft.size() > 4096) return soft;
    for (float& value : soft) {
        if (bytes.empty()) break;
        value = kind % 4 == 0 ? bytes.take<float>() : static_cast<float>(bytes.take<std::int8_t>());
    }
    return soft;
}

void check(const PbchResult& result, std::size_t frames) {
    const auto mib = unpack_mib(result.mib.bits);
    const bool sound = mib && mib->n_rb_dl == result.mib.n_rb_dl && result.mib.sfn >= 0 && result.mib.sfn < 1024 &&
                       mib->sfn == result.mib.sfn / 4 * 4 && result.frames_used >= 1 &&
                       static_cast<std::size_t>(result.frames_used) <= frames && result.agreement > 0 &&
                       result.agreement < 1.001 &&
                       (result.mib.ports == 1 || result.mib.ports == 2 || result.mib.ports == 4);
    if (!sound) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static PbchDecoder decoder;
    Bytes bytes(data, size);
    if (const auto mib = unpack_mib(bytes.take<std::uint32_t>()))
        if (pack_mib(*mib) != mib->bits) std::abort();
    const auto pci = bytes.take<std::int32_t>();
    const auto cp = bytes.take<std::uint8_t>() % 2 == 0 ? CyclicPrefix::normal : CyclicPrefix::extended;
    const std::size_t expected = cp == CyclicPrefix::normal ? pbch_bits_normal : pbch_bits_extended;
    std::vector<PbchFrame> frames(bytes.take<std::uint8_t>() % 5);
    for (PbchFrame& frame : frames) {
        frame.frame_index =
            bytes.take<std::uint8_t>() % 2 == 0 ? bytes.take<std::uint8_t>() % 16 : bytes.take<std::int32_t>();
        for (auto& soft : frame.soft) soft = any_soft(bytes, expected);
    }
    if (const auto result = decoder.decode(frames, pci, cp)) check(*result, frames.size());
    return 0;
}
