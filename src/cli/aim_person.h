// SPDX-License-Identifier: GPL-3.0-or-later
// A sweep by hand, as its person sees it: words of safety first, then where to turn, in big plain words, and a
// countdown while the antenna has to be held still. Enter means "it is there", s skips the stop, q stops the sweep. One
// thread.
#pragma once

#include <functional>
#include <string>

#include "cli/context.h"
#include "pose/antenna_holder.h"
#include "survey/live_sweep.h"

namespace boresight::cli {

// Gives the next line that is typed; false where there will be none.
using ReadLine = std::function<bool(std::string&)>;

// Of the terminal, as long as nobody says stop, or whatever `elsewhere` gives (it waits for nothing): what comes first.
ReadLine terminal_lines(const StopToken& stop, const ReadLine& elsewhere = {});

// The same without waiting: false where nothing was typed since it was asked last. The end of the input is "q".
using LineMeanwhile = std::function<bool(std::string&)>;
LineMeanwhile terminal_line_meanwhile(const ReadLine& elsewhere = {});

// What belongs before any climb.
std::string safety_words();

// "I will ask for 12 stops and then about 6 more, 11 minutes by hand."
std::string length_words(const aim::SweepLength& length, bool by_hand, const survey::LiveSweepSetting& setting);

// Asks for one stop and waits for the answer.
pose::Turned ask_to_turn(Context& context, const ReadLine& read_line, const pose::Target& target);
// Where a rotator turns it, and a person but rolls it.
pose::Turned ask_to_roll(Context& context, const ReadLine& read_line, const pose::Polarization& polarization);

// A steady turn: says from where to where, and waits until the person starts.
pose::Turned ask_to_begin_turn(Context& context, const ReadLine& read_line, const pose::TurnAsked& turn);
// Whether the person has passed the other mark.
pose::Turning passed_mark(const LineMeanwhile& line_meanwhile);

// What was heard at a stop, in one line without its end.
std::string heard_words(const survey::SweepStopRecord& stop, const survey::LiveEstimate& estimate);

}  // namespace boresight::cli
