#include "playground/look/language.h"

#include <utility>

namespace nn4n::playground {

void Language::use(Translate translate) {
  translate_ = std::move(translate);
  told_.clear();
}

std::string_view Language::said(std::string_view english) {
  if (!translate_ || english.empty()) return english;
  const auto known = told_.find(english);
  if (known != told_.end()) return known->second;
  std::string text(english);
  std::string translated = translate_(text);
  return told_.emplace(std::move(text), std::move(translated)).first->second;
}

void Language::tidy() {
  if (told_.size() > kMostKept) told_.clear();
}

}  // namespace nn4n::playground
