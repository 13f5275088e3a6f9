#include "editing/words.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "editing/blocks.h"
#include "editing/task_table.h"

namespace nn4n {

namespace {

constexpr std::string_view kMinus = "−";

std::string printed(const char* format, int digits, double value) {
  std::array<char, 64> buffer;
  std::snprintf(buffer.data(), buffer.size(), format, digits, value);
  return buffer.data();
}

std::string minus_for_hyphens(std::string text) {
  for (std::size_t at = text.find('-'); at != std::string::npos; at = text.find('-', at)) {
    text.replace(at, 1, kMinus);
    at += kMinus.size();
  }
  return text;
}

std::string with_commas(std::string digits) {
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

Target target_at(const Experiment& experiment, const std::string& path) {
  return resolve(target_of(experiment), path);
}

/// Paths within a sentence become the names of what they mean.
std::string with_nouns(const Experiment& experiment, const std::string& text) {
  std::string said;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t space = std::min(text.find(' ', at), text.size());
    std::string word = text.substr(at, space - at);
    const bool path = word.starts_with("network.") || word.starts_with("training.");
    const std::string noun = path ? noun_of(experiment, word) : "this";
    said += noun == "this" ? word : noun;
    if (space < text.size()) said += ' ';
    at = space + 1;
  }
  return said;
}

}  // namespace

std::string with_minus(std::string text) {
  constexpr std::string_view sign = "signed ";  // the number shows its sign
  if (const std::size_t at = text.find(sign); at != text.npos) text.erase(at, sign.size());
  for (std::size_t k = 0; k + 1 < text.size(); ++k) {
    const bool negative = text[k] == '-' && text[k + 1] >= '0' && text[k + 1] <= '9';
    if (negative && (k == 0 || text[k - 1] == ' ' || text[k - 1] == '[')) text.replace(k, 1, "−");
  }
  return text;
}

std::string grouped(double whole) {
  const std::string digits = with_commas(printed("%.*f", 0, std::fabs(whole)));
  return (std::round(whole) < 0 ? std::string(kMinus) : "") + digits;
}

std::string compact(double value, int digits) {
  if (value == 0) return "0";
  if (!std::isfinite(value)) return "–";
  const double size = std::fabs(value);
  if (size >= 1000 && size < 1e6) return grouped(value);
  if (size < 0.001 || size >= 1e6) {
    std::string text = printed("%.*e", digits - 1, value);
    const std::size_t e = text.find('e');
    std::string mantissa = text.substr(0, e);
    if (mantissa.find('.') != std::string::npos) {
      mantissa.erase(mantissa.find_last_not_of('0') + 1);
      if (mantissa.back() == '.') mantissa.pop_back();
    }
    return minus_for_hyphens(mantissa + "e" + std::to_string(std::atoi(text.c_str() + e + 1)));
  }
  const std::string text = printed("%.*g", digits, value);
  return text.find('e') == text.npos ? minus_for_hyphens(text)
                                     : grouped(value);  // 999.9 in 3 digits
}

std::string fixed(double value, int decimals, bool sign) {
  if (!std::isfinite(value)) return "–";
  std::string text = minus_for_hyphens(printed("%.*f", decimals, value));
  if (sign && value > 0) text.insert(0, "+");
  return text;
}

std::string brief(double value, int decimals, bool sign) {
  if (!std::isfinite(value) || std::fabs(value) < 1000) return fixed(value, decimals, sign);
  return (sign && value > 0 ? "+" : "") + compact(value, decimals + 1);
}

std::string capitalised(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

Scale scale_of(const About& about) {
  if (about.unit == "fraction") return {100, "%"};
  return {1, about.unit};
}

std::string label_with_unit(const About& about, bool with_unit) {
  std::string label(about.label);
  const std::string_view unit = scale_of(about).unit;
  if (with_unit && !unit.empty()) label += " [" + std::string(unit) + "]";
  return label;
}

std::string value_text(const Target& target) {
  const double value = target.type->number(target.object) * scale_of(target.field->about).factor;
  if (target.type->kind == Kind::integer)
    return std::fabs(value) < 1e6 ? grouped(value) : printed("%.*f", 0, value);
  return compact(value, 4);
}

std::string one_in_words(const Target& fraction) {
  if (fraction.type->kind != Kind::number) return {};
  const double value = fraction.type->number(fraction.object);
  if (!(value > 0) || value >= 1) return {};
  const double whole = std::round(1 / value);
  const bool is_part = std::fabs(value * whole - 1) < 1e-6;
  const bool is_short = std::fabs(1000 * value - std::round(1000 * value)) < 1e-6;  // of percent
  if (!is_part || is_short) return {};
  return value_text(fraction) + " % is 1 in " + grouped(whole) + ".";
}

std::string list_text(const Target& list) {
  std::string text;
  for_each_part(list, [&](const Target& part, const std::string&) {
    text += (text.empty() ? "" : ", ") + to_text(part);
  });
  return text;
}

std::optional<std::vector<double>> numbers_in(std::string_view text) {
  std::vector<double> numbers;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    std::string_view word = text.substr(0, comma);
    while (word.starts_with(' ')) word.remove_prefix(1);
    while (word.ends_with(' ')) word.remove_suffix(1);
    const auto number = parse_number(word);
    if (!number) return std::nullopt;
    numbers.push_back(*number);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return numbers;
}

std::string noun_of(const Experiment& experiment, const std::string& path) {
  const Target target = target_at(experiment, std::string(plain_path(path)));
  if (!target.type || !target.field) return "this";
  std::string label(target.field->about.label);
  const bool acronym = label.size() > 1 && !std::islower(static_cast<unsigned char>(label[1]));
  if (!acronym) label[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(label[0])));
  return label;
}

std::string restart_sentence(const Experiment& experiment, const std::string& path) {
  return "Changing " + noun_of(experiment, path) + " restarts training from iteration 0.";
}

std::string restarted_sentence(const Experiment& experiment, const std::string& path) {
  if (noun_of(experiment, path) == "this")
    return "This change restarted training from iteration 0.";
  return "Changing " + noun_of(experiment, path) + " restarted training from iteration 0.";
}

std::string redrawn_sentence(const Experiment& experiment, const std::string& path) {
  const std::string noun = noun_of(experiment, path);
  return (noun == "this" ? "This change" : "Changing " + noun) + " drew new weights.";
}

namespace {

/// "Sensory: ", "Sensory → Decision: ": which of several a path is about; empty when there is one.
std::string element_words(const Experiment& experiment, const std::string& path) {
  if (const auto place = table_place(experiment, path))
    return name_of(*table_of(experiment), *place) + ": ";
  const auto index_after = [&](std::string_view list) -> std::optional<std::size_t> {
    if (!path.starts_with(list)) return std::nullopt;
    const char* begin = path.data() + list.size();
    std::size_t index = 0;
    const auto read = std::from_chars(begin, path.data() + path.size(), index);
    return read.ptr == begin ? std::nullopt : std::optional(index);
  };
  if (const auto area = index_after("network.areas["))
    return area_name(experiment, static_cast<int>(*area)) + ": ";
  const auto& blocks = experiment.network.connectivity.blocks;
  if (const auto block = index_after("network.connectivity.blocks[");
      block && *block < blocks.size())
    return group_name(experiment, blocks[*block].from, blocks[*block].from_kind) + " → " +
           group_name(experiment, blocks[*block].into, blocks[*block].into_kind) + ": ";
  return {};
}

}  // namespace

std::string kept_sentence(const RunMark& run) {
  if (run.iteration == 0) return "The network with the weights that were given is kept.";
  return "The run of " + grouped(run.iteration) +
         (run.iteration == 1 ? " iteration is kept." : " iterations is kept.");
}

std::string goal_sentence(int iterations) {
  return "This link asks for " + grouped(iterations) + " iterations: Run stops there.";
}

std::string taken_sentence(int iteration) {
  if (iteration == 0) return "The weights are in the network. Training starts from them.";
  return "The run is open, paused at iteration " + grouped(iteration) + ". Run goes on with it.";
}

std::string sentence(const Experiment& experiment, const Issue& issue) {
  std::string text = issue.message;
  // Its first word is the path, or that of the list that the path is in.
  const std::string subject = text.substr(0, text.find(' '));
  if (!issue.path.empty() && issue.path.starts_with(subject)) {
    const std::string noun = noun_of(experiment, subject);
    const std::string where = element_words(experiment, subject);
    if (noun != "this") text = capitalised(where + noun) + text.substr(subject.size());
  }
  text = with_nouns(experiment, text);
  if (!text.empty() && text.back() != '.') text += ".";
  return text;
}

std::string area_name(const Experiment& experiment, int area) {
  const auto& areas = experiment.network.areas;
  if (area >= 0 && static_cast<std::size_t>(area) < areas.size()) {
    return areas[static_cast<std::size_t>(area)].name;
  }
  return "Area " + std::to_string(area + 1);
}

std::string for_finger(std::string_view words) {
  struct Pair {
    std::string_view mouse, finger;
  };
  constexpr std::array pairs{Pair{"Double-click", "Double-tap"},
                             Pair{"double-click", "double-tap"},
                             Pair{"Click", "Tap"},
                             Pair{"click", "tap"},
                             Pair{"Point at", "Press"},
                             Pair{"point at", "press"}};
  std::string said;
  while (!words.empty()) {
    const std::size_t end = words.find(". ");
    const std::string_view one = words.substr(0, end == words.npos ? end : end + 1);
    words.remove_prefix(std::min(one.size() + 1, words.size()));
    const bool keys = one.find("Ctrl") != one.npos || one.find("Shift") != one.npos;
    if (!keys) said += (said.empty() ? "" : " ") + std::string(one);
  }
  for (const Pair& pair : pairs) {
    for (std::size_t at = said.find(pair.mouse); at != said.npos; at = said.find(pair.mouse, at)) {
      said.replace(at, pair.mouse.size(), pair.finger);
      at += pair.finger.size();
    }
  }
  return said;
}

std::string group_name(const Experiment& experiment, int area, UnitKind kind) {
  const std::string letter = kind == UnitKind::excitatory   ? " E"
                             : kind == UnitKind::inhibitory ? " I"
                                                            : "";
  return area_name(experiment, area) + letter;
}

}  // namespace nn4n
