// SPDX-License-Identifier: GPL-3.0-or-later
// The one family of exceptions: bad input and failing equipment. An Error names what happened, to which file, field
// and value, what was expected and what to do about it; a front end catches it in one place and prints one or two
// sentences. Expected outcomes ("no cell here") are results, never Errors. Values of this class may cross threads.
#pragma once

#include <stdexcept>
#include <string>

#include "platform/exit_code.h"

namespace boresight {

struct ErrorText {
    std::string what;      // what happened: "sample rate is 0"
    std::string where;     // to which file, field and value: "x.sigmf-meta, core:sample_rate"
    std::string expected;  // what was expected instead: "a number of samples per second above 0"
    std::string fix;       // what to do: "write the rate of the radio into the field"
};

class Error : public std::runtime_error {
public:
    enum class Kind {
        bad_input,  // wrong use or bad input
        missing,    // a device, permission, package or disk space is missing
        fault,      // stopped in mid-run with everything recorded
    };

    Error(Kind kind, ErrorText text);

    Kind kind() const { return kind_; }
    const ErrorText& text() const { return text_; }
    ExitCode exit_code() const;

private:
    Kind kind_;
    ErrorText text_;
};

}  // namespace boresight
