#include "analysis/held_input.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "analysis/conditions.h"
#include "base/text.h"

namespace nn4n {

using Eigen::Index;
using Eigen::VectorXd;

namespace {

constexpr std::size_t kLongestText = 400;
constexpr std::size_t kMostListed = 16;

/// The form in which names are compared.
std::string plain(std::string_view text) {
  std::string form(trimmed(text));
  for (char& c : form) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '_') c = ' ';
  }
  return form;
}

std::vector<std::string_view> pieces(std::string_view text, char between) {
  std::vector<std::string_view> list;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(between), text.size());
    if (!trimmed(text.substr(0, end)).empty()) list.push_back(trimmed(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return list;
}

std::string join_some(std::vector<std::string> words) {
  if (words.size() <= kMostListed) return join(words);
  const std::size_t left = words.size() - kMostListed;
  words.resize(kMostListed);
  return join(words) + " and " + std::to_string(left) + " more";
}

Issue issue(std::string message) { return {"input", std::move(message)}; }

std::variant<HeldInput, Issue> read_numbers(std::string_view text, Index inputs) {
  constexpr double kLargest = 1e6;
  HeldInput held{"", VectorXd(inputs)};
  Index count = 0;
  for (const std::string_view word : pieces(text, ' ')) {
    const std::optional<double> number = parse_number(word);
    if (!number || std::fabs(*number) > kLargest)
      return issue("the input " + in_quotes(word) + " is not a number from -1e+06 to 1e+06");
    if (count < inputs) held.values[count] = *number;
    ++count;
  }
  if (count != inputs) {
    return issue("the input has " + std::to_string(count) + " numbers; allowed " +
                 std::to_string(inputs) + ", one for each channel");
  }
  for (Index k = 0; k < inputs; ++k) held.name += (k > 0 ? " " : "[") + shortest(held.values[k]);
  held.name += "]";
  return held;
}

/// One condition that trials should have.
struct Wanted {
  std::string words;
  std::vector<bool> matches;  // B
};

/// Something that every trial has a value of.
struct Property {
  ConditionName name;
  std::vector<double> values;  // B
};

std::vector<Property> properties_of(const Recording& recording) {
  const TaskShape& shape = recording.shape;
  std::vector<Property> list;
  for (const std::string& label : shape.conditions) list.push_back({read_condition(label), {}});
  for (std::size_t c = 0; c < list.size(); ++c) {
    for (const RecordedTrial& one : recording.trials)
      list[c].values.push_back(double{one.trial.conditions[c]});
  }
  if (!shape.choices.empty()) {
    Property choice{{"choice", "", {}}, {}};
    for (std::size_t k = 0; k < shape.choices.size(); ++k)
      choice.name.words.emplace_back(static_cast<float>(k), shape.choices[k]);
    for (const RecordedTrial& one : recording.trials) choice.values.push_back(one.trial.correct);
    list.push_back(std::move(choice));
  }
  if (!shape.stimulus_label.empty()) {
    Property stimulus{read_condition(shape.stimulus_label), {}};
    stimulus.name.name = "stimulus";
    for (const RecordedTrial& one : recording.trials)
      stimulus.values.push_back(double{one.trial.stimulus});
    list.push_back(std::move(stimulus));
  }
  return list;
}

std::variant<Wanted, Issue> read_condition_value(std::string_view text,
                                                 const std::vector<Property>& properties) {
  const std::size_t equals = text.find('=');
  const std::string key = plain(text.substr(0, equals));
  std::vector<std::string> known;
  for (const Property& property : properties) known.push_back(plain(property.name.name));
  const auto found = std::find_if(properties.begin(), properties.end(),
                                  [&](const Property& p) { return plain(p.name.name) == key; });
  if (equals == text.npos || found == properties.end()) {
    return issue("there is no condition " + in_quotes(text) + "; known: " +
                 (known.empty() ? "none" : join_some(known)) + ", each with = and a value");
  }
  const std::string value = plain(text.substr(equals + 1));
  std::optional<double> number = parse_number(value);
  for (const auto& [n, words] : found->name.words) {
    if (plain(words) == value) number = double{n};
  }
  Wanted wanted;
  std::set<double> drawn;
  bool any = false;
  for (const double v : found->values) {
    const bool same = number && std::fabs(v - *number) <= 1e-4 * std::max(1.0, std::fabs(v));
    wanted.matches.push_back(same);
    any = any || same;
    drawn.insert(v);
  }
  if (!any) {
    std::vector<std::string> values;
    for (const double v : drawn) values.push_back(value_words(found->name, v));
    return issue("no trial has " + key + " = " + in_quotes(value) + "; drawn were " +
                 join_some(values));
  }
  wanted.words = plain(found->name.name) + " " + value_words(found->name, *number);
  return wanted;
}

/// The steps of the last epoch with this name; in a window of many trials, conditions are of the
/// last one.
std::optional<EpochSpan> last_epoch(const Trial& trial, const std::string& name) {
  std::optional<EpochSpan> span;
  for (const EpochSpan& epoch : trial.epochs) {
    if (plain(epoch.name) == name && epoch.begin < epoch.end) span = epoch;
  }
  return span;
}

/// How often each input was shown, and the sum of all.
struct ShownInputs {
  std::map<std::vector<float>, int> counts;
  std::vector<double> sum;
  int steps = 0;

  void add(const Trial& trial, const EpochSpan& span) {
    sum.resize(static_cast<std::size_t>(trial.inputs));
    for (int t = span.begin; t < std::min(span.end, trial.steps); ++t) {
      std::vector<float> input;
      for (int c = 0; c < trial.inputs; ++c) input.push_back(trial.input_at(t, c));
      for (std::size_t c = 0; c < sum.size(); ++c) sum[c] += double{input[c]};
      ++counts[input];
      ++steps;
    }
  }

  void fill(HeldInput& held) const {
    const auto most =
        std::max_element(counts.begin(), counts.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    held.values.resize(static_cast<Index>(sum.size()));
    for (std::size_t c = 0; c < sum.size(); ++c) {
      held.values[static_cast<Index>(c)] =
          most->second > 1 || steps == 1 ? double{most->first[c]} : sum[c] / steps;
    }
    held.share = most->second > 1 || steps == 1 ? static_cast<double>(most->second) / steps : 0;
  }
};

}  // namespace

std::variant<HeldInput, Issue> read_held_input(std::string_view text, const Recording& recording) {
  const auto inputs = static_cast<Index>(recording.shape.inputs.size());
  if (text.size() > kLongestText) return issue("the name of the input is too long");
  text = trimmed(text);
  if (plain(text) == "usual") return read_held_input(usual_input(recording), recording);
  if (text.empty() || plain(text) == "zero") return HeldInput{"no input", VectorXd::Zero(inputs)};
  if (text.starts_with('[') && text.ends_with(']'))
    return read_numbers(text.substr(1, text.size() - 2), inputs);
  const std::size_t colon = std::min(text.find(':'), text.size());
  const std::string epoch = plain(text.substr(0, colon));
  const std::vector<std::string> names = epoch_names(recording);
  const auto name = std::find_if(names.begin(), names.end(),
                                 [&](const std::string& known) { return plain(known) == epoch; });
  if (name == names.end()) {
    return issue("there is no epoch " + in_quotes(text.substr(0, colon)) +
                 "; known: zero, a list such as [1 0], and the epochs " + join_some(names));
  }
  HeldInput held{*name, {}};
  std::vector<bool> matches(recording.trials.size(), true);
  const std::vector<Property> properties = properties_of(recording);
  for (const std::string_view piece : pieces(text.substr(std::min(colon + 1, text.size())), ';')) {
    const auto read = read_condition_value(piece, properties);
    if (const Issue* wrong = std::get_if<Issue>(&read)) return *wrong;
    const Wanted& wanted = *std::get_if<Wanted>(&read);
    held.name += (held.name == *name ? ": " : "; ") + wanted.words;
    for (std::size_t b = 0; b < matches.size(); ++b) matches[b] = matches[b] && wanted.matches[b];
  }
  ShownInputs shown;
  for (std::size_t b = 0; b < matches.size(); ++b) {
    const Trial& trial = recording.trials[b].trial;
    if (!matches[b]) continue;
    if (const std::optional<EpochSpan> span = last_epoch(trial, epoch)) shown.add(trial, *span);
  }
  if (shown.steps == 0) return issue("no trial has all of " + in_quotes(text) + " at once");
  shown.fill(held);
  return held;
}

namespace {

/// Are they the same numbers? Means of noise that a task draws are never quite.
bool alike(const HeldInput& a, const HeldInput& b) {
  const double same = a.share == 0 || b.share == 0 ? 0.1 : 1e-9;
  return (a.values - b.values).norm() <= same * std::max(1.0, a.values.norm());
}

}  // namespace

std::vector<HeldChoice> held_choices(const Recording& recording, std::size_t most) {
  std::vector<HeldChoice> list;
  const auto add = [&](const std::string& text, const std::string& epoch) {
    const auto read = read_held_input(text, recording);
    const HeldInput* held = std::get_if<HeldInput>(&read);
    if (!held || list.size() >= most) return;
    const bool known = std::any_of(list.begin(), list.end(), [&](const HeldChoice& other) {
      return other.epoch == epoch && alike(other.held, *held);
    });
    if (!known) list.push_back({text, epoch, *held});
  };
  add("zero", "");
  const std::vector<ConditionSet> sets = condition_sets(recording);
  for (const std::string& epoch : epoch_names(recording)) {
    const std::size_t before = list.size();
    for (const ConditionSet& set : sets) add(epoch + ":" + set.text, epoch);
    if (list.size() > before + 1) continue;
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(before), list.end());
    add(epoch, epoch);
  }
  return list;
}

