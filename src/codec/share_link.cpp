#include "codec/share_link.h"

#include <algorithm>
#include <span>
#include <utility>

#include "codec/base64.h"
#include "codec/deflate.h"
#include "codec/read_value.h"
#include "experiment/validate.h"

namespace nn4n {

namespace {

constexpr std::string_view kHexDigits = "0123456789ABCDEF";

bool stands_for_itself(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.' || c == '~';
}

std::string percent_encode(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (stands_for_itself(c)) {
      out += c;
    } else {
      out += {'%', kHexDigits[byte >> 4], kHexDigits[byte & 15]};
    }
  }
  return out;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

/// A '+' is a space, as forms write it. A '%' without two digits stands for itself.
std::string percent_decode(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
    if (low >= 0) {
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

// ---------------------------------------------------------------------------------------------
// Writing

struct Pair {
  std::string key;
  std::string value;  // percent-encoded
};

constexpr std::string_view kAreas = "network.areas";
constexpr std::string_view kLeftOut = "left_out";
constexpr std::string_view kWeights = "weights";
constexpr std::string_view kIterations = "iterations";
constexpr std::string_view kView = "view";
constexpr std::string_view kFrom = "from";
constexpr double kMostIterations = 1e9;

/// A longer set-up is listed from the preset that is most like it, where that is shorter.
constexpr std::size_t kLongSetup = 500;
/// No preset is so long that it would shorten such a set-up much: it lists masks or weights.
constexpr std::size_t kTooLongToShorten = 8000;

bool is_bulk(const Target& target) { return target.field && target.field->about.bulk; }

/// The index in a path such as "network.areas.2.name" with that key; nothing for other paths.
std::optional<std::size_t> area_of(std::string_view path, std::string_view key) {
  constexpr std::size_t begin = kAreas.size() + 1;  // of the index
  const bool areas = path.size() > begin + 2 && path.substr(0, kAreas.size()) == kAreas;
  if (!areas || path[begin] < '0' || path[begin] >= '0' + kMaxAreas) return std::nullopt;
  std::string_view rest = path.substr(begin + 1);
  if (rest.substr(0, 1) == "]") rest.remove_prefix(1);
  if (rest.substr(0, 1) != "." || rest.substr(1) != key) return std::nullopt;
  return static_cast<std::size_t>(path[begin] - '0');
}

/// Lists the fields that differ from those of `base`. An area with another name is another
/// area, which the reader of the link begins with Area's defaults. A length or a selection that is
/// listed is set in `base` at once, as the reader of the link will do.
struct Differences {
  Experiment base;
  std::vector<Pair> pairs;

  void list_parts(const Target& mine, const EditTarget& other, const std::string& path) {
    std::vector<EditTarget> others;
    for_each_part(other,
                  [&](const EditTarget& part, const std::string&) { others.push_back(part); });
    std::size_t i = 0;
    for_each_part(mine, [&](const Target& part, const std::string& step) {
      const std::string name = step.substr(1, step.find(']') - 1);
      const std::string here = path.empty() ? name : path + "." + name;
      if (here != "changes") list(part, others[i], here);
      ++i;
    });
  }

  void list(const Target& mine, const EditTarget& other, const std::string& path) {
    if (is_bulk(mine)) {
      if (!equal(mine, other)) pairs.push_back({std::string(kLeftOut), path});
    } else if (mine.type->kind == Kind::list) {
      const std::size_t size = mine.type->size(mine.object);
      if (other.type->size(other.object) != size) {
        pairs.push_back({path, std::to_string(size)});
        resize_list(other, size);
        conform(base);
      }
    } else if (mine.type->kind != Kind::record && to_text(mine) != to_text(other)) {
      if (const auto area = area_of(path, "name")) base.network.areas[*area] = Area{};
      pairs.push_back({path, percent_encode(to_text(mine))});
      if (mine.type->kind == Kind::selection) from_text(other, to_text(mine));
    }
    list_parts(mine, other, path);
  }
};

Experiment usual_for(const Experiment& experiment) { return base_with(experiment.task.name()); }

std::vector<Pair> differences_of(const Experiment& conformed, const Experiment& base) {
  Differences differences{base, {}};
  differences.list_parts(target_of(conformed), target_of(differences.base), "");
  std::stable_partition(differences.pairs.begin(), differences.pairs.end(),
                        [](const Pair& pair) {  // a person who reads the link looks for the task
                          return pair.key.substr(0, 4) == "task";
                        });
  return std::move(differences.pairs);
}

std::string text_of(const std::vector<Pair>& pairs) {
  std::string text = "v=" + std::to_string(kSchema);
  for (const Pair& pair : pairs) text += "&" + pair.key + "=" + pair.value;
  return text;
}

/// Four digits by which a reader notices that its own preset is not the writer's.
std::string digits_of(const Experiment& preset) {
  const std::string text = text_of(differences_of(preset, usual_for(preset)));
  const std::uint32_t sum =
      crc32({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  std::string digits;
  for (const int shift : {12, 8, 4, 0}) digits += kHexDigits[sum >> shift & 15];
  return digits;
}

/// The shortest list of differences, from the default experiment or from a preset with its task.
std::string setup_text(const Experiment& conformed) {
  std::string shortest_text = text_of(differences_of(conformed, usual_for(conformed)));
  if (shortest_text.size() <= kLongSetup || shortest_text.size() > kTooLongToShorten)
    return shortest_text;
  for (const Choice& choice : presets()) {
    const Experiment base = *preset(choice.key);
    if (base.task.name() != conformed.task.name()) continue;
    std::vector<Pair> pairs = differences_of(conformed, base);
    pairs.insert(pairs.begin(),
                 {std::string(kFrom), std::string(choice.key) + "." + digits_of(base)});
    std::string text = text_of(pairs);
    if (text.size() < shortest_text.size()) shortest_text = std::move(text);
  }
  return shortest_text;
}

std::string change_key(const Change& change) {
  std::string path;
  for (const char c : change.path) {
    if (c != ']') path += c == '[' ? '.' : c;
  }
  return "at." + std::to_string(change.iteration) + "." + path;
}

// ---------------------------------------------------------------------------------------------
// Reading

/// Returns what the parameter `s` of the query holds, which may be encoded as a whole.
std::string_view query_payload(std::string_view url) {
  const std::size_t query = url.find('?');
  if (query == url.npos) return {};
  for (const std::string_view mark : {"?s=", "&s="}) {
    const std::size_t at = url.find(mark, query);
    if (at == url.npos) continue;
    const std::string_view rest = url.substr(at + mark.size());
    const std::string_view first = rest.substr(0, rest.find('&'));
    return first.find('=') == first.npos ? first
                                         : rest;  // unencoded: all that follows is the link's
  }
  return {};
}

/// Returns the key=value pairs of a link in any of its forms.
std::string payload_of(std::string_view text) {
  text = trimmed(text);
  const std::size_t hash = text.find('#');
  std::string_view payload = text;
  if (hash != text.npos && hash + 1 < text.size()) {
    payload = text.substr(hash + 1);
  } else if (hash != text.npos || text.find("://") != text.npos || text.substr(0, 1) == "?") {
    payload = query_payload(text.substr(0, hash));
  }
  const bool encoded = payload.find('=') == payload.npos && payload.find('%') != payload.npos;
  return encoded ? percent_decode(payload) : std::string(payload);
}

class LinkReader {
 public:
  Reading read(std::string_view payload) {
    while (!payload.empty()) {
      const std::size_t end = std::min(payload.find('&'), payload.size());
      read_pair(payload.substr(0, end));
      payload.remove_prefix(std::min(end + 1, payload.size()));
    }
    if (!understood_) {
      return unreadable("This link cannot be read; it should look like v=0&task=pdm&seed=7.");
    }
    if (!based_) begin_with_task();
    begin_areas_of_link();
    const Issues issues = assign_all(reading_.experiment, assignments_);
    reading_.issues.insert(reading_.issues.end(), issues.begin(), issues.end());
    reading_.experiment.changes = std::move(changes_);
    finish(reading_);
    return std::move(reading_);
  }

 private:
  /// What the link leaves out depends on its task.
  void begin_with_task() {
    for (const Assignment& assignment : assignments_)
      if (assignment.path == "task") reading_.experiment = base_with(assignment.value.text);
  }

  void begin_areas_of_link() {
    Experiment& experiment = reading_.experiment;
    const Target list = resolve(target_of(std::as_const(experiment)), kAreas);
    std::vector<AreaSketch> sketches(experiment.network.areas.size());
    for (const Assignment& assignment : assignments_) {
      const auto size = parse_number(assignment.value.text);
      if (assignment.path == kAreas && size && size_complaint(list, *size).empty())
        sketches.resize(static_cast<std::size_t>(*size));
    }
    for (const Assignment& assignment : assignments_) {
      const auto sketch = [&](std::string_view key) -> AreaSketch* {
        const auto area = area_of(assignment.path, key);
        return area && *area < sketches.size() ? &sketches[*area] : nullptr;
      };
      if (AreaSketch* named = sketch("name")) named->name = assignment.value.text;
      if (AreaSketch* said = sketch("input")) said->input = true;
      if (AreaSketch* said = sketch("readout")) said->readout = true;
    }
    begin_areas(experiment, sketches, false);
  }

  void read_pair(std::string_view pair) {
    if (pair.empty()) return;
    if (pair.substr(0, 4) == "amp;") pair.remove_prefix(4);  // "&" as a web page writes it
    const std::size_t equals = pair.find('=');
    if (equals == pair.npos || equals == 0) {
      reading_.issues.push_back(
          {"", in_quotes(pair) + " is not key=value; the link may have been cut off."});
      return;
    }
    const std::string key = percent_decode(pair.substr(0, equals));
    const std::string text = percent_decode(pair.substr(equals + 1));
    if (key == "v") {
      read_version(text);
    } else if (key == kFrom) {
      read_from(text);
    } else if (key == kLeftOut) {
      read_left_out(with_brackets(text));
    } else if (key == kWeights) {
      understood_ = true;
      reading_.carried.weights = text;
    } else if (key == kIterations) {
      read_iterations(text);
    } else if (key == kView) {
      read_view(text);
    } else if (key.substr(0, 3) == "at.") {
      read_change(key, text);
    } else {
      read_field(with_brackets(key), text);
    }
  }

  void read_version(const std::string& text) {
    understood_ = true;
    const std::optional<double> number = parse_number(text);
    const auto issue = schema_issue(number.value_or(-1));
    if (number && issue) reading_.issues.push_back(*issue);
    if (!number)
      reading_.issues.push_back({"schema", "v is " + in_quotes(text) + "; allowed 0. Using 0."});
  }

  /// What the link does not list is as in this preset.
  void read_from(const std::string& text) {
    understood_ = true;
    const std::size_t dot = std::min(text.find('.'), text.size());
    const std::string name = text.substr(0, dot);
    const std::optional<Experiment> base = preset(name);
    if (!base) {
      reading_.issues.push_back({std::string(kFrom), "There is no preset " + in_quotes(name) +
                                                         ", from which this link was made. Using "
                                                         "the default experiment in its place."});
      return;
    }
    reading_.experiment = *base;
    based_ = true;
    if (text.substr(dot) == "." + digits_of(*base)) return;
    reading_.issues.push_back(
        {std::string(kFrom), "The preset " + in_quotes(name) +
                                 " is not as it was when this link was made of it. Using what the "
                                 "preset is now for everything that the link does not list."});
  }

  void read_iterations(const std::string& text) {
    const double number = parse_number(text).value_or(-1);
    if (number >= 1 && number <= kMostIterations) {
      reading_.carried.iterations = static_cast<int>(number);
    } else {
      reading_.issues.push_back(
          {std::string(kIterations), "iterations is " + in_quotes(text) + "; allowed 1 to " +
                                         shortest(kMostIterations) + ". Leaving it out."});
    }
  }

  void read_view(const std::string& text) {
    const auto bytes = from_base64url(text);
    const bool good = bytes && bytes->size() <= kMaxViewInLink &&
                      is_readable({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
    if (good) {
      reading_.carried.view.assign(bytes->begin(), bytes->end());
    } else {
      reading_.issues.push_back({std::string(kView),
                                 "The link says what its sender looked at, but "
                                 "that cannot be read. Leaving it out."});
    }
  }

  void read_field(const std::string& path, const std::string& text) {
    Experiment& experiment = reading_.experiment;
    const std::string first = path.substr(0, path.find_first_of(".["));
    understood_ = understood_ || resolve(target_of(experiment), first).type;
    JsonValue value(text);
    value.kind = JsonKind::bare;
    assignments_.push_back({path, std::move(value)});
  }

  void read_left_out(const std::string& path) {
    const std::string name = printable(path);
    reading_.issues.push_back({name, name + " is not in the link, it is too long for one; open the "
                                            "file that the link was made of. Using the default."});
  }

  /// Whether the field may change while training, and the value is in range, is for repair() to
  /// say.
  void read_change(const std::string& key, const std::string& text) {
    const std::size_t dot = std::min(key.find('.', 3), key.size());
    Change change;
    const EditTarget all = target_of(change);
    const auto store = [&](std::string_view member, const std::string& part) {
      const std::string words = from_text(resolve(all, member), part);
      if (words.empty()) return true;
      reading_.issues.push_back({printable(key), printable(key) + ": the " + std::string(member) +
                                                     " " + words + ". Leaving it out."});
      return false;
    };
    const bool good = store("iteration", key.substr(3, dot - 3)) &&
                      store("path", with_brackets(std::string_view(key).substr(dot))) &&
                      store("value", text);
    understood_ = understood_ || good;
    if (good) changes_.push_back(std::move(change));
  }

  Reading reading_;
  std::vector<Assignment> assignments_;
  std::vector<Change> changes_;
  bool understood_ = false;
  bool based_ = false;  // on a preset
};

}  // namespace

Issues left_out_of_link(const Experiment& experiment) {
  Issues issues;
  for (const Pair& pair : differences_of(experiment, usual_for(experiment))) {
    if (pair.key != kLeftOut) continue;
    issues.push_back({pair.value, pair.value +
                                      " is too long for a link, which leaves it out; hand the "
                                      "file on as well."});
  }
  return issues;
}

std::string to_full_link(const Experiment& experiment) {
  Experiment conformed = experiment;
  conform(conformed);
  return text_of(differences_of(conformed, usual_for(conformed)));
}

std::string to_link(const Experiment& experiment, const Carried& carried) {
  Experiment conformed = experiment;
  conform(conformed);
  std::string link = setup_text(conformed);
  for (const Change& change : conformed.changes)
    link += "&" + change_key(change) + "=" + percent_encode(shortest(change.value));
  if (carried.iterations > 0)
    link.append("&").append(kIterations).append("=").append(std::to_string(carried.iterations));
  if (!carried.view.empty() && carried.view.size() <= kMaxViewInLink) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(carried.view.data());
    link.append("&").append(kView).append("=").append(to_base64url({bytes, carried.view.size()}));
  }
  if (!carried.weights.empty())
    link.append("&").append(kWeights).append("=").append(percent_encode(carried.weights));
  return link;
}

Reading read_link(std::string_view text) {
  if (text.size() > kMaxLink) {
    return unreadable("The link has " + std::to_string(text.size()) +
                      " characters; allowed up to " + std::to_string(kMaxLink) + ".");
  }
  const std::string payload = payload_of(text);
  return payload.empty() ? Reading{} : LinkReader().read(payload);
}

}  // namespace nn4n
