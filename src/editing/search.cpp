#include "editing/search.h"

#include <algorithm>
#include <cctype>

#include "editing/all_settings.h"

namespace nn4n {

namespace {

/// The letter without its accent, by the second byte of U+00C0 to U+00FF; a blank = it stays.
constexpr std::string_view kWithoutAccent = "aaaaaa ceeeeiiii nooooo  uuuuy  ";
static_assert(kWithoutAccent.size() == 32);  // small and capital letters differ by 32

/// Small letters without accents, so that "numero" is found in "Número".
std::string lowered(std::string_view text) {
  std::string lower;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool latin = byte == 0xC3u && i + 1 < text.size();
    const char plain =
        latin ? kWithoutAccent[static_cast<unsigned char>(text[i + 1]) & 0x1Fu] : ' ';
    lower += plain != ' ' ? plain : static_cast<char>(std::tolower(byte));
    if (plain != ' ') ++i;
  }
  return lower;
}

/// A text and, where the page speaks another language, the same in that.
std::string in_both(std::string_view english, const Said& said) {
  std::string both(english);
  const std::string_view other = said ? said(english) : english;
  if (other != english) both.append(" ").append(other);
  return both;
}

std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> words;
  for (std::string rest = lowered(text); !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    if (end > 0) words.push_back(rest.substr(0, end));
    rest.erase(0, end + 1);
  }
  return words;
}

/// What is searched: the first text counts most.
struct Texts {
  std::string label, key, rest;
};

Texts texts_of(const Experiment& experiment, const std::string& path, const Target& target,
               const Said& said) {
  const About& about = target.field->about;
  std::string rest = in_both(about.help, said);
  rest.append(" ").append(about.unit).append(" ").append(about.source);
  for (const Choice& choice : target.type->choices)
    rest.append(" ")
        .append(in_both(choice.label, said))
        .append(" ")
        .append(in_both(choice.help, said));
  if (target.type->kind == Kind::selection) {
    for (const Entry* entry : target.type->registry().entries())
      rest.append(" ").append(in_both(entry->label, said)).append(" ").append(entry->key);
  }
  return {lowered(in_both(full_label(experiment, path), said)), lowered(path), lowered(rest)};
}

/// How badly the words fit, 0 best; −1 when one of them does not occur.
int misfit(const Texts& texts, const std::vector<std::string>& words) {
  int sum = 0;
  for (const std::string& word : words) {
    const std::size_t at = texts.label.find(word);
    if (at != std::string::npos) {
      const bool begins = at == 0 || texts.label[at - 1] == ' ';
      sum += begins ? 0 : 1;
    } else if (texts.key.find(word) != std::string::npos) {
      sum += 2;
    } else if (texts.rest.find(word) != std::string::npos) {
      sum += 4;
    } else {
      return -1;
    }
  }
  return sum;
}

bool has_term(const Experiment& experiment, std::string_view key) {
  return std::any_of(experiment.loss.begin(), experiment.loss.end(),
                     [&](const LossTerm& term) { return term.term.name() == key; });
}

}  // namespace

std::vector<Found> search(const Experiment& experiment, std::string_view text, const Said& said,
                          std::size_t most) {
  const std::vector<std::string> words = words_in(text);
  std::vector<std::pair<int, Found>> ranked;
  if (words.empty()) return {};
  for (const std::string& path : all_settings(experiment)) {
    const Target target = resolve(target_of(experiment), path);
    const Texts texts = texts_of(experiment, path, target, said);
    const int rank = misfit(texts, words);
    if (rank < 0) continue;
    const std::string label = full_label(experiment, path);
    const bool its_name =
        lowered(label) == lowered(text) || (said && lowered(said(label)) == lowered(text));
    std::string help = without_effect(experiment, path);
    help.append(help.empty() ? "" : " ").append(target.field->about.help);
    ranked.push_back({its_name ? -1 : rank, {path, label, value_words(target), std::move(help)}});
  }
  for (const Entry* entry : TermCatalogue::registry().entries()) {
    if (has_term(experiment, entry->key)) continue;
    const int rank = misfit({lowered(in_both(entry->label, said)), lowered(entry->key),
                             lowered(in_both(entry->help, said))},
                            words);
    if (rank < 0) continue;
    ranked.push_back({rank + 1,
                      {"loss.add", "Loss term: " + std::string(entry->label), "not in the list",
                       std::string(entry->help)}});
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Found> found;
  for (auto& [rank, one] : ranked) {
    if (found.size() < most) found.push_back(std::move(one));
  }
  return found;
}

}  // namespace nn4n
