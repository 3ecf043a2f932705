// SPDX-License-Identifier: GPL-3.0-or-later
// What goes wrong with a radio over the network while boresight listens: its server dies or hangs, samples are lost
// there, the radio is pulled out there, the user has enough. What was heard is kept, and nothing hangs.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "catalog/data_text.h"
#include "tests/network/served_world.h"

namespace boresight::tests {
namespace {

using cli::Finished;
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

constexpr double longest_end_s = 30;  // from the server's end to the program's

class NetworkLosses : public ServedWorld {
protected:
    // While it runs, something befalls the server.
    template <class Mishap>
    Finished run_with(const std::string& script, std::chrono::milliseconds after, Mishap mishap,
                      const std::string& more = ",radio=dongle") {
        std::thread fate([&] {
            std::this_thread::sleep_for(after);
            mishap();
        });
        const auto began = std::chrono::steady_clock::now();
        const Finished finished = run(script, more);
        const std::chrono::duration<double> late = std::chrono::steady_clock::now() - began - after;
        fate.join();
        EXPECT_LT(late.count(), longest_end_s);
        std::cout << "ended " << late.count() << " s after it\n";
        return finished;
    }

    // The tree farm with a fault.
    std::string faulty(const std::string& fault) const {
        const auto file = folder().file(
            "faulty.toml", std::string(catalog::data_text("scenes/tree-farm.toml")) + "\n[[fault]]\n" + fault);
        return ",radio=dongle,scene=" + file.string();
    }

    json recorded() const { return json::parse(cli::content(folder().path() / "x.sigmf-meta")); }

    const std::string record_ = "cd \"$HOME\"; exec \"$B\" record x --frequency 739M --gain 30 --radio \"$R\"";
};

TEST_F(NetworkLosses, AServerThatDiesLeavesWhatWasRecordedAndItsAddress) {
    const Finished record = run_with(record_, 2s, [this] { server().kill(); });
    EXPECT_EQ(record.code, 4);
    EXPECT_THAT(record.err, HasSubstr(server().address()));
    EXPECT_THAT(record.err, HasSubstr("SoapySDRServer runs there"));
    EXPECT_GT(std::filesystem::file_size(folder().path() / "x.sigmf-data"), 100'000U);
}

TEST_F(NetworkLosses, AServerThatHangsIsGivenUpInBoundedTime) {
    const Finished record = run_with(record_, 2s, [this] { server().hang(); });
    EXPECT_EQ(record.code, 4);
    EXPECT_THAT(record.err, HasSubstr(server().address()));
    EXPECT_GT(std::filesystem::file_size(folder().path() / "x.sigmf-data"), 100'000U);
}

TEST_F(NetworkLosses, AServerThatDiesInTheMiddleOfAScanLeavesWhatWasHeard) {
    const Finished scan =
        run_with("exec \"$B\" scan --all --format json --radio \"$R\"", 1500ms, [this] { server().kill(); });
    EXPECT_EQ(scan.code, 4);
    EXPECT_THAT(scan.err, HasSubstr(server().address()));
    const json found = json::parse(scan.out);
    EXPECT_EQ(found["ending"], "unplugged");
    EXPECT_FALSE(found["spans"].empty());
    EXPECT_GT(found["stored"]["readings"].get<int>(), 0);
}

TEST_F(NetworkLosses, AServerThatHangsInTheMiddleOfASweepLeavesItToBeGoneOnWith) {
    const Finished sweep = run_with(
        "exec \"$B\" aim --rotator scene --carrier 5110 --stops 7 --dwell 2 --wait 0 --format json --radio \"$R\"", 12s,
        [this] { server().hang(); });
    EXPECT_EQ(sweep.code, 4);
    EXPECT_THAT(sweep.err, HasSubstr(server().address()));
    EXPECT_THAT(sweep.err, HasSubstr("aim --resume"));
}

TEST_F(NetworkLosses, ARadioThatIsPulledOutThereIsGoneHere) {
    const Finished record = run(record_, faulty("kind = \"unplug\"\nat_s = 2.5\n"));
    EXPECT_EQ(record.code, 4);
    EXPECT_THAT(record.err, HasSubstr("the radio is gone"));
}

TEST_F(NetworkLosses, SamplesLostThereAreToldAsLostHere) {
    const Finished record =
        run(record_ + " --seconds 4 --format json", faulty("kind = \"overflow\"\nat_s = 2.5\nlasts_s = 0.1\n"));
    ASSERT_EQ(record.code, 0) << record.err;
    EXPECT_GE(json::parse(record.out)["gaps"].get<int>(), 1);
    EXPECT_GE(recorded()["captures"].size(), 2U);
}

TEST_F(NetworkLosses, ALogGoesOnWhenTheServerIsBack) {
    const Finished log = run_with(
        "exec \"$B\" log --earfcn 5110 --gain 40 --every 1s --rounds 8 --format json --radio \"$R\"", 4s, [this] {
            server().kill();
            std::this_thread::sleep_for(3s);
            server().start();
        });
    EXPECT_EQ(log.code, 0) << log.err;
    EXPECT_EQ(std::count(log.out.begin(), log.out.end(), '\n'), 8);
    const auto told = [&](const std::string& word) {
        const std::size_t at = log.err.find(word);
        EXPECT_NE(at, std::string::npos) << word << " in " << log.err;
        EXPECT_EQ(log.err.find(word, at + 1), std::string::npos) << word << " in " << log.err;
    };
    told("unplugged: SIMULATED");
    told("resume: after");
}

TEST_F(NetworkLosses, CtrlCKeepsWhatWasRecorded) {
    const Finished record =
        run("cd \"$HOME\"; \"$B\" record x --frequency 739M --gain 30 --radio \"$R\" & sleep 2; kill -INT $!; "
            "wait $!");
    EXPECT_EQ(record.code, 130);
    EXPECT_GT(std::filesystem::file_size(folder().path() / "x.sigmf-data"), 100'000U);
}

}  // namespace
}  // namespace boresight::tests
