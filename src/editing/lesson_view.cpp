#include "editing/lesson_view.h"

#include "base/fields.h"
#include "base/text.h"
#include "codec/json_value.h"

namespace nn4n {

namespace {

constexpr std::size_t kMostKeys = 64;
constexpr std::size_t kLongestKey = 80;
constexpr JsonLimits kLimits{.bytes = 4096, .values = 200, .depth = 4};

/// The texts of a list under a key; false when there is something else.
bool take_texts(const JsonValue& value, std::string_view key, std::vector<std::string>& texts) {
  const JsonValue* list = value.find(key);
  if (list == nullptr) return true;
  if (!list->is(JsonKind::list) || list->items.size() > kMostKeys) return false;
  for (const JsonValue& one : list->items) {
    const bool usable = one.is(JsonKind::text) && !one.text.empty() &&
                        one.text.size() <= kLongestKey && is_readable(one.text);
    if (!usable) return false;
    texts.push_back(one.text);
  }
  return true;
}

}  // namespace

bool LessonView::shows(std::string_view panel, bool section) const {
  if (shown.empty()) return true;
  return shown.contains(std::string(panel)) || (section && shown.contains("build"));
}

std::string LessonView::lock_of(std::string_view path) const {
  const std::string asked = with_brackets(path);
  for (const std::string& lock : locked) {
    const bool below =
        asked.starts_with(lock) &&
        (asked.size() == lock.size() || asked[lock.size()] == '.' || asked[lock.size()] == '[');
    if (below) return lock;
  }
  return {};
}

std::optional<LessonView> read_lesson_view(std::string_view json) {
  const ParsedJson parsed = parse_json(json, kLimits);
  if (!parsed.error.empty()) return std::nullopt;
  if (parsed.value.is(JsonKind::null)) return LessonView{};
  if (!parsed.value.is(JsonKind::object)) return std::nullopt;
  std::vector<std::string> shown, locked;
  if (!take_texts(parsed.value, "show", shown) || !take_texts(parsed.value, "lock", locked))
    return std::nullopt;
  LessonView view;
  view.shown = {shown.begin(), shown.end()};
  for (const std::string& path : locked) view.locked.push_back(with_brackets(path));
  return view;
}

}  // namespace nn4n
