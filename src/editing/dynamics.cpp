#include "editing/dynamics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "editing/answer_reader.h"

namespace nn4n {

namespace {

using Numbers = std::vector<double>;
constexpr std::size_t kLongestList = AnswerReader::kLongestList,
                      kLongestName = AnswerReader::kLongestName, kAny = AnswerReader::kAny;

/// Reads the parts of a report.
struct ReportReader {
  AnswerReader read = {};
  std::size_t units = 0;

  std::vector<DynamicsTrajectory> trajectories(const JsonValue& value, std::size_t axes) {
    return read.list(value, kAny, [&](const JsonValue& one) {
      DynamicsTrajectory t{.name = read.text(read.at(one, "name")),
                           .trials = read.whole(read.at(one, "trials"), 1, 1000000),
                           .choice = read.whole(read.at(one, "choice"), -1, 1000),
                           .stimulus = read.number(read.at(one, "stimulus")),
                           .epochs = {},
                           .places = read.rows(read.at(one, "points"), axes)};
      t.epochs = read.list(read.at(one, "epochs"), kAny, [&](const JsonValue& epoch) {
        return DynamicsEpoch{read.text(read.at(epoch, "name")),
                             read.number(read.at(epoch, "begin"), 0, kLongestList),
                             read.number(read.at(epoch, "end"), 0, kLongestList)};
      });
      return t;
    });
  }

  /// An answer has them where interventions act.
  void take_intact(const JsonValue& value, DynamicsSpace& space) {
    if (const JsonValue* intact = value.find("intact"))
      space.intact = trajectories(*intact, space.axes.size());
  }

  DynamicsSpace components(const JsonValue& value) {
    DynamicsSpace space{.mean = read.numbers(read.at(value, "mean"), units),
                        .axes = read.rows(read.at(value, "components"), units),
                        .names = {},
                        .explained = read.numbers(read.at(value, "explained")),
                        .trajectories = {},
                        .single = {},
                        .intact = {}};
    for (std::size_t k = 0; k < space.axes.size(); ++k)
      space.names.push_back("PC " + std::to_string(k + 1));
    read.ok = read.ok && space.explained.size() >= space.axes.size();
    space.trajectories = trajectories(read.at(value, "trajectories"), space.axes.size());
    space.single = trajectories(read.at(value, "single"), space.axes.size());
    take_intact(value, space);
    return space;
  }

  DynamicsSpace task_axes(const JsonValue& value) {
    DynamicsSpace space;
    space.mean = read.numbers(read.at(value, "mean"), units);
    for (const JsonValue& axis : read.at(value, "axes").items) {
      space.names.push_back(read.text(read.at(axis, "name")));
      space.axes.push_back(read.numbers(read.at(axis, "axis"), units));
      const JsonValue& r2 = read.at(axis, "r2");  // null where nothing varies
      space.explained.push_back(r2.is(JsonKind::null) ? 0 : read.number(r2));
    }
    space.trajectories = trajectories(read.at(value, "trajectories"), space.axes.size());
    take_intact(value, space);
    return space;
  }

  DynamicsPoint point(const JsonValue& one) {
    DynamicsPoint p;
    p.rates = read.numbers(read.at(one, "rates"), units);
    p.stable = read.flag(read.at(one, "stable"));
    p.unstable = read.whole(read.at(one, "unstable"), 0, static_cast<int>(kLongestList));
    return p;
  }

  DynamicsPoint found_point(const JsonValue& one) {
    DynamicsPoint p = point(one);
    p.speed = read.number(read.at(one, "speed"), 0);
    p.fixed = read.flag(read.at(one, "fixed"));
    p.outlier = read.flag(read.at(one, "outlier"));
    p.distance = read.number(read.at(one, "distance"), 0);
    p.kind = read.text(read.at(one, "kind"));
    p.eigenvalues = read.complex(read.at(one, "eigenvalues"), units);
    p.directions = read.rows(read.at(one, "directions"), units);
    return p;
  }

