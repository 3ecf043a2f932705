// SPDX-License-Identifier: GPL-3.0-or-later
// Listens with a radio where LTE or UMTS carriers may lie and searches each piece for cells. Carriers near each other
// share one piece where the radio is wide enough. A narrow radio is tuned to the carrier itself, so that its own spike
// at 0 Hz falls on LTE's unused subcarrier. Once cells whose broadcast was read leave only one error of the radio's
// crystal possible, what follows is searched close to it, which takes a fraction of the processor time. Settling is
// thrown away; an unplugged radio or one that gives no samples ends the scan with what was found. Throws what the radio
// throws for a carrier out of its reach. Frequencies in Hz. For one thread, with others of its own that search for
// UMTS.
#pragma once

#include <deque>
#include <functional>
#include <future>
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
#include "survey/umts_naming.h"
#include "survey/umts_searches.h"
#include "survey/undecoded.h"
#include "survey/worker.h"

namespace boresight::survey {

constexpr double usual_search_s = 0.08;
constexpr std::size_t heard_ahead = 1;  // pieces that wait for what was found in them while another is heard

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
    Worker::On searched_on = Worker::On::own_thread;  // what needn't be known before the next piece is heard
};

// Where the middle of a carrier may lie, before the radio's own error.
struct CarrierPlace {
    double low_hz = 0;
    double high_hz = 0;                  // the same: one raster point
    std::optional<double> gain_db = {};  // none: as the radio is set
};

// Of a carrier that is named, of raster points that may hold one, or longer of a carrier whose cells are known.
enum class UmtsLook { named, raster, naming };

// Raster points of UMTS, ascending.
struct UmtsPlaces {
    std::vector<double> points_hz;
    std::optional<double> gain_db = {};  // none: as the radio is set
    UmtsLook look = UmtsLook::raster;
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

    // Looks for UMTS carriers at those places, as many points at once as the radio hears, a single one as far off as
    // the crystal may show it and whatever else was found there; points that a cell explains meanwhile are left out.
    // While a piece is searched the next is heard. Then listens longer to cells that haven't said whose they are, where
    // `naming_s` allows it.
    radio::Ending scan_umts(std::span<const UmtsPlaces> places, StopToken stop, const Each& each = {});

    // After the last scan_umts(): waits for the search by pilots of carriers with cells, which goes on beside it. What
    // it found is told as a piece once more, which holds nothing else. Without it that is lost.
    radio::Ending end_umts(StopToken stop, const Each& each = {});
    std::size_t umts_carriers_left() const { return by_pilots_.size(); }

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
    // Of threads beside the caller's.
    double cpu_beside_s() const { return searches_.cpu_s() + (umts_searches_ ? umts_searches_->cpu_s() : 0); }

    // All that was found since the last call.
    ScanResult finish(bool stopped, double share_done);

private:
    struct HeardPiece {
        std::size_t places;
        Stretch piece;
        std::vector<dsp::lte::SearchWindow> asked;
        std::future<std::vector<dsp::lte::SearchResult>> found;
    };
    struct HeardUmts {
        UmtsPlaces places;
        Stretch piece;
        radio::Block block;
        UmtsSearches::Found found;
    };
    struct CarrierByPilots {
        std::size_t piece;
        UmtsSearches::Found found;
    };

    std::size_t places_of_next_piece(std::span<const CarrierPlace> places) const;
    radio::Ending hear(double center_hz, std::span<const CarrierPlace> places, StopToken stop);
    radio::Ending hear_and_take(double center_hz, const CarrierPlace& place, StopToken stop);
    radio::Ending take(StopToken stop);
    std::vector<dsp::lte::SearchWindow> windows(double center_hz, std::span<const CarrierPlace> places) const;
    std::size_t umts_points_of_next_piece(std::span<const double> points_hz) const;
    std::deque<UmtsPlaces> umts_pieces(std::span<const UmtsPlaces> places) const;
    std::deque<UmtsPlaces> umts_to_name();
    radio::Ending run_umts(std::deque<UmtsPlaces> pieces, StopToken stop, const Each& each);
    radio::Ending hear_umts(UmtsPlaces places, StopToken stop);
    Stretch& take_umts();
    UmtsQuestion umts_question(double center_hz, const UmtsPlaces& places) const;
    void begin_by_pilots(std::size_t piece, const radio::Block& block, UmtsLook look);
    std::optional<Stretch> take_by_pilots(StopToken stop);
    std::vector<Explained> explained() const;
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
    std::unique_ptr<UmtsSearches> umts_searches_;  // null: not searched for
    Gathering gathering_;
    CellNaming naming_;
    UmtsNaming umts_naming_;
    std::deque<HeardPiece> heard_;
    std::deque<HeardUmts> heard_umts_;        // and not yet taken
    std::deque<CarrierByPilots> by_pilots_;   // likewise
    std::vector<double> searched_by_pilots_;  // carriers, as they are seen
    std::vector<Stretch> pieces_;
    RadioTime time_;
    std::vector<Explained> learned_;
    PpmWindow crystal_;  // where the radio's crystal shows carriers, as far as is known
    Worker searches_;    // of LTE; last: ends before what it uses
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
