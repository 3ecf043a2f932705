// SPDX-License-Identifier: GPL-3.0-or-later
// A rotctld of a test: turns at 60 degrees a second and has one fault.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <optional>
#include <string>

#include "tests/pose/line_server.h"

namespace boresight::tests {

struct FakeRotator {
    enum class Fault {
        none,
        stalls,
        stuck,
        never_arrives,
        overshoots,
        garbage,
        silent,
        drops_once,
        refuses,
        no_limits
    };
    static constexpr double speed_deg_per_s = 60;

    explicit FakeRotator(Fault of, double begin_deg = 0)
        : fault(of),
          from_deg(begin_deg),
          to_deg(begin_deg),
          server([this](const std::string& line) { return say(line); }) {}

    int port() const { return server.port(); }

    std::atomic<Fault> fault;
    std::atomic<double> asked_deg{1e9};  // what it was last asked for
    std::atomic<bool> halted{false};
    std::atomic<double> from_deg, to_deg;
    std::atomic<double> began_s{0};
    LineServer server;

private:
    static double now_s() {
        return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
    }
    double at_deg() const {
        const double way_deg = to_deg - from_deg;
        const double gone_deg = std::min(std::abs(way_deg), (now_s() - began_s) * speed_deg_per_s);
        double at = from_deg + std::copysign(gone_deg, way_deg);
        if (fault == Fault::stalls) at = from_deg + std::copysign(std::min(gone_deg, std::abs(way_deg) / 2), way_deg);
        if (fault == Fault::stuck) at = from_deg;
        if (fault == Fault::never_arrives) at = to_deg + 20 + 10 * std::sin(6 * now_s());
        if (fault == Fault::overshoots) {  // by 8 degrees, and swings back within half a second
            const double past_s = now_s() - began_s - std::abs(way_deg) / speed_deg_per_s;
            if (past_s > 0) at = to_deg + 8 * std::exp(-6 * past_s) * std::sin(12 * past_s + 1.5);
        }
        return at;
    }
    std::optional<std::string> say(const std::string& line) {
        if (fault == Fault::silent) return "";
        if (line == "+\\dump_state") {
            if (fault == Fault::no_limits) return "";
            return "dump_state:\nMinimum Azimuth: -180.000000\nMaximum Azimuth: 450.000000\nMinimum Elevation: "
                   "0.000000\nMaximum Elevation: 90.000000\nRPRT 0\n";
        }
        if (line == "p") {
            if (fault == Fault::garbage) return "\x01 nonsense\n<html>\n";
            char text[64];
            std::snprintf(text, sizeof text, "%.2f\n%.2f\n", at_deg(), 0.0);
            return text;
        }
        if (line == "S") {
            from_deg = to_deg = at_deg();
            halted = true;
            return "RPRT 0\n";
        }
        double azimuth_deg = 0, elevation_deg = 0;
        if (std::sscanf(line.c_str(), "P %lf %lf", &azimuth_deg, &elevation_deg) != 2) return "";
        if (fault == Fault::refuses) return "RPRT -1\n";
        if (fault == Fault::drops_once) {
            fault = Fault::none;
            return std::nullopt;
        }
        asked_deg = azimuth_deg;
        from_deg = at_deg();
        to_deg = azimuth_deg;
        began_s = now_s();
        return "RPRT 0\n";
    }
};

}  // namespace boresight::tests
