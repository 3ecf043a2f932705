// SPDX-License-Identifier: GPL-3.0-or-later
// The tone on the machine's default sound device (PortAudio). The sound system's own thread renders it, and falls
// silent when nobody has set a pitch for a while, so that a radio that stalls doesn't leave a tone behind. Opening may
// take half a second and keeps what the sound system prints away from the terminal; what can't be opened is a value
// with its reason, never an Error. One thread.
#pragma once

#include <memory>
#include <optional>
#include <string>

namespace boresight::sound {

class Loudspeaker {
public:
    Loudspeaker();
    ~Loudspeaker();
    Loudspeaker(const Loudspeaker&) = delete;
    Loudspeaker& operator=(const Loudspeaker&) = delete;

    // Empty: it sounds. Else why it doesn't: "no sound device was found".
    const std::string& why_silent() const { return why_silent_; }

    // Nothing: silence. Never waits.
    void set(std::optional<double> hz);

private:
    struct Device;
    std::string why_silent_;
    std::unique_ptr<Device> device_;
};

}  // namespace boresight::sound