std::string usual_input(const Recording& recording) {
  const std::vector<HeldChoice> choices = held_choices(recording);
  std::map<std::string, int> inputs, steps;  // of every epoch
  for (const HeldChoice& choice : choices) inputs[choice.epoch] += choice.epoch.empty() ? 0 : 1;
  for (const RecordedTrial& one : recording.trials) {
    for (const EpochSpan& epoch : one.trial.epochs) steps[epoch.name] += epoch.end - epoch.begin;
  }
  std::string best;
  for (const std::string& epoch : epoch_names(recording)) {
    const auto rank = [&](const std::string& name) { return std::pair(inputs[name], steps[name]); };
    if (best.empty() || rank(epoch) > rank(best)) best = epoch;
  }
  if (inputs[best] < 2) return best.empty() ? "zero" : best;
  const std::vector<ConditionSet> sets = condition_sets(recording);
  const auto weakest = std::min_element(sets.begin(), sets.end(), [](const auto& a, const auto& b) {
    return std::fabs(a.stimulus) < std::fabs(b.stimulus);
  });
  const auto read = read_held_input(best + ":" + weakest->text, recording);
  for (const HeldChoice& choice : choices) {
    const HeldInput* held = std::get_if<HeldInput>(&read);
    if (held && choice.epoch == best && alike(choice.held, *held)) return choice.text;
  }
  return best;
}

}  // namespace nn4n
