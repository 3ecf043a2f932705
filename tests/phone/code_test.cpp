// SPDX-License-Identifier: GPL-3.0-or-later
// The code on the terminal, read back from its half blocks: as a picture by zbarimg, where that is installed.
#include "phone/code.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <memory>
#include <sstream>
#include <vector>

#include "tests/temporary_folder.h"

namespace boresight::phone {
namespace {

constexpr const char* url = "http://192.168.178.123:8787/#0123456789abcdef0123456789abcdef";
constexpr int module_px = 4;
constexpr std::size_t widest_terminal = 80;

// What a terminal draws: true where the ink is.
std::vector<std::vector<bool>> modules_of(const std::string& lines) {
    std::vector<std::vector<bool>> out;
    std::istringstream text(lines);
    for (std::string line; std::getline(text, line);) {
        std::vector<bool> upper, lower;
        for (std::size_t at = 0; at < line.size();) {
            if (line[at] == '\033') {
                at = line.find('m', at) + 1;
                continue;
            }
            const std::string block = line.substr(at, line[at] == ' ' ? 1 : 3);
            upper.push_back(block == "█" || block == "▀");
            lower.push_back(block == "█" || block == "▄");
            at += block.size();
        }
        out.push_back(upper);
        out.push_back(lower);
    }
    return out;
}

std::string graymap(const std::vector<std::vector<bool>>& modules, bool ink_is_dark) {
    std::ostringstream out;
    out << "P2\n" << modules[0].size() * module_px << ' ' << modules.size() * module_px << "\n1\n";
    for (std::size_t y = 0; y < modules.size() * module_px; ++y)
        for (std::size_t x = 0; x < modules[0].size() * module_px; ++x)
            out << (modules[y / module_px][x / module_px] == ink_is_dark ? "0\n" : "1\n");
    return out.str();
}

std::string read_back(const std::string& lines, bool ink_is_dark) {
    const tests::TemporaryFolder folder;
    const auto file = folder.file("code.pgm", graymap(modules_of(lines), ink_is_dark));
    const std::unique_ptr<FILE, int (*)(FILE*)> reader(
        popen(("zbarimg --quiet --raw '" + file.string() + "' 2>/dev/null").c_str(), "r"), pclose);
    std::string out;
    for (int c = fgetc(reader.get()); c != EOF; c = fgetc(reader.get())) out.push_back(static_cast<char>(c));
    return out;
}

TEST(Code, IsReadBackFromATerminalOfEitherKind) {
    if (std::system("command -v zbarimg >/dev/null") != 0)
        GTEST_SKIP() << "no zbarimg: THE CODE IS NOT READ BACK (apt-get install zbar-tools)";
    EXPECT_EQ(read_back(code_lines(url, CodeColours::black_on_white), true), std::string(url) + "\n");
    EXPECT_EQ(read_back(code_lines(url, CodeColours::plain), false), std::string(url) + "\n");
}

TEST(Code, FitsOnATerminalAndBringsItsOwnColours) {
    const std::string plain = code_lines(url, CodeColours::plain),
                      coloured = code_lines(url, CodeColours::black_on_white);
    EXPECT_LE(modules_of(plain)[0].size(), widest_terminal);
    EXPECT_LE(modules_of(plain).size() / 2, 24U) << "rows";
    EXPECT_THAT(plain, testing::Not(testing::HasSubstr("\033")));
    EXPECT_THAT(coloured, testing::HasSubstr("\033[30;47m"));
    EXPECT_THAT(coloured, testing::EndsWith("\033[0m\n"));
    EXPECT_EQ(code_lines(std::string(5000, 'x'), CodeColours::plain), "");
}

}  // namespace
}  // namespace boresight::phone
