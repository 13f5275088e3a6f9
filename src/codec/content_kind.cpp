#include "codec/content_kind.h"

#include <algorithm>

#include "codec/byte_view.h"
#include "codec/csv.h"
#include "codec/npz.h"

namespace nn4n {

namespace {

constexpr std::string_view kWhiteSpace = " \t\r\n";

std::string_view from_first_of_text(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(kWhiteSpace), text.size()));
}

/// Eight bytes say how long the header is, and the header is a JSON object. It is shorter than
/// 4 GB, so four of these bytes are 0, which no text holds.
bool begins_like_safetensors(std::string_view bytes) {
  return bytes.size() > 8 && bytes[8] == '{' &&
         bytes.substr(4, 4) == std::string_view("\0\0\0\0", 4);
}

/// The text after the lines that begin with '#', which are comments in a mask.
std::string_view after_comments(std::string_view text) {
  while (text.starts_with('#')) {
    text = from_first_of_text(text.substr(std::min(text.find_first_of("\r\n"), text.size())));
  }
  return text;
}

bool begins_like_a_row_of_a_mask(std::string_view text) {
  constexpr std::string_view minus = "\xE2\x88\x92";  // U+2212
  constexpr std::string_view marks = "0123456789+-.";
  return text.starts_with(minus) || (!text.empty() && marks.find(text[0]) != marks.npos);
}

bool is_control_character(char c) { return static_cast<unsigned char>(c) < ' '; }

/// Is the first word a URL, or does it hold a pair key=value, perhaps percent-encoded?
bool begins_like_a_link(std::string_view text) {
  if (text.starts_with('#') || text.starts_with('?')) return true;
  const std::string_view word = text.substr(0, text.find_first_of(kWhiteSpace));
  if (std::any_of(word.begin(), word.end(), is_control_character)) return false;
  return word.find('=') != word.npos || word.find("://") != word.npos ||
         word.find("%3D") != word.npos || word.find("%3d") != word.npos;
}

}  // namespace

ContentKind content_kind(std::string_view bytes) {
  if (begins_like_safetensors(bytes)) return ContentKind::safetensors;
  if (looks_like_npz(view_as_bytes(bytes))) return ContentKind::npz;
  const std::string_view text = from_first_of_text(without_byte_order_mark(bytes));
  if (text.empty()) return ContentKind::empty;
  if (text.starts_with('{')) return ContentKind::experiment;
  if (text.starts_with("preset:")) return ContentKind::preset;
  if (looks_like_csv_trials(bytes)) return ContentKind::csv;
  // '#' begins a link as well as a comment in a mask; rows of numbers below tell the latter.
  if (text.starts_with('#') && begins_like_a_row_of_a_mask(after_comments(text))) {
    return ContentKind::mask;
  }
  if (begins_like_a_link(text)) return ContentKind::link;
  return begins_like_a_row_of_a_mask(text) ? ContentKind::mask : ContentKind::unknown;
}

std::string_view without_byte_order_mark(std::string_view text) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  return text.starts_with(mark) ? text.substr(mark.size()) : text;
}

}  // namespace nn4n
