// SPDX-License-Identifier: GPL-3.0-or-later
// The second step of the cell search: given where a primary signal may lie, the secondary one before it tells identity,
// half frame, duplex and cyclic prefix. All 168 groups, both halves and the four places are tested together, each with
// the energy of both signals plus their coherent product along the primary's echoes, summed over all half frames.
// TS 36.211 6.11.2. One object belongs to one thread.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <vector>

#include "dsp/lte/ofdm.h"
#include "dsp/lte/pss_search.h"
#include "dsp/lte/sequences.h"

namespace boresight::dsp::lte {

// A cell as the synchronization signals tell it: where its frames start and what its oscillators do.
struct Alignment {
    int pci = 0;
    Duplex duplex = Duplex::fdd;
    CyclicPrefix cp = CyclicPrefix::normal;
    double frame_start = 0;  // some frame's first sample; may lie before the samples
    double cfo_hz = 0;
    double clock_ppm = 0;

    // Samples per nominal sample, and the place of something `nominal` samples after the frame's start.
    double stretch() const { return 1 + clock_ppm * 1e-6; }
    double at(double nominal) const { return frame_start + nominal * stretch(); }
};

// What the coherence of the best of all 168 groups, two halves and four places passes by chance twice in a hundred.
inline const double sync_coherence = std::log(168 * 2 * 4 / 0.02);

// Ghosts of strong cells at other offsets and mixtures have runners-up almost as good: 1.15 was the most seen.
constexpr double clear_margin = 1.3;

struct SyncCandidate {
    Alignment alignment;
    double metric = 0;         // joint evidence of both signals, 1 where there is nothing
    double margin = 0;         // metric over that of the best other identity at the place
    double coherence = 0;      // power common to both signals over noise: exponential of mean 1 where there is nothing
    std::vector<double> taps;  // delays of the echoes seen, in samples; the first is the candidate's own place, 0
    // The offset that the phase between both signals allows as well, where the primary one can't tell.
    std::optional<double> other_cfo_hz;
    // Three degrees of it: for a strong primary signal; for one of the many weaker; without more ado.
    bool plausible() const { return coherence > sync_coherence; }
    bool likely() const { return coherence > 1.4 * sync_coherence && margin > 1.15; }
    bool clear() const { return coherence > 4 * sync_coherence && margin > clear_margin; }
};

class SssDetector {
public:
    SssDetector();

    // The best identities for one candidate, best first, at most `most`.
    std::vector<SyncCandidate> detect(SymbolReader& reader, const PssCandidate& pss, std::size_t most);

private:
    struct Place {
        Duplex duplex;
        CyclicPrefix cp;
    };
    static constexpr std::array<Place, 4> places_{{{Duplex::fdd, CyclicPrefix::normal},
                                                   {Duplex::fdd, CyclicPrefix::extended},
                                                   {Duplex::tdd, CyclicPrefix::normal},
                                                   {Duplex::tdd, CyclicPrefix::extended}}};
    static constexpr int groups_ = 168;
    static constexpr int most_taps_ = 4;

    // What speaks for each group, side by side for the compiler's vectors.
    struct Evidence {
        std::array<float, groups_> energy{}, product_re{}, product_im{};
        Sample product(std::size_t group) const { return {product_re[group], product_im[group]}; }
    };
    struct Scored {
        double score;
        std::size_t place, parity;
        int group;
    };
    struct HalfFrame {
        bool valid = false;
        double start = 0;  // of the primary signal
        std::array<Sample, most_taps_> primary{};
    };
    using Sums = std::array<Evidence, 2>;  // by parity: half 0 in even or in odd half frames

    void read_primary(SymbolReader& reader, const PssCandidate& pss);
    std::array<Sample, 62> sync_part(const Subcarriers& symbol, int delay) const;
    void correlate_secondary(const Subcarriers& symbol, int n_id_2, int delay);
    void add_half_frame(std::size_t index, int tap, Sums& sums) const;
    std::vector<Scored> score_all(SymbolReader& reader, int n_id_2);
    SyncCandidate candidate(const Scored& scored, const PssCandidate& pss) const;

    // By N_ID_2, and by the other shift modulo 8: what scrambles the m-sequences. 6.11.2.1
    std::array<std::array<float, 31>, 3> even_signs_{};
    std::array<std::array<std::array<float, 31>, 8>, 3> odd_signs_{};
    // Where in even_ and odd_ each group's two halves lie, by half: m0 and then m1 with it, or the other way round.
    std::array<std::array<std::int32_t, groups_>, 2> even_at_, odd_at_;
    std::array<float, 64> s_{};                  // s(n mod 31)
    std::vector<std::array<Sample, 62>> turns_;  // undo the delay of an echo, by its place in the range looked at
    std::vector<int> taps_;                      // delays of the echoes taken, in samples
    std::vector<HalfFrame> half_frames_;
    double primary_energy_ = 0, terms_ = 0;               // summed over valid half frames and echoes
    static constexpr std::size_t shifts_ = 32;            // 31, and one that makes vectors full
    std::array<float, shifts_> even_re_{}, even_im_{};    // correlation with every shift, even subcarriers
    std::array<float, 8 * shifts_> odd_re_{}, odd_im_{};  // and odd, for each scrambling by the other's shift
    std::array<Sums, 4> sums_;
};

}  // namespace boresight::dsp::lte
