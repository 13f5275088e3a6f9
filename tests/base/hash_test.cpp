#include "base/hash.h"

#include <gtest/gtest.h>

#include <string_view>

namespace nn4n::test::hash_test {

namespace {

std::uint64_t hash_of(std::string_view text) {
  Fnv1a hash;
  hash.add(text.data(), text.size());
  return hash.value();
}

}  // namespace

TEST(Fnv1a, GivesThePublishedHashes) {
  EXPECT_EQ(hash_of(""), 0xcbf29ce484222325u);
  EXPECT_EQ(hash_of("a"), 0xaf63dc4c8601ec8cu);
  EXPECT_EQ(hash_of("foobar"), 0x85944171f73967e8u);
}

TEST(Fnv1a, DoesNotDependOnHowTheBytesArePortioned) {
  Fnv1a hash;
  hash.add("foo", 3);
  hash.add("", 0);
  hash.add("bar", 3);
  EXPECT_EQ(hash.value(), hash_of("foobar"));
  EXPECT_EQ(hash.folded(), 0x85944171u ^ 0xf73967e8u);
}

}  // namespace nn4n::test::hash_test
