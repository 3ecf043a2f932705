// SPDX-License-Identifier: GPL-3.0-or-later
// Fills the blanks of command templates: {name} becomes its value, or <name> where there is none, which is then listed
// with what it stands for. Braces around anything but a name are left alone. Pure; one thread.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "advise/lock.h"

namespace boresight::advise {

class TemplateFiller {
public:
    TemplateFiller(const catalog::LockFamily& family, const std::map<std::string, std::string>& known);

    void set(const std::string& name, const std::string& value) { values_.insert_or_assign(name, value); }
    std::string filled(std::string_view text);
    catalog::Commands filled(const catalog::Commands& commands);

    const std::vector<Blank>& blanks() const { return blanks_; }

private:
    std::string value_of(const std::string& name);

    const catalog::LockFamily& family_;
    std::map<std::string, std::string> values_;
    std::vector<Blank> blanks_;
};

}  // namespace boresight::advise
