// Reads an answer of the analysis Worker, which is JSON that may be anything.
#pragma once

#include <cmath>
#include <complex>
#include <string>
#include <string_view>
#include <vector>

#include "codec/json.h"

namespace nn4n {

/// What is read of an answer; a longer one is refused.
inline constexpr JsonLimits kLongestAnswer{
    .bytes = 32 * 1024 * 1024, .values = 2000000, .depth = 12};

/// Takes values out of JSON. When something is not as it should be, `ok` is false from then on, and
/// what is answered is empty.
class AnswerReader {
 public:
  static constexpr std::size_t kLongestList = 100000;  ///< whose length is not known beforehand
  static constexpr std::size_t kLongestName = 400, kAny = kLongestList + 1;

  using Numbers = std::vector<double>;
  bool ok = true;

  const JsonValue& at(const JsonValue& object, std::string_view key) {
    static const JsonValue nothing;
    const JsonValue* value = object.find(key);
    ok = ok && value;
    return value ? *value : nothing;
  }
  double number(const JsonValue& value, double least = -1e30, double most = 1e30) {
    ok = ok && value.is(JsonKind::number) && value.number >= least && value.number <= most;
    return ok ? value.number : 0;
  }
  int whole(const JsonValue& value, int least, int most) {
    const double read = number(value, least, most);
    ok = ok && read == std::floor(read);
    return ok ? static_cast<int>(read) : 0;
  }
  bool flag(const JsonValue& value) {
    ok = ok && value.is(JsonKind::boolean);
    return ok && value.boolean;
  }
  std::string text(const JsonValue& value) {
    ok = ok && value.is(JsonKind::text) && value.text.size() <= kLongestName;
    return ok ? value.text : "";
  }
  /// The entries of a list of this length (kAny = of any), each read by `one`.
  template <class One>
  auto list(const JsonValue& value, std::size_t length, One one) {
    std::vector<decltype(one(value))> entries;
    ok = ok && value.is(JsonKind::list) &&
         (length == kAny ? value.items.size() < kAny : value.items.size() == length);
    if (!ok) return entries;
    entries.reserve(value.items.size());
    for (const JsonValue& item : value.items) {
      if (ok) entries.push_back(one(item));
    }
    if (!ok) entries.clear();
    return entries;
  }
  Numbers numbers(const JsonValue& value, std::size_t length = kAny) {
    return list(value, length, [this](const JsonValue& item) { return number(item); });
  }
  std::vector<Numbers> rows(const JsonValue& value, std::size_t length) {
    return list(value, kAny, [&](const JsonValue& item) { return numbers(item, length); });
  }
  std::vector<std::complex<double>> complex(const JsonValue& value, std::size_t length = kAny) {
    return list(value, length, [this](const JsonValue& item) {
      const Numbers pair = numbers(item, 2);
      return ok ? std::complex(pair[0], pair[1]) : std::complex<double>();
    });
  }
};

}  // namespace nn4n
