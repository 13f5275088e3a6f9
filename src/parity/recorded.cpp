#include "parity/recorded.h"

#include <algorithm>
#include <array>

#include "parity/recorded_structure.h"

namespace nn4n {

namespace {

template <class List>
double places_that_differ(const List& found, const List& expected) {
  const std::size_t common = std::min(found.size(), expected.size());
  std::size_t count = std::max(found.size(), expected.size()) - common;
  for (std::size_t i = 0; i < common; ++i) count += found[i] == expected[i] ? 0 : 1;
  return static_cast<double>(count);
}

}  // namespace

Comparison compare_exactly(std::string quantity, const std::vector<int>& found,
                           const std::vector<int>& expected) {
  return compare(std::move(quantity), places_that_differ(found, expected), 0, 0);
}

Comparison compare_exactly(std::string quantity, const std::vector<std::string>& found,
                           const std::vector<std::string>& expected) {
  return compare(std::move(quantity), places_that_differ(found, expected), 0, 0);
}

Verdicts verify_structure(const JsonValue& file) {
  const JsonValue* name = file.find("class");
  if (name && name->text == "RandomInput") return verify_random_input(file);
  if (name && name->text == "MultiIO") return verify_multi_io(file);
  return verify_areas(file);
}

namespace {

using Verifier = Verdicts (*)(const JsonValue& file, bool in_double);

template <Verdicts (*kVerify)(const JsonValue&)>
Verdicts in_any_precision(const JsonValue& file, bool) {
  return kVerify(file);
}

struct RecordedKind {
  std::string_view name;
  Verifier verify;
};
constexpr std::array<RecordedKind, 7> kKinds{
    {{"forward", verify_forward},
     {"stack", verify_stack},
     {"losses", verify_losses},
     {"structure", in_any_precision<verify_structure>},
     {"structure-rejections", in_any_precision<verify_rejections>},
     {"init", in_any_precision<verify_init>},
     {"noise", verify_noise}}};

}  // namespace

std::function<Verdicts(const JsonValue&)> verifier_of(const JsonValue& file, bool in_double) {
  const JsonValue* word = file.find("kind");
  for (const RecordedKind& kind : kKinds) {
    if (!word || word->text != kind.name) continue;
    return [verify = kind.verify, in_double](const JsonValue& recorded) {
      return verify(recorded, in_double);
    };
  }
  return nullptr;
}

std::string recorded_kinds() {
  std::string names;
  for (const RecordedKind& kind : kKinds)
    names += (names.empty() ? "" : ", ") + std::string(kind.name);
  return names;
}

}  // namespace nn4n
