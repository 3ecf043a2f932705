// SPDX-License-Identifier: GPL-3.0-or-later
// Who is told of a sweep beside the terminal: a tone, a voice, phones, as far as they were asked for and are there. A
// phone may answer in the terminal's stead: whichever comes first. None of them is waited for while the sweep goes on,
// and what is missing (a sound device, a speech program) is one warning. Threads are those of phone/phone_page.h and of
// the sound system; this is for one thread.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "app/aim_words.h"
#include "cli/aim_company_typed.h"
#include "cli/aim_level.h"
#include "cli/aim_person.h"
#include "cli/context.h"
#include "phone/phone_page.h"
#include "sound/loudspeaker.h"
#include "sound/voice.h"

namespace boresight::cli {

// What the person does, and is asked for.
enum class AimHands { turn_and_roll, roll, nothing };

class AimCompany {
public:
    // Asks at the terminal whether phones may see the page, and prints how. `context` must live as long.
    AimCompany(const AimCompanyWords& words, AimHands hands, bool simulated, Context& context);
    ~AimCompany();

    // What the person answers, at the terminal or on a phone.
    ReadLine lines();
    // The same without waiting for it.
    LineMeanwhile lines_meanwhile();

    using MishapWords = std::function<std::string(const survey::SweepMishap&)>;
    // The events of `shown`, and the company is told as well. `begun`: what is known of the sweep before its first
    // stop. `mishap_words`: what is said of a mishap.
    survey::LiveSweepEvents beside(const survey::LiveSweepEvents& shown, app::LiveAimReport begun,
                                   MishapWords mishap_words);

    // Says why the sweep ends without one.
    void failed(const std::string& why);

    // Shows and speaks the verdict; by hand the page stays as long as somebody looks at it.
    void over(const app::LiveAimReport& report);

private:
    ReadLine of_phones();  // waits for nothing; empty: there is no page
    void announce(const survey::StopAnnounced& stop);
    void hold(double share);
    void stop_done(const survey::LiveSweepResult& so_far);
    void tell_mishap(const std::string& words);
    void show();
    void stay();
    double now_s() const;
    bool by_hand() const { return hands_ == AimHands::turn_and_roll; }

    Context& context_;
    AimHands hands_;
    std::unique_ptr<sound::Loudspeaker> loudspeaker_;
    sound::Voice voice_;
    std::unique_ptr<phone::PhonePage> page_;
    phone::PageState state_;
    std::uint64_t questions_ = 0;
    bool turns_ = false;  // what was announced last is a steady turn
    app::LiveAimReport report_;
    AimLevel level_;
    double shown_s_ = 0;
};

}  // namespace boresight::cli
