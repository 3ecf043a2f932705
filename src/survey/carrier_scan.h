// SPDX-License-Identifier: GPL-3.0-or-later
// Listens with a radio where LTE carriers may lie and searches each piece for cells. Carriers near each other share one
// piece where the radio is wide enough. A narrow radio is tuned to the carrier itself, so that its own spike at 0 Hz
// falls on LTE's unused subcarrier. Once cells whose broadcast was read leave only one error of the radio's crystal
// possible, what follows is searched close to it, which takes a fraction of the processor time. Settling is thrown
// away; an unplugged radio or one that gives no samples ends the scan with what was found. Throws what the radio throws
// for a carrier out of its reach. Frequencies in Hz. One thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "platform/stop.h"
#include "radio/listen.h"
#include "radio/radio.h"
#include "survey/cell_naming.h"
#include "survey/cell_search.h"
#include "survey/gather.h"
#include "survey/ppm_window.h"
#include "survey/radio_time.h"
#include "survey/scan.h"
#include "survey/undecoded.h"

namespace boresight::survey {

constexpr double usual_search_s = 0.08;

struct CarrierSettings {
    PpmWindow ppm_window{};                 // where the radio's crystal may show carriers
    double seconds = usual_search_s;        // of each piece
    double naming_s = 0;                    // for a carrier's cells to say whose they are; 0: nobody is asked
    std::optional<double> umts_naming_s{};  // the same of UMTS; none: as long
    bool narrow = false;             // at the least rate that LTE needs, so that long pieces don't fill the memory
    std::vector<double> usual_hz{};  // carriers that are known to be sent, ascending
    MakeUmtsSearch umts{};           // for scan_umts()
    bool umts_alone = false;         // at the rate that UMTS needs, where the radio has it
    bool pilot_powers = false;       // naming goes on until loud cells of UMTS told how strongly they send
};

// Where the middle of a carrier may lie, before the radio's own error.
struct CarrierPlace {
    double low_hz = 0;
    double high_hz = 0;                  // the same: one raster point
    std::optional<double> gain_db = {};  // none: as the radio is set
};

// Keeps the radio's tuning and the receiver between pieces.
class CarrierScanner {
public:
    // Told each piece after it was searched, its cells on carriers as far as is known by then. Answers whether to go
    // on.
    using Each = std::function<bool(const Stretch& piece, std::size_t places_done)>;

    // `listener`: of that radio, the only one that tunes it.
    CarrierScanner(radio::Radio& radio, radio::Listener& listener, const MakeSearch& make_search,
                   const CarrierSettings& settings);
    ~CarrierScanner();
    CarrierScanner(const CarrierScanner&) = delete;
    CarrierScanner& operator=(const CarrierScanner&) = delete;

    // Places in ascending order. Ending::complete, or why not all of them were heard.
    radio::Ending scan(std::span<const CarrierPlace> places, StopToken stop, const Each& each = {});

    // Looks for carriers all over the places, in any order, and has a second look at each that was found, tuned to it.
    // A piece whose cells the second look found too loses them, so that levels are those of the middle of a capture.
    radio::Ending explore(std::span<const CarrierPlace> places, StopToken stop, const Each& each = {});

    // Of a carrier that is named, of raster points that may hold one, or longer of a carrier whose cells are known.
    enum class UmtsLook { named, raster, naming };

    // Looks for UMTS carriers at those raster points (ascending), as many at once as the radio hears, a single one as
    // far off as the crystal may show it and whatever else was found there; then listens longer to cells that haven't
    // said whose they are, where `naming_s` allows it.
    radio::Ending scan_umts(std::span<const double> points_hz, std::optional<double> gain_db, StopToken stop,
                            const Each& each = {}, UmtsLook look = UmtsLook::raster);

    // Before the first scan_umts() of who looks for UMTS alone: cells of LTE at those places (ascending) tell how far
    // off the crystal is and where no UMTS can be. They aren't kept.
    radio::Ending learn_from_lte(std::span<const CarrierPlace> places, StopToken stop);
    const std::vector<Explained>& learned() const { return learned_; }

    // Pieces that raster points of UMTS take.
    std::size_t umts_pieces_of(std::span<const double> points_hz) const;

    // Pieces that a place takes when it is explored.
    std::size_t pieces_of(const CarrierPlace& place) const;

    // A piece that was heard without a search, at the scanner's rate: its cells are those of a carrier and counted from
    // there.
    void add(Stretch piece, const radio::Heard& heard) {
        pieces_.push_back(std::move(piece));
        time_.add(heard, sample_rate_hz_);
    }

    double sample_rate_hz() const { return sample_rate_hz_; }
    const std::vector<Stretch>& pieces() const { return pieces_; }
    RadioTime time() const;

    // All that was found since the last call.
    ScanResult finish(bool stopped, double share_done);

private:
    std::size_t places_of_next_piece(std::span<const CarrierPlace> places) const;
    radio::Ending hear(double center_hz, std::span<const CarrierPlace> places, StopToken stop);
    Stretch search(const radio::Heard& heard, std::span<const CarrierPlace> places);
    void search(const radio::Block& block, double low_hz, double high_hz, Stretch& piece);
    radio::Ending hear_umts(double center_hz, std::span<const double> points_hz, UmtsLook look, StopToken stop);
    dsp::umts::SearchResult search_umts(const radio::Block& block, std::span<const double> points_hz, UmtsLook look);
    radio::Ending name_umts(std::size_t first_piece, StopToken stop);
    std::size_t umts_points_of_next_piece(std::span<const double> points_hz) const;
    void narrow();
    std::optional<double> known_clock_ppm() const;
    radio::Ending look_again(StopToken stop, const Each& each, std::size_t places_done);

    radio::Radio& radio_;
    radio::Listener& listener_;
    CarrierSettings settings_;
    double sample_rate_hz_;
    double reach_hz_;  // either side of the tuned frequency, within which a carrier's middle lies well
    double edge_hz_;   // and within which it can be found
    std::unique_ptr<CellSearch> search_;
    std::unique_ptr<UmtsSearch> umts_search_;  // null: not searched for
    Gathering gathering_;
    CellNaming naming_;
    std::vector<Stretch> pieces_;
    RadioTime time_;
    std::vector<Explained> learned_;
    PpmWindow crystal_;  // where the radio's crystal shows carriers, as far as is known
};

struct CarrierRound {
    ScanResult found;
    radio::Ending ending = radio::Ending::complete;
    RadioTime time;
};

// One round over carriers that are known, by frequency, in any order.
CarrierRound scan_carriers(radio::Radio& radio, std::span<const CarrierPlace> carriers, const CarrierSettings& settings,
                           StopToken stop = {}, const MakeSearch& make_search = make_lte_search);

}  // namespace boresight::survey
