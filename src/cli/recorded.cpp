#include "cli/recorded.h"

#include <algorithm>

#include "cli/structure_record.h"

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

std::function<Verdicts(const JsonValue&)> verifier_of(const JsonValue& file, bool in_double) {
  const JsonValue* kind = file.find("kind");
  if (!kind) return nullptr;
  if (kind->text == "structure") return verify_structure;
  if (kind->text == "structure-rejections") return verify_rejections;
  if (kind->text == "init") return verify_init;
  if (kind->text != "noise") return nullptr;
  return [in_double](const JsonValue& recorded) { return verify_noise(recorded, in_double); };
}

}  // namespace nn4n
