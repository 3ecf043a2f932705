// SPDX-License-Identifier: GPL-3.0-or-later
// How often one address may connect: a bucket of allowances for each, filled at a steady rate. Of addresses only the
// latest few are kept, so that many of them can't fill the memory. Times are monotonic, in ns. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <string>

namespace boresight::phone {

struct RateLimit {
    double per_s = 20;
    double burst = 60;
};

class Rate {
public:
    explicit Rate(RateLimit limit, std::size_t most_addresses = 256) : limit_(limit), most_(most_addresses) {}

    // Takes one allowance of the address, where it has one.
    bool allow(const std::string& address, std::int64_t now_ns);

    std::size_t addresses() const { return buckets_.size(); }

private:
    struct Bucket {
        std::string address;
        double left = 0;
        std::int64_t filled_ns = 0;
    };

    RateLimit limit_;
    std::size_t most_;
    std::list<Bucket> buckets_;  // the latest first
};

}  // namespace boresight::phone