  void path(const JsonValue& value, DynamicsReport::Points& fixed) {
    fixed.held_to = read.numbers(read.at(value, "held"), fixed.held.size());
    fixed.path = read.list(read.at(value, "steps"), kAny, [&](const JsonValue& step) {
      DynamicsStep s{read.number(read.at(step, "at"), 0, 1), {}};
      s.points = read.list(read.at(step, "points"), kAny, [&](const JsonValue& one) {
        DynamicsPoint p = point(one);
        p.branch = read.whole(read.at(one, "branch"), 0, 1000000);
        return p;
      });
      return s;
    });
    for (std::size_t k = 1; k < fixed.path.size(); ++k)
      read.ok = read.ok && fixed.path[k].at > fixed.path[k - 1].at;
    read.ok = read.ok && fixed.path.size() > 1;
    fixed.events = read.list(read.at(value, "events"), kAny, [&](const JsonValue& event) {
      const Numbers between = read.numbers(read.at(event, "between"), 2);
      const std::string what = read.text(read.at(event, "what"));
      return read.ok ? DynamicsEvent{what == "appear", between[0], between[1]} : DynamicsEvent{};
    });
  }

  DynamicsReport::Points points(const JsonValue& value) {
    DynamicsReport::Points fixed{.input = read.text(read.at(value, "input")),
                                 .text = read.text(read.at(value, "text")),
                                 .held = read.numbers(read.at(value, "held")),
                                 .starts = read.whole(read.at(value, "starts"), 0, 1000000),
                                 .points = {},
                                 .held_to = {},
                                 .path = {},
                                 .events = {}};
    fixed.points = read.list(read.at(value, "points"), kAny,
                             [&](const JsonValue& one) { return found_point(one); });
    if (const JsonValue* way = value.find("path")) path(*way, fixed);
    return fixed;
  }

  DynamicsFlow flow(const JsonValue& value) {
    const JsonValue& plane = read.at(value, "plane");
    const Numbers axes = read.numbers(read.at(plane, "axes"), 2);
    const Numbers low = read.numbers(read.at(value, "low"), 2);
    const JsonValue& through = read.at(value, "through");
    DynamicsFlow f;
    f.task_axes = read.text(read.at(plane, "of")) == "axes";
    f.through = through.is(JsonKind::null) ? -1 : read.whole(through, 0, 100000);
    f.held = read.numbers(read.at(value, "held"));
    f.spacing = read.number(read.at(value, "spacing"), 1e-12);
    f.side = read.whole(read.at(value, "side"), 2, 300);
    const auto change =
        read.list(read.at(value, "change"), static_cast<std::size_t>(f.side * f.side),
                  [&](const JsonValue& pair) { return read.numbers(pair, 2); });
    if (!read.ok) return f;
    for (const Numbers& pair : change) f.change.push_back({pair[0], pair[1]});
    f.across = static_cast<int>(std::clamp(axes[0], 0.0, 1000.0));
    f.up = static_cast<int>(std::clamp(axes[1], 0.0, 1000.0));
    f.low_across = low[0];
    f.low_up = low[1];
    return f;
  }

  std::vector<DynamicsInput> inputs(const JsonValue& value) {
    return read.list(value, kAny, [&](const JsonValue& one) {
      return DynamicsInput{read.text(read.at(one, "text")), read.text(read.at(one, "name")),
                           read.text(read.at(one, "epoch")), read.numbers(read.at(one, "held"))};
    });
  }

  DynamicsReport report(const JsonValue& value) {
    DynamicsReport r;
    r.iteration = read.whole(read.at(value, "iteration"), 0, 1000000000);
    r.dt_ms = read.number(read.at(value, "dt_ms"), 1e-6, 1e6);
    units = static_cast<std::size_t>(read.whole(read.at(value, "units"), 1, 4096));
    r.silent = read.list(read.at(value, "silent"), kAny,
                         [&](const JsonValue& one) { return read.whole(one, 0, 4095); });
    if (const JsonValue* part = value.find("pca")) r.components = components(*part);
    if (const JsonValue* part = value.find("axes")) r.task = task_axes(*part);
    if (const JsonValue* part = value.find("spectrum"))
      r.weights = read.complex(read.at(*part, "weights"));
    if (const JsonValue* part = value.find("fixed_points")) r.fixed = points(*part);
    if (const JsonValue* part = value.find("flow")) r.flow = flow(*part);
    if (const JsonValue* part = value.find("inputs")) r.inputs = inputs(*part);
    return r;
  }
};

double dot(const Numbers& a, const Numbers& b) {
  double sum = 0;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) sum += a[i] * b[i];
  return sum;
}

/// "pca1+2", "axes2+3"
bool read_plane(std::string_view text, DynamicsChoice& choice) {
  const bool task = text.starts_with("axes");
  if (!task && !text.starts_with("pca")) return false;
  text.remove_prefix(task ? 4 : 3);
  const auto digit = [](char c) { return c >= '1' && c <= '9'; };
  if (text.size() != 3 || !digit(text[0]) || text[1] != '+' || !digit(text[2])) return false;
  if (text[0] == text[2] || (!task && std::max(text[0], text[2]) > '3')) return false;
  choice.task_axes = task;
  choice.across = text[0] - '1';
  choice.up = text[2] - '1';
  return true;
}

constexpr std::array<std::string_view, 4> kShownLayers{"trajectories", "points", "flow", "single"};

std::array<bool*, 4> layers_of(DynamicsChoice& choice) {
  return {&choice.trajectories, &choice.points, &choice.flow, &choice.single};
}

}  // namespace

