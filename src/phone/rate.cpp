// SPDX-License-Identifier: GPL-3.0-or-later
#include "phone/rate.h"

#include <algorithm>

namespace boresight::phone {

bool Rate::allow(const std::string& address, std::int64_t now_ns) {
    const auto known =
        std::find_if(buckets_.begin(), buckets_.end(), [&](const Bucket& bucket) { return bucket.address == address; });
    if (known == buckets_.end()) {
        buckets_.push_front({.address = address, .left = limit_.burst, .filled_ns = now_ns});
        if (buckets_.size() > most_) buckets_.pop_back();
    } else {
        buckets_.splice(buckets_.begin(), buckets_, known);
    }
    Bucket& bucket = buckets_.front();
    const double passed_s = 1e-9 * static_cast<double>(now_ns - bucket.filled_ns);
    bucket.left = std::min(limit_.burst, bucket.left + limit_.per_s * passed_s);
    bucket.filled_ns = now_ns;
    if (bucket.left < 1) return false;
    bucket.left -= 1;
    return true;
}

}  // namespace boresight::phone
