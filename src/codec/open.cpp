#include "codec/open.h"

#include "codec/base64.h"
#include "codec/content_kind.h"
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

/// Returns what a data URL in base64 holds, or nothing when the text is not such a URL.
std::optional<std::string> payload_of_data_url(std::string_view text) {
  constexpr std::string_view scheme = "data:";
  constexpr std::string_view mark = ";base64,";
  if (text.substr(0, scheme.size()) != scheme) return std::nullopt;
  const std::size_t begin = text.substr(0, 200).find(mark);  // the name of a type is short
  if (begin == text.npos) return std::nullopt;
  const auto bytes = from_base64(text.substr(begin + mark.size()));
  if (!bytes) return std::nullopt;
  return std::string(bytes->begin(), bytes->end());
}

Reading read_file_content(std::string_view bytes) {
  if (content_kind(bytes) == ContentKind::empty) return unreadable("The file is empty.");
  return read_any(bytes);
}

std::string_view without_white_space_at_the_end(std::string_view text) {
  return text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
}

Reading read_preset_text(std::string_view text) {
  constexpr std::string_view prefix = "preset:";
  return read_preset(
      without_white_space_at_the_end(text.substr(text.find(prefix) + prefix.size())));
}

}  // namespace

Reading read_any(std::string_view text) {
  if (const auto payload = payload_of_data_url(text)) return read_file_content(*payload);
  switch (content_kind(text)) {
    case ContentKind::experiment:
      return read_json(without_byte_order_mark(text));
    case ContentKind::preset:
      return read_preset_text(text);
    case ContentKind::npz:
    case ContentKind::csv:
      return read_own_data(text);
    case ContentKind::mask:
      return unreadable("This is a mask of connections, not an experiment.");
    case ContentKind::safetensors:
      return unreadable("This is a file of weights or a checkpoint, not an experiment.");
    case ContentKind::unknown:
      return unreadable(
          "This text cannot be read; it should be a JSON document, a link such as "
          "v=0&task=pdm&seed=7, preset:NAME, or a file of trials (npz or CSV).");
    case ContentKind::empty:  // an empty link is the default experiment
    case ContentKind::link:
      break;
  }
  return read_link(without_byte_order_mark(text));
}

std::string bytes_of_text(std::string_view text) {
  return payload_of_data_url(text).value_or(std::string(text));
}

bool holds_weights(std::string_view bytes) {
  switch (content_kind(bytes)) {
    case ContentKind::safetensors:
      return true;
    case ContentKind::link:
      return !read_link(bytes).carried.weights.empty();
    case ContentKind::npz:
      return bytes.find("hidden_layer.weight.npy") != bytes.npos;
    case ContentKind::experiment:
      return bytes.find("\"W_hid\"") != bytes.npos;
    default:
      return false;
  }
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
