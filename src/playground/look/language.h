// The words of the canvas in the language of the page.
//
// The program says everything in English, and that is what panels, tests and scripts see. Where
// words are drawn (widgets/text.h) they are looked up here. What they are in another language only
// the page knows (web/site/phrases.js), so it is asked once for each text.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace nn4n::playground {

class Language {
 public:
  using Translate = std::function<std::string(const std::string& english)>;

  /// Takes up another language; an empty function is English.
  void use(Translate translate);

  /// What a text is in the language of the page. It lives until `tidy`, in English as long as
  /// `english` itself.
  std::string_view said(std::string_view english);

  /// Forgets what it was told when that is much. Numbers run, and every one is another text.
  void tidy();

 private:
  static constexpr std::size_t kMostKept = 4096;  // texts
  Translate translate_;
  std::map<std::string, std::string, std::less<>> told_;
};

}  // namespace nn4n::playground
