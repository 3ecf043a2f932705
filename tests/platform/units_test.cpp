// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/units.h"

#include <gtest/gtest.h>

#include <concepts>

namespace boresight {
namespace {

template <class A, class B>
concept Addable = requires(A a, B b) {
    a + b;
};
template <class A, class B>
concept Subtractable = requires(A a, B b) {
    a - b;
};

static_assert(!Addable<Dbm, Dbm>, "powers in decibels don't add");
static_assert(!Subtractable<Db, Dbm>, "a ratio less a level is nothing");
static_assert(!std::convertible_to<double, Dbm> && !std::convertible_to<Dbm, double>, "a bare number has no unit");
static_assert(!std::convertible_to<Db, Dbm> && !std::convertible_to<Dbm, Db>, "a ratio is no level");

TEST(Units, TwoLevelsDifferByARatioAndARatioMovesALevel) {
    static_assert(std::same_as<decltype(Dbm{-90} - Dbm{-100}), Db>);
    EXPECT_EQ(Dbm{-90} - Dbm{-100}, Db{10});
    EXPECT_EQ(Dbm{-90} + Db{3}, Dbm{-87});
    EXPECT_EQ(Db{3} + Dbm{-90}, Dbm{-87});
    EXPECT_EQ(Dbm{-90} - Db{3}, Dbm{-93});
    EXPECT_EQ(Db{3} - Db{5}, -Db{2});
    EXPECT_LT(Dbm{-100}, Dbm{-90});
}

}  // namespace
}  // namespace boresight