DynamicsPlace DynamicsSpace::place(const Numbers& rates) const {
  if (rates.size() != mean.size()) return {};
  DynamicsPlace at = direction(rates);
  for (std::size_t k = 0; k < axes.size(); ++k) at[k] -= dot(axes[k], mean);
  return at;
}

DynamicsPlace DynamicsSpace::direction(const Numbers& rates) const {
  DynamicsPlace at;
  for (const Numbers& axis : axes) at.push_back(dot(axis, rates));
  return at;
}

ReadDynamics read_dynamics(std::string_view json) {
  const ParsedJson parsed = parse_json(json, kLongestAnswer);
  if (!parsed.error.empty()) return {{}, "The answer of the analysis " + parsed.error + "."};
  const JsonValue* ok = parsed.value.find("ok");
  const JsonValue* issues = parsed.value.find("issues");
  if (ok && issues && !issues->items.empty()) {
    const JsonValue* message = issues->items.front().find("message");
    const bool said = message && message->is(JsonKind::text) && message->text.size() < 4000;
    return {{}, "The analysis cannot be done: " + (said ? message->text : "no reason given") + "."};
  }
  ReportReader reader;
  DynamicsReport report = reader.report(parsed.value);
  if (!reader.read.ok) return {{}, "The answer of the analysis has another form than expected."};
  return {std::move(report), ""};
}

std::vector<DynamicsPoint> points_on_path(const std::vector<DynamicsStep>& path, double at) {
  if (path.empty()) return {};
  std::size_t next = 0;
  while (next + 1 < path.size() && path[next].at < at) ++next;
  const DynamicsStep& after = path[next];
  const DynamicsStep& before = path[next > 0 ? next - 1 : 0];
  const double part =
      next > 0 ? std::clamp((at - before.at) / (after.at - before.at), 0.0, 1.0) : 1;
  const DynamicsStep& near = part < 0.5 ? before : after;
  const DynamicsStep& far = part < 0.5 ? after : before;
  const double share = part < 0.5 ? part : 1 - part;  // of the far one
  std::vector<DynamicsPoint> points = near.points;
  for (DynamicsPoint& point : points) {
    const auto same = std::find_if(far.points.begin(), far.points.end(),
                                   [&](const auto& other) { return other.branch == point.branch; });
    if (same == far.points.end()) continue;
    for (std::size_t i = 0; i < point.rates.size(); ++i)
      point.rates[i] += share * (same->rates[i] - point.rates[i]);
  }
  return points;
}

std::optional<double> slowest_ms(const DynamicsPoint& point, double dt_ms) {
  double nearest = 0;  // of the logarithms of |λ|
  for (const auto& value : point.eigenvalues) {
    const double log = std::log(std::abs(value));
    const bool leads_away = log > 0;
    if (leads_away != (point.unstable > 0) || !std::isfinite(log) || log == 0) continue;
    if (nearest == 0 || std::fabs(log) < std::fabs(nearest)) nearest = log;
  }
  return nearest == 0 ? std::nullopt : std::optional(dt_ms / std::fabs(nearest));
}

