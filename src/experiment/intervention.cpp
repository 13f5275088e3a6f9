#include "experiment/intervention.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"
#include "experiment/network.h"

namespace nn4n {

namespace {

constexpr std::array<ActWords, kActKinds> kActs{
    {{.key = "silence",
      .label = "Silence",
      .form = "UNITS[@WINDOW]",
      .help = "The rates of the units are 0."},
     {.key = "clamp",
      .label = "Clamp",
      .form = "UNITS=RATE[@WINDOW]",
      .help = "The rates of the units are held at this value.",
      .value = true,
      .least = -100,
      .most = 100,
      .usual = 1,
      .symbol = "rate"},
     {.key = "excite",
      .label = "Excite",
      .form = "UNITS=CURRENT[@WINDOW]",
      .help = "This current is added to what the units receive; a negative one inhibits them.",
      .value = true,
      .least = -100,
      .most = 100,
      .usual = 0.5,
      .symbol = "current"},
     {.key = "noise",
      .label = "Noise",
      .form = "UNITS=SIGMA[@WINDOW]",
      .help = "Recurrent noise with this σ is added to the membrane potentials of the units.",
      .value = true,
      .least = 0,
      .most = 10,
      .usual = 0.5,
      .symbol = "σ"},
     {.key = "lesion",
      .label = "Lesion",
      .form = "UNITS",
      .help = "The units are gone: their rates are 0 from the first step on, and training goes on "
              "without them.",
      .lasts = "A lesion lasts: it has no epoch; silence the units instead"},
     {.key = "scale",
      .label = "Scale",
      .form = "UNITS>UNITS=FACTOR[@WINDOW]",
      .help = "The weights of the synapses from the first units to the second are multiplied by "
              "this.",
      .on = ActsOn::synapses,
      .value = true,
      .least = -10,
      .most = 10,
      .symbol = "factor"},
     {.key = "set",
      .label = "Set weight",
      .form = "UNITS>UNITS=WEIGHT[@WINDOW]",
      .help = "The synapses from the first units to the second that exist get this weight.",
      .on = ActsOn::synapses,
      .value = true,
      .least = -100,
      .most = 100,
      .symbol = "weight"},
     {.key = "freeze",
      .label = "Freeze",
      .form = "UNITS[>UNITS]",
      .help = "Training leaves these weights as they are: the synapses from the first units to the "
              "second or, where only one is named, all that its units receive by, from inputs and "
              "from units, with their biases. No rate changes.",
      .on = ActsOn::either,
      .learning = true,
      .lasts = "A weight learns from whole trials, so a freeze has no epoch"}}};

/// The acts that `key` may be, for a message.
std::string known_acts() {
  std::vector<std::string> keys;
  for (const ActWords& words : kActs) keys.emplace_back(words.key);
  return join(keys);
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool begins_with(std::string_view text, std::string_view start) {
  return text.size() >= start.size() &&
         std::equal(start.begin(), start.end(), text.begin(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

/// Reads the text of one act from left to right. What is wrong is kept in `problem`.
class ActReader {
 public:
  ActReader(std::string_view text, const Network& network) : rest_(text), network_(network) {}

  std::variant<Act, std::string> read() {
    Act act;
    const std::size_t colon = rest_.find(':');
    const auto kind = act_named(rest_.substr(0, colon));
    if (!kind || colon == rest_.npos)
      return "An intervention begins with one of " + known_acts() + " and a colon; found " +
             in_quotes(rest_);
    act.kind = *kind;
    rest_.remove_prefix(colon + 1);
    const ActWords& words = words_of(act.kind);
    bool good = read_units(act.units);
    const bool into =
        words.on == ActsOn::synapses || (words.on == ActsOn::either && rest_.starts_with('>'));
    if (good && into) good = take('>', "between the units") && read_units(act.into.emplace());
    if (good && words.value) good = take('=', "before the value") && read_value(words, act.value);
    if (good && !rest_.empty()) good = take('@', "before the epoch") && read_window(act.window);
    if (good && !words.lasts.empty() && !act.window.throughout())
      good = fail(std::string(words.lasts));
    if (!good) return problem_;
    return act;
  }

 private:
  bool fail(std::string words) {
    problem_ = std::move(words);
    return false;
  }

  bool take(char mark, std::string_view where) {
    if (!rest_.empty() && rest_.front() == mark) return rest_.remove_prefix(1), true;
    const std::string found = rest_.empty() ? "the text ends" : "found " + in_quotes(rest_);
    return fail("An intervention has \"" + std::string(1, mark) + "\" " + std::string(where) +
                "; " + found);
  }

  bool read_area(std::size_t& area) {
    std::size_t longest = 0;
    const auto try_name = [&](std::string_view name, std::size_t index) {
      if (name.size() <= longest || !begins_with(rest_, name)) return;
      const std::string_view after = rest_.substr(name.size());
      if (!after.empty() && std::string_view("/=@>").find(after.front()) == std::string_view::npos)
        return;
      longest = name.size(), area = index;
    };
    std::vector<std::string> known;
    for (std::size_t i = 0; i < network_.areas.size(); ++i) {
      try_name(network_.areas[i].name, i);
      known.push_back(network_.areas[i].name);
    }
    for (std::size_t i = 0; longest == 0 && i < network_.areas.size(); ++i)
      try_name("area" + std::to_string(i + 1), i);
    if (longest == 0)
      return fail("There is no area " + in_quotes(rest_.substr(0, rest_.find_first_of("/=@>"))) +
                  "; known are " + join(known));
    rest_.remove_prefix(longest);
    return true;
  }

  bool read_units(UnitsNamed& units) {
    if (!read_area(units.area)) return false;
    for (int part = 0; part < 2 && !rest_.empty() && rest_.front() == '/'; ++part) {
      const std::string_view text = rest_.substr(1, rest_.find_first_of("/=@>", 1) - 1);
      rest_.remove_prefix(1 + text.size());
      if (part == 0 && (text == "E" || text == "I")) {
        units.sign = text == "E" ? 1 : -1;
      } else {
        return read_numbers(text, units) && exist(units);
      }
    }
    return exist(units);
  }

  bool read_numbers(std::string_view text, UnitsNamed& units) {
    std::string_view left = text.ends_with(',') ? "" : text;
    while (!left.empty()) {
      const std::string_view one = left.substr(0, left.find(','));
      left.remove_prefix(std::min(one.size() + 1, left.size()));
      const std::size_t dash = one.find('-');
      const auto first = parse_number(one.substr(0, dash));
      const auto last = dash == one.npos ? first : parse_number(one.substr(dash + 1));
      const bool whole = first && last && *first == std::floor(*first) &&
                         *last == std::floor(*last) && *first >= 1 && *last <= kMaxUnits &&
                         *first <= *last;
      if (!whole) break;
      for (int n = static_cast<int>(*first); n <= static_cast<int>(*last); ++n)
        units.numbers.push_back(n);
      if (units.numbers.size() > kMaxUnits) break;
      if (left.empty()) {
        std::sort(units.numbers.begin(), units.numbers.end());
        const auto end = std::unique(units.numbers.begin(), units.numbers.end());
        units.numbers.erase(end, units.numbers.end());
        return true;
      }
    }
    return fail("Units are E, I, or numbers such as 3, 1-4 or 1,4,9; found " + in_quotes(text));
  }

  bool exist(const UnitsNamed& units) {
    const std::size_t count = units_with_sign(network_, units.area, units.sign).size();
    const std::string& area = network_.areas[units.area].name;
    const std::string sign = units.sign > 0 ? " excitatory" : units.sign < 0 ? " inhibitory" : "";
    if (count == 0) return fail(area + " has no" + sign + " units");
    if (units.numbers.empty() || units.numbers.back() <= static_cast<int>(count)) return true;
    return fail(area + " has " + std::to_string(count) + sign + " units; there is no number " +
                std::to_string(units.numbers.back()));
  }

  bool read_value(const ActWords& words, double& value) {
    const std::string_view text = rest_.substr(0, rest_.find('@'));
    rest_.remove_prefix(text.size());
    const auto number = parse_number(text);
    if (!number || *number < words.least || *number > words.most)
      return fail("The " + std::string(words.symbol) + " is " + in_quotes(text) + "; allowed " +
                  shortest(words.least) + " to " + shortest(words.most));
    value = *number;
    return true;
  }

  bool read_window(ActWindow& window) {
    const std::size_t dots = rest_.find("..");
    const auto from = parse_number(rest_.substr(0, dots));
    if (dots != rest_.npos && from) {
      const auto to = parse_number(rest_.substr(dots + 2));
      if (!to || *from < 0 || *to <= *from || *to > 1e6)
        return fail("A window is FROM..TO in milliseconds, such as 200..400; found " +
                    in_quotes(rest_));
      window.from_ms = from, window.to_ms = to;
      return true;
    }
    if (rest_.empty()) return fail("The name of an epoch is missing after \"@\"");
    window.epoch = std::string(rest_);
    return true;
  }

  std::string_view rest_;
  const Network& network_;
  std::string problem_;
};

std::string numbers_text(const std::vector<int>& numbers, std::string_view range,
                         std::string_view comma) {
  std::string text;
  for (std::size_t i = 0; i < numbers.size();) {
    std::size_t end = i + 1;
    while (end < numbers.size() && numbers[end] == numbers[end - 1] + 1) ++end;
    if (!text.empty()) text += comma;
    text += std::to_string(numbers[i]);
    if (end - i > 1) text.append(range).append(std::to_string(numbers[end - 1]));
    i = end;
  }
  return text;
}

std::string units_text(const UnitsNamed& units, const Network& network) {
  std::string text = network.areas[units.area].name;
  if (units.sign != 0) text += units.sign > 0 ? "/E" : "/I";
  if (!units.numbers.empty()) text += "/" + numbers_text(units.numbers, "-", ",");
  return text;
}

/// "Decision E 9", "Decision I", "Decision, units 1 to 4".
std::string units_words(const UnitsNamed& units, const Network& network) {
  std::string text = network.areas[units.area].name;
  if (units.sign != 0) text += units.sign > 0 ? " E" : " I";
  if (units.numbers.empty()) return text;
  return text + " " + numbers_text(units.numbers, " to ", ", ");
}

}  // namespace

bool acts_in_training(const Intervention& one, int iteration) {
  return one.trained_from >= 0 && iteration >= one.trained_from &&
         (one.trained_until < 0 || iteration < one.trained_until);
}

void keep_trained(std::vector<Intervention>& list, int iteration) {
  std::erase_if(list, [&](const Intervention& one) { return !acts_in_training(one, iteration); });
}

void keep_looked_at(std::vector<Intervention>& list, int iteration) {
  std::erase_if(list, [&](const Intervention& one) {
    const auto kind = act_named(std::string_view(one.act).substr(0, one.act.find(':')));
    const bool learning = kind && words_of(*kind).learning;
    return learning || (!one.on && !acts_in_training(one, iteration));
  });
}

const ActWords& words_of(ActKind kind) { return kActs[static_cast<std::size_t>(kind)]; }

std::optional<ActKind> act_named(std::string_view key) {
  for (std::size_t i = 0; i < kActs.size(); ++i)
    if (kActs[i].key == key) return static_cast<ActKind>(i);
  return std::nullopt;
}

std::variant<Act, std::string> read_act(std::string_view text, const Network& network) {
  return ActReader(text, network).read();
}

bool same_epoch(std::string_view a, std::string_view b) {
  const auto plain = [](char c) {
    return c == '_' ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return plain(x) == plain(y); });
}

std::string to_text(const Act& act, const Network& network) {
  const ActWords& words = words_of(act.kind);
  std::string text = std::string(words.key) + ":" + units_text(act.units, network);
  if (act.into) text += ">" + units_text(*act.into, network);
  if (words.value) text += "=" + shortest(act.value);
  if (!act.window.epoch.empty()) text += "@" + act.window.epoch;
  if (act.window.from_ms)
    text += "@" + shortest(*act.window.from_ms) + ".." + shortest(*act.window.to_ms);
  return text;
}

std::string describe(const Act& act, const Network& network) {
  const ActWords& words = words_of(act.kind);
  const std::string_view on = act.kind == ActKind::noise ? " on " : " ";
  std::string text = std::string(words.label) + std::string(on) + units_words(act.units, network);
  if (act.into) text += " → " + units_words(*act.into, network);
  if (act.kind == ActKind::scale)
    text += " × " + shortest(act.value);
  else if (words.value)
    text += ", " + std::string(words.symbol) + " " + shortest(act.value);
  if (!act.window.epoch.empty()) text += ", during " + act.window.epoch;
  if (act.window.from_ms)
    text += ", " + shortest(*act.window.from_ms) + " to " + shortest(*act.window.to_ms) + " ms";
  return text;
}

std::vector<int> units_with_sign(const Network& network, std::size_t area, int sign) {
  const Area& of = network.areas[area];
  const bool signs = network.connectivity.unit_signs == UnitSigns::ei;
  const int excitatory = units_in_fraction(of.units, of.excitatory);
  std::vector<int> units;
  for (int i = 0; i < of.units; ++i) {
    const int own = !signs ? 0 : i < excitatory ? 1 : -1;
    if (sign == 0 || own == sign) units.push_back(i);
  }
  return units;
}

std::vector<int> units_of(const UnitsNamed& named, const Network& network) {
  const std::vector<int> all = units_with_sign(network, named.area, named.sign);
  if (named.numbers.empty()) return all;
  std::vector<int> units;
  for (const int number : named.numbers)
    if (number <= static_cast<int>(all.size()))
      units.push_back(all[static_cast<std::size_t>(number) - 1]);
  return units;
}

std::vector<int> network_units(const UnitsNamed& named, const Network& network) {
  int first = 0;
  for (std::size_t area = 0; area < named.area; ++area) first += network.areas[area].units;
  std::vector<int> units = units_of(named, network);
  for (int& unit : units) unit += first;
  return units;
}

}  // namespace nn4n
