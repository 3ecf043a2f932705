// SPDX-License-Identifier: GPL-3.0-or-later
// Takes a strong cell out of steady samples (steady.h): its pilot and synchronization channels, which repeat every 10
// ms and would stand under every code in the same places of every frame, and its broadcast channel where the symbols
// are clear. What it carries for its users stays. The channel is followed from slot to slot by the pilot, every half
// chip, so that any number of paths and any fraction of a sample are in it. TS 25.211 5.3.3, 25.213 5. One object
// belongs to one thread; it allocates where samples are more than any before.
#pragma once

#include <array>
#include <complex>
#include <cstddef>
#include <vector>

#include "dsp/core/fft.h"
#include "dsp/umts/alignment.h"

namespace boresight::dsp::umts {

class CellRemover {
public:
    // `place`: in the steady samples, offset to 20 Hz; its clock is theirs. Too few samples stay as they are.
    void remove(IqBuffer& steady, const Alignment& place);

private:
    // Its chips from `first` on, `count` of them, lie inside the samples at every lag.
    struct Slot {
        std::ptrdiff_t start = 0;  // of its chip 0, in samples
        std::size_t in_frame = 0, first = 0, count = 0;
        bool whole() const { return count == slot_chips; }
        bool has_symbol(std::size_t k) const {
            return k * pilot_chips >= first && (k + 1) * pilot_chips <= first + count;
        }
    };
    // Channels over the pilot.
    struct Amplitudes {
        std::complex<double> primary_sync, secondary_sync;
        double broadcast = 0;  // 0: its symbols aren't clear
    };

    void split(const IqBuffer& steady);
    void join(IqBuffer& steady) const;
    void set_codes(int psc);
    void set_slots(const Alignment& place, std::size_t samples);
    Sample* chips(const Slot& slot, std::size_t chip, int lag);
    void choose_lags();
    void estimate();
    std::complex<double> combined(std::size_t slot, const Sample* code, std::size_t first, std::size_t count);
    double power(std::size_t slot) const;
    void set_sync_amplitudes(Amplitudes& amplitudes);
    void decide_symbols(Amplitudes& amplitudes);
    double received_power() const;
    void subtract(std::size_t slot, const Sample* sent);
    void subtract_pilot();
    enum class Sent { rest, all };  // but the pilot, or with it
    void subtract_known(const Amplitudes& amplitudes, Sent which);

    std::array<IqBuffer, samples_per_chip> chips_;  // every other sample
    std::vector<Slot> slots_;
    IqBuffer pilot_, broadcast_;  // chips of a frame, of power 1
    IqBuffer primary_sync_;
    std::array<IqBuffer, slots_per_frame> secondary_sync_;
    std::vector<int> lags_;             // in samples from the alignment
    std::vector<std::size_t> strong_;   // of lags_
    std::vector<Sample> sums_, gains_;  // by slot and lag
    std::vector<Sample> symbols_;       // of the broadcast channel as received, by slot, over the pilot
};

}  // namespace boresight::dsp::umts