std::vector<std::string> point_names(const std::vector<DynamicsPoint>& points) {
  std::vector<std::string> names;
  int stable = 0, saddles = 0, slow = 0;
  for (const DynamicsPoint& point : points) {
    const char* letter = !point.fixed ? "s" : point.stable ? "A" : "S";
    int& count = !point.fixed ? slow : point.stable ? stable : saddles;
    names.push_back(letter + std::to_string(++count));
  }
  return names;
}

std::string read_choice(const JsonValue& value, DynamicsChoice& choice) {
  DynamicsChoice next = choice;
  for (std::size_t k = 0; k < value.keys.size(); ++k) {
    const std::string& key = value.keys[k];
    const JsonValue& item = value.items[k];
    const bool is_text = item.is(JsonKind::text) && item.text.size() <= kLongestName;
    const auto number = [&](double least, double most, double& into) {
      const bool fits = item.is(JsonKind::number) && item.number >= least && item.number <= most;
      if (fits) into = item.number;
      return fits;
    };
    bool fits = false;
    if (key == "plane") {
      fits = is_text && read_plane(item.text, next);
    } else if (key == "input" || key == "to") {
      fits = is_text || (key == "to" && item.is(JsonKind::null));
      (key == "to" ? next.to : next.input) = item.text;
      if (fits && !value.find("at")) next.at = 0;
    } else if (key == "at") {
      fits = number(0, 1, next.at);
    } else if (key == "turn") {
      fits = number(-1e6, 1e6, next.turn);
    } else if (key == "tilt") {
      fits = number(-std::numbers::pi / 2, std::numbers::pi / 2, next.tilt);
    } else if (key == "dimensions") {
      fits = item.is(JsonKind::number) && (item.number == 2 || item.number == 3);
      next.solid = item.number == 3;
    } else if (key == "spectrum") {
      fits = is_text && (item.text == "weights" || item.text == "jacobian");
      next.weights = item.text == "weights";
    } else if (key == "point") {
      double index = -1;
      fits = item.is(JsonKind::null) || (number(0, 10000, index) && index == std::floor(index));
      next.point = static_cast<int>(index);
    } else if (key == "show") {
      fits = item.is(JsonKind::list);
      for (bool* layer : layers_of(next)) *layer = false;
      for (const JsonValue& name : item.items) {
        const auto known = std::find(kShownLayers.begin(), kShownLayers.end(), name.text);
        fits = fits && known != kShownLayers.end();
        if (fits) *layers_of(next)[static_cast<std::size_t>(known - kShownLayers.begin())] = true;
      }
    } else {
      return "dynamics has no \"" + key.substr(0, 40) +
             "\"; known are plane, dimensions, turn, tilt, input, to, at, show, spectrum and "
             "point.";
    }
    if (!fits) {
      return "The value of \"" + key +
             "\" is not allowed; allowed are such as {\"plane\": \"pca1+2\" or \"axes1+2\", "
             "\"dimensions\": 2 or 3, \"input\": \"Stimulus\", \"to\": \"zero\" or null, \"at\": 0 "
             "to 1, \"show\": [\"trajectories\", \"points\", \"flow\", \"single\"], \"spectrum\": "
             "\"weights\" or \"jacobian\", \"point\": 0}.";
    }
  }
  choice = std::move(next);
  return {};
}

JsonValue to_value(const DynamicsChoice& choice) {
  JsonValue show = JsonValue::list();
  DynamicsChoice copy = choice;
  for (std::size_t k = 0; k < kShownLayers.size(); ++k) {
    if (*layers_of(copy)[k]) show.add(kShownLayers[k]);
  }
  JsonValue value = JsonValue::object();
  value.add("plane", (choice.task_axes ? "axes" : "pca") + std::to_string(choice.across + 1) + "+" +
                         std::to_string(choice.up + 1));
  value.add("dimensions", choice.solid ? 3 : 2);
  value.add("turn", choice.turn);
  value.add("tilt", choice.tilt);
  value.add("input", choice.input);
  value.add("to", choice.to.empty() ? JsonValue() : JsonValue(choice.to));
  value.add("at", choice.at);
  value.add("show", std::move(show));
  value.add("spectrum", choice.weights ? "weights" : "jacobian");
  value.add("point", choice.point < 0 ? JsonValue() : JsonValue(choice.point));
  return value;
}

}  // namespace nn4n
