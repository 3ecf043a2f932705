// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/paths.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <optional>
#include <string>

namespace boresight {
namespace {

// Sets a variable for the length of a test.
class Variable {
public:
    Variable(const char* name, const char* value) : name_(name) {
        if (const char* old = std::getenv(name)) old_ = old;
        value != nullptr ? setenv(name, value, 1) : unsetenv(name);
    }
    ~Variable() { old_ ? setenv(name_, old_->c_str(), 1) : unsetenv(name_); }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;

private:
    const char* name_;
    std::optional<std::string> old_;
};

TEST(Paths, FollowTheXdgVariable) {
    const Variable data("XDG_DATA_HOME", "/d");
    EXPECT_EQ(data_folder(), "/d/boresight");
}

TEST(Paths, SettingsHaveAFolderOfTheirOwn) {
    const Variable home("HOME", "/h");
    const Variable data("XDG_DATA_HOME", "/d");
    {
        const Variable config("XDG_CONFIG_HOME", "/c");
        EXPECT_EQ(config_folder(), "/c/boresight");
    }
    const Variable config("XDG_CONFIG_HOME", nullptr);
    EXPECT_EQ(config_folder(), "/h/.config/boresight");
}

TEST(Paths, FallBackBelowHome) {
    const Variable home("HOME", "/h");
    for (const char* useless : {static_cast<const char*>(nullptr), "", "relative/path"}) {
        const Variable data("XDG_DATA_HOME", useless);
        EXPECT_EQ(data_folder(), "/h/.local/share/boresight");
    }
}

TEST(Paths, WithoutHomeTheAccountsHomeCounts) {
    const Variable data("XDG_DATA_HOME", nullptr);
    const Variable home("HOME", nullptr);
    EXPECT_TRUE(data_folder().is_absolute());
    EXPECT_TRUE(data_folder().string().ends_with("/.local/share/boresight"));
}

}  // namespace
}  // namespace boresight
