// SPDX-License-Identifier: GPL-3.0-or-later
// A headless Chromium with one page the size of a phone, told what to do over its debugging pipe (descriptors 3 and 4,
// JSON with a zero byte behind each message). Loads, taps, asks, takes pictures.
#pragma once

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/temporary_folder.h"

namespace boresight::phone::tests {

class Browser {
public:
    using json = nlohmann::json;

    static bool installed() { return access("/usr/bin/chromium", X_OK) == 0; }

    Browser(int width, int height) {
        std::array<int, 2> to{}, from{};
        if (pipe2(to.data(), O_CLOEXEC) != 0 || pipe2(from.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
        process_ = fork();
        if (process_ == 0) run(to[0], from[1]);
        ::close(to[0]);
        ::close(from[1]);
        to_ = to[1];
        from_ = from[0];
        const json page = call("Target.createTarget", {{"url", "about:blank"}});
        session_ = call("Target.attachToTarget", {{"targetId", page["targetId"]}, {"flatten", true}})["sessionId"];
        for (const char* part : {"Page.enable", "Runtime.enable", "Log.enable", "Network.enable"}) call(part);
        call("Emulation.setDeviceMetricsOverride",
             {{"width", width}, {"height", height}, {"deviceScaleFactor", 1}, {"mobile", true}});
        call("Emulation.setTouchEmulationEnabled", {{"enabled", true}});
    }
    ~Browser() {
        kill(-process_, SIGKILL);
        waitpid(process_, nullptr, 0);
        ::close(to_);
        ::close(from_);
    }
    Browser(const Browser&) = delete;
    Browser& operator=(const Browser&) = delete;

    void load(const std::string& url) { call("Page.navigate", {{"url", url}}); }

    json evaluate(const std::string& script) {
        const json answer = call("Runtime.evaluate", {{"expression", script}, {"returnByValue", true}});
        return answer["result"].contains("value") ? answer["result"]["value"] : json();
    }
    // Until the script gives true.
    bool wait_for(const std::string& script, std::chrono::milliseconds patience = std::chrono::milliseconds(15'000)) {
        const auto until = std::chrono::steady_clock::now() + patience;
        do {
            if (evaluate(script) == true) return true;
            usleep(30'000);
        } while (std::chrono::steady_clock::now() < until);
        return false;
    }
    // A finger on the middle of an element.
    void tap(const std::string& id) {
        const json at =
            evaluate("(() => { const r = document.getElementById('" + id +
                     "').getBoundingClientRect(); return {x: r.x + r.width / 2, y: r.y + r.height / 2}; })()");
        call("Input.dispatchTouchEvent", {{"type", "touchStart"}, {"touchPoints", json::array({at})}});
        call("Input.dispatchTouchEvent", {{"type", "touchEnd"}, {"touchPoints", json::array()}});
    }
    std::string picture() { return bytes_of(call("Page.captureScreenshot", {{"format", "png"}})["data"]); }

    // What the browser complained of, and what scripts threw.
    const std::vector<std::string>& complaints() const { return complaints_; }

private:
    [[noreturn]] void run(int input, int output) {
        setpgid(0, 0);
        dup2(input, 13);  // out of the way of 3 and 4
        dup2(output, 14);
        dup2(13, 3);
        dup2(14, 4);
        const int nowhere = open("/dev/null", O_RDWR);
        for (const int descriptor : {0, 1, 2}) dup2(nowhere, descriptor);
        const std::string home = "--user-data-dir=" + folder_.path().string();
        execl("/usr/bin/chromium", "chromium", "--headless=new", "--no-sandbox", "--disable-gpu",
              "--disable-dev-shm-usage", "--no-first-run", "--remote-debugging-pipe", home.c_str(), nullptr);
        _exit(127);
    }

    json call(const std::string& method, const json& parameters = json::object()) {
        json message{{"id", ++number_}, {"method", method}, {"params", parameters}};
        if (!session_.empty()) message["sessionId"] = session_;
        std::string text = message.dump();
        text.push_back('\0');
        if (write(to_, text.data(), text.size()) != static_cast<ssize_t>(text.size())) throw std::runtime_error("gone");
        for (;;) {
            const json got = receive();
            if (got.value("id", 0) == number_) {
                if (got.contains("error")) throw std::runtime_error(method + ": " + got["error"].dump());
                return got["result"];
            }
            const std::string event = got.value("method", "");
            if (event == "Runtime.exceptionThrown" || event == "Log.entryAdded") complaints_.push_back(got.dump());
        }
    }
    json receive() {
        for (;;) {
            const std::size_t end = received_.find('\0');
            if (end != std::string::npos) {
                const json message = json::parse(received_.substr(0, end));
                received_.erase(0, end + 1);
                return message;
            }
            pollfd one{.fd = from_, .events = POLLIN, .revents = 0};
            std::array<char, 65536> part{};
            if (poll(&one, 1, 60'000) <= 0) throw std::runtime_error("the browser says nothing");
            const ssize_t n = read(from_, part.data(), part.size());
            if (n <= 0) throw std::runtime_error("the browser has ended");
            received_.append(part.data(), static_cast<std::size_t>(n));
        }
    }
    static std::string bytes_of(const std::string& base64) {
        static const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        std::string out;
        unsigned bits = 0;
        int count = 0;
        for (const char c : base64) {
            const std::size_t digit = digits.find(c);
            if (digit == std::string::npos) break;
            bits = bits << 6 | static_cast<unsigned>(digit);
            if ((count += 6) >= 8) out.push_back(static_cast<char>(bits >> (count -= 8) & 0xff));
        }
        return out;
    }

    boresight::tests::TemporaryFolder folder_;
    pid_t process_ = 0;
    int to_ = -1, from_ = -1, number_ = 0;
    std::string session_, received_;
    std::vector<std::string> complaints_;
};

}  // namespace boresight::phone::tests
