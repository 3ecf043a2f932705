// SPDX-License-Identifier: GPL-3.0-or-later
// A stream to a file descriptor that remembers why a write failed, so that a reader that went away (EPIPE) can be told
// from a full disk. Buffered; flushed by std::flush and by the destructor. One thread.
#pragma once

#include <array>
#include <streambuf>

namespace boresight::cli {

class DescriptorBuffer final : public std::streambuf {
public:
    explicit DescriptorBuffer(int descriptor);
    ~DescriptorBuffer() override;
    DescriptorBuffer(const DescriptorBuffer&) = delete;
    DescriptorBuffer& operator=(const DescriptorBuffer&) = delete;

    // errno of the first write that failed; 0 while all is well. After a failure everything is dropped.
    int error() const { return error_; }

protected:
    int_type overflow(int_type c) override;
    int sync() override;

private:
    int descriptor_;
    int error_ = 0;
    std::array<char, 16384> bytes_;
};

}  // namespace boresight::cli
