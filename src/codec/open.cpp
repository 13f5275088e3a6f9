#include "codec/open.h"

#include <algorithm>

#include "codec/base64.h"
#include "codec/json.h"
#include "codec/own_data.h"
#include "codec/read_value.h"
#include "codec/share_link.h"
#include "experiment/validate.h"

namespace nn4n {

namespace {

Reading read_preset(std::string_view name) {
  if (const std::optional<Experiment> found = preset(name)) return {*found, {}, true};
  std::vector<std::string> known;
  for (const Choice& choice : presets()) known.emplace_back(choice.key);
  return unreadable("There is no preset " + in_quotes(name) + "; known: " + join(known) + ".");
}

/// What a data URL in base64 holds; nothing when the text is none.
std::optional<std::string> payload_of_data_url(std::string_view text) {
  constexpr std::string_view scheme = "data:";
  constexpr std::string_view mark = ";base64,";
  if (text.substr(0, scheme.size()) != scheme) return std::nullopt;
  const std::size_t begin = text.substr(0, 200).find(mark);  // types of files are short
  if (begin == text.npos) return std::nullopt;
  const auto bytes = from_base64(text.substr(begin + mark.size()));
  if (!bytes) return std::nullopt;
  return std::string(bytes->begin(), bytes->end());
}

}  // namespace

Reading read_any(std::string_view text) {
  if (const auto payload = payload_of_data_url(text)) return read_any(*payload);
  if (looks_like_own_data(text)) return read_own_data(text);
  constexpr std::string_view prefix = "preset:";
  const std::size_t begin = std::min(text.find_first_not_of(" \t\r\n"), text.size());
  const std::string_view content = text.substr(begin);
  if (content.substr(0, 1) == "{") return read_json(text);
  if (content.substr(0, prefix.size()) != prefix) return read_link(text);
  const std::string_view name = content.substr(prefix.size());
  return read_preset(name.substr(0, name.find_last_not_of(" \t\r\n") + 1));
}

std::string bytes_of_text(std::string_view text) {
  return payload_of_data_url(text).value_or(std::string(text));
}

Issues set_paths(Experiment& experiment, std::string_view json_object) {
  ParsedJson parsed = parse_json(json_object);
  if (!parsed.error.empty()) return {{"", "The edit " + parsed.error + "."}};
  if (!parsed.value.is(JsonKind::object)) return {{"", "The edit is not an object {path: value}."}};
  std::vector<Assignment> assignments;
  for (std::size_t i = 0; i < parsed.value.keys.size(); ++i) {
    assignments.push_back({with_brackets(parsed.value.keys[i]), std::move(parsed.value.items[i])});
  }
  Reading edited{experiment, {}, true};
  edited.issues = assign_all(edited.experiment, assignments);
  finish(edited);
  experiment = std::move(edited.experiment);
  return std::move(edited.issues);
}

}  // namespace nn4n
