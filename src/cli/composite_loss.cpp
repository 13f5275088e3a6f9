#include "cli/composite_loss.h"

#include <algorithm>

namespace nn4n {

namespace {

/// One type with one value of the option that selects our term, e.g. fr_dist with metric cv.
struct Rule {
  std::string_view type;
  std::string_view option = {};  // theirs
  std::string_view value = {};   // theirs; the first rule of a type holds by default
  std::string_view term;
  std::string_view field = {};  // ours
  std::string_view choice = {};
};
constexpr std::array<Rule, 14> kRules{
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
      .field = "of",
      .choice = "signed"},
     {.type = "rnn_conn", .option = "layer", .value = "all", .term = "all_weights"},
     {.type = "rnn_conn", .option = "layer", .value = "input", .term = "input_weight"},
     {.type = "rnn_conn", .option = "layer", .value = "hidden", .term = "recurrent_weight"},
     {.type = "rnn_conn", .option = "layer", .value = "readout", .term = "readout_weight"},
     {.type = "entropy", .term = "entropy"},
     {.type = "hebbian", .term = "hebbian"}}};

/// Options that are a field of our term, whatever the rule.
struct Option {
  std::string_view type;
  std::string_view theirs;
  std::string_view field;
  std::string_view fallback;  // theirs
};
constexpr std::array<Option, 3> kOptions{{{"cross_entropy", "apply_softmax", "softmax", "true"},
                                          {"rnn_conn", "metric", "norm", "fro"},
                                          {"entropy", "reg", "regulariser", "10"}}};

/// Texts, numbers and switches as `from_text` reads them.
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

bool known(const Rule& rule, std::string_view option) {
  return option == rule.option ||
         std::any_of(kOptions.begin(), kOptions.end(), [&](const Option& known_option) {
           return known_option.type == rule.type && known_option.theirs == option;
         });
}

std::string set(LossTerm& term, std::string_view field, std::string_view text) {
  return from_text(resolve(target_of(term.term), field), text);
}

std::string read_term(const JsonValue& part, LossTerm& term) {
  const JsonValue none = JsonValue::object();
  const JsonValue* type = part.find("type");
  const JsonValue* given = part.find("params");
  const JsonValue& options = given ? *given : none;
  const Rule* rule = type ? find_rule(type->text, options) : nullptr;
  if (!rule || !term.term.select(rule->term)) return "is not supported by this engine";
  for (const std::string& key : options.keys) {
    if (!known(*rule, key)) return "has the unknown option " + in_quotes(key);
  }
  std::string error = rule->field.empty() ? "" : set(term, rule->field, rule->choice);
  for (const Option& option : kOptions) {
    if (option.type != rule->type || !error.empty()) continue;
    const JsonValue* value = options.find(option.theirs);
    error = set(term, option.field, value ? text_of(*value) : std::string(option.fallback));
  }
  const JsonValue* lambda = part.find("lambda");
  term.weight = lambda ? lambda->number : 1;
  return error;
}

}  // namespace

std::string read_composite_loss(const JsonValue& configuration, std::vector<CompositePart>& parts) {
  for (const std::string& name : configuration.keys) {
    parts.push_back({name, {}});
    const std::string error = read_term(*configuration.find(name), parts.back().term);
    if (!error.empty()) return "composite_loss." + printable(name) + " " + error;
  }
  return parts.empty() ? "composite_loss is empty" : "";
}

}  // namespace nn4n
