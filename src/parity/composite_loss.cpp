#include "parity/composite_loss.h"

#include <algorithm>

#include "parity/loss_name.h"

namespace nn4n {

namespace {

/// Which of our terms stands for a type of the package. Where an option of the type decides, there
/// is a rule for each value of it, e.g. for fr_dist with the metric cv.
struct Rule {
  std::string_view type;
  std::string_view option = {};  // of the package
  std::string_view value = {};   // of the package; the first rule of a type is the default
  std::string_view term;
  std::string_view field = {};  // of our term
  std::string_view choice = {};
  Axes axes = Axes::as_meant;
};
constexpr std::array<Rule, 15> kRules{
    {{.type = "mse", .term = "mse"},
     {.type = "cross_entropy", .term = "cross_entropy"},
     {.type = "fr",
      .option = "metric",
      .value = "l2",
      .term = "mean_rate",
      .field = "norm",
      .choice = "l2"},
     {.type = "fr",
      .option = "metric",
      .value = "l1",
      .term = "mean_rate",
      .field = "norm",
      .choice = "l1"},
     {.type = "fr_dist",
      .option = "metric",
      .value = "sd",
      .term = "rate_sd",
      .field = "measure",
      .choice = "sd"},
     {.type = "fr_dist",
      .option = "metric",
      .value = "mean_ad",
      .term = "rate_sd",
      .field = "measure",
      .choice = "mean_ad"},
     {.type = "fr_dist",
      .option = "metric",
      .value = "max_ad",
      .term = "rate_sd",
      .field = "measure",
      .choice = "max_ad"},
     {.type = "fr_dist",
      .option = "metric",
      .value = "cv",
      .term = "rate_cv",
      .field = "measure",
      .choice = "signed"},
     {.type = "rnn_conn", .option = "layer", .value = "all", .term = "all_weights"},
     {.type = "rnn_conn", .option = "layer", .value = "input", .term = "input_weight"},
     {.type = "rnn_conn", .option = "layer", .value = "hidden", .term = "recurrent_weight"},
     {.type = "rnn_conn", .option = "layer", .value = "readout", .term = "readout_weight"},
     {.type = "state_pred", .term = "state_prediction", .axes = Axes::trials_as_steps},
     {.type = "entropy", .term = "entropy"},
     {.type = "hebbian", .term = "hebbian"}}};

/// An option of the package that is a field of our term, whichever rule applies.
struct CompositeOption {
  std::string_view type;
  std::string_view theirs;
  std::string_view field;
  std::string_view fallback;  // of the package
};
constexpr std::array<CompositeOption, 4> kCompositeOptions{
    {{.type = "cross_entropy", .theirs = "apply_softmax", .field = "softmax", .fallback = "true"},
     {.type = "state_pred", .theirs = "tau", .field = "lag", .fallback = "1"},
     {.type = "rnn_conn", .theirs = "metric", .field = "norm", .fallback = "fro"},
     {.type = "entropy", .theirs = "reg", .field = "rate_cost", .fallback = "10"}}};

/// A text, a number or a switch in the words that `from_text` reads.
std::string text_of(const JsonValue& value) {
  if (value.is(JsonKind::number)) return shortest(value.number);
  if (value.is(JsonKind::boolean)) return value.boolean ? "true" : "false";
  return value.text;
}

const Rule* find_rule(const std::string& type, const JsonValue& options) {
  for (const Rule& rule : kRules) {
    if (rule.type != type) continue;
    const JsonValue* value = rule.option.empty() ? nullptr : options.find(rule.option);
    if (!value || value->text == rule.value) return &rule;
  }
  return nullptr;
}

/// This option says whether trials are the first axis. To most losses it makes no difference, as
/// they average over both axes. state_pred slices the wrong axis, and the right one when it is told
/// the wrong order.
constexpr std::string_view kOrderOfAxes = "batch_first";

bool takes_order_of_axes(std::string_view type) {
  return type == "fr" || type == "fr_dist" || type == "state_pred";
}

bool known(const Rule& rule, std::string_view option) {
  if (rule.type == "mse") return true;  // NN4N ignores the options of mse
  return option == rule.option || (option == kOrderOfAxes && takes_order_of_axes(rule.type)) ||
         std::any_of(kCompositeOptions.begin(), kCompositeOptions.end(),
                     [&](const CompositeOption& known_option) {
                       return known_option.type == rule.type && known_option.theirs == option;
                     });
}

std::string read_options(const Rule& rule, const JsonValue& options, LossTerm& term) {
  for (const std::string& key : options.keys) {
    if (!known(rule, key)) return "has the unknown option " + in_quotes(key);
  }
  std::string error = rule.field.empty() ? "" : set_choice(term, rule.field, rule.choice);
  for (const CompositeOption& option : kCompositeOptions) {
    if (option.type != rule.type || !error.empty()) continue;
    const JsonValue* value = options.find(option.theirs);
    error = set_choice(term, option.field, value ? text_of(*value) : std::string(option.fallback));
  }
  return error;
}

std::string read_part(const JsonValue& given, RecordedTerm& part) {
  constexpr std::array<std::string_view, 3> known_keys{"type", "params", "lambda"};
  for (const std::string& key : given.keys) {
    if (std::find(known_keys.begin(), known_keys.end(), key) == known_keys.end())
      return "has the unknown key " + in_quotes(key);
  }
  const JsonValue none = JsonValue::object();
  const JsonValue* type = given.find("type");
  const JsonValue* params = given.find("params");
  const JsonValue& options = params && params->is(JsonKind::object) ? *params : none;
  const Rule* rule = type ? find_rule(type->text, options) : nullptr;
  if (!rule || !part.term.term.select(rule->term)) return "is not supported by this engine";
  const JsonValue* trials_first = options.find(kOrderOfAxes);
  if (trials_first && !trials_first->is(JsonKind::boolean))
    return "has a batch_first that is no flag";
  part.axes = trials_first && !trials_first->boolean ? Axes::as_meant : rule->axes;
  const JsonValue* lambda = given.find("lambda");
  if (lambda && !lambda->is(JsonKind::number)) return "has a lambda that is not a number";
  part.term.weight = lambda ? lambda->number : 1;
  return read_options(*rule, options, part.term);
}

}  // namespace

std::string read_composite_loss(const JsonValue& configuration, std::vector<RecordedTerm>& parts) {
  for (const std::string& name : configuration.keys) {
    parts.push_back({name, {}});
    const std::string error = read_part(*configuration.find(name), parts.back());
    if (!error.empty()) return "composite_loss." + printable(name) + " " + error;
  }
  return parts.empty() ? "composite_loss is empty" : "";
}

}  // namespace nn4n
