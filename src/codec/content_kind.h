// What a text or a file is, decided from its beginning: a person opens, drops or pastes something,
// and its name and its type say nothing reliable. This is the only place that decides it.
//
// To add a kind: a value of the enum, a line in content_kind(), and a case wherever the compiler
// then says that a switch misses one.
#pragma once

#include <string_view>

namespace nn4n {

enum class ContentKind {
  empty,        ///< nothing, or nothing but white space
  experiment,   ///< a JSON document: it begins with '{'
  link,         ///< a URL, its fragment "#v=0&…", its query "?s=…", or key=value pairs alone
  preset,       ///< "preset:NAME"
  npz,          ///< a zip archive, as NumPy writes arrays (own_data.h)
  csv,          ///< a table of trials: its first line has their column names (own_data.h)
  mask,         ///< a mask as a text (mask_text.h): it begins with a number, a sign or a comment
  safetensors,  ///< weights or a checkpoint (safetensors.h)
  unknown,
};

/// A byte order mark and, in texts, white space at the beginning are passed over. Only the
/// beginning is looked at, so reading may still fail.
ContentKind content_kind(std::string_view bytes);

/// The text without the UTF-8 byte order mark that spreadsheets and some editors put before it.
std::string_view without_byte_order_mark(std::string_view text);

}  // namespace nn4n
