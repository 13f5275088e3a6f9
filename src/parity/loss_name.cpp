#include "parity/loss_name.h"

#include <array>

#include "base/text.h"

namespace nn4n {

namespace {

/// The beginning of a name, and what it stands for. A longer beginning is listed before a shorter
/// one that it contains.
struct Family {
  std::string_view begin;
  std::string_view term;
  LossArguments arguments = LossArguments::state;
  std::string_view field = {};
  std::string_view choice = {};
  Axes axes = Axes::as_meant;
};
constexpr std::array<Family, 12> kFamilies{
    {{.begin = "fr_dist_cv",
      .term = "rate_cv",
      .arguments = LossArguments::state,
      .field = "measure",
      .choice = "signed"},
     {.begin = "fr_dist", .term = "rate_sd"},
     {.begin = "fr", .term = "mean_rate"},
     {.begin = "state_pred_as_coded",
      .term = "state_prediction",
      .arguments = LossArguments::state,
      .axes = Axes::trials_as_steps},
     {.begin = "state_pred_corrected", .term = "state_prediction"},
     {.begin = "hebbian", .term = "hebbian", .arguments = LossArguments::state_and_weights},
     {.begin = "entropy", .term = "entropy"},
     {.begin = "population_kl", .term = "population_kl", .arguments = LossArguments::two_states},
     {.begin = "cross_entropy_softmax",
      .term = "cross_entropy",
      .arguments = LossArguments::prediction},
     {.begin = "cross_entropy_nosoftmax",
      .term = "cross_entropy",
      .arguments = LossArguments::prediction,
      .field = "softmax",
      .choice = "false"},
     {.begin = "mse", .term = "mse", .arguments = LossArguments::prediction},
     {.begin = "rnn_conn",
      .term = "recurrent_weight",
      .arguments = LossArguments::weights,
      .field = "norm",
      .choice = "fro"}}};

/// A word that may follow, and the choice it stands for. Without a choice a number follows:
/// "reg0.1".
struct NameOption {
  std::string_view term;
  std::string_view word;
  std::string_view field = {};
  std::string_view choice = {};
};
constexpr std::array<NameOption, 15> kNameOptions{
    {{.term = "rate_sd", .word = "sd", .field = "measure", .choice = "sd"},
     {.term = "rate_sd", .word = "mean_ad", .field = "measure", .choice = "mean_ad"},
     {.term = "rate_sd", .word = "max_ad", .field = "measure", .choice = "max_ad"},
     {.term = "mean_rate", .word = "l1", .field = "norm", .choice = "l1"},
     {.term = "mean_rate", .word = "l2", .field = "norm", .choice = "l2"},
     {.term = "state_prediction", .word = "tau", .field = "lag"},
     {.term = "entropy", .word = "reg", .field = "rate_cost"},
     {.term = "population_kl", .word = "sym1", .field = "symmetric", .choice = "true"},
     {.term = "population_kl", .word = "sym0", .field = "symmetric", .choice = "false"},
     {.term = "population_kl", .word = "mean", .field = "reduction", .choice = "mean"},
     {.term = "population_kl", .word = "sum", .field = "reduction", .choice = "sum"},
     {.term = "population_kl", .word = "reg", .field = "rate_cost"},
     {.term = "recurrent_weight", .word = "fro", .field = "norm", .choice = "fro"},
     {.term = "recurrent_weight", .word = "l1", .field = "norm", .choice = "l1"},
     {.term = "recurrent_weight", .word = "hidden"}}};

/// Does `text` begin with these whole words?
bool begins(std::string_view text, std::string_view words) {
  return text.substr(0, words.size()) == words &&
         (text.size() == words.size() || text[words.size()] == '_');
}

/// Takes one option off the front of `rest`; false when none is there.
bool take_option(std::string_view& rest, RecordedLoss& loss, std::string& error) {
  for (const NameOption& option : kNameOptions) {
    if (option.term != loss.term.term.name()) continue;
    const bool number = option.choice.empty() && !option.field.empty();
    const bool here =
        number ? rest.substr(0, option.word.size()) == option.word : begins(rest, option.word);
    if (!here) continue;
    const std::size_t end = number ? std::min(rest.find('_'), rest.size()) : option.word.size();
    const std::string_view digits = rest.substr(option.word.size(), end - option.word.size());
    if (!option.field.empty())
      error = set_choice(loss.term, option.field, number ? digits : option.choice);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return true;
  }
  return false;
}

}  // namespace

std::string set_choice(LossTerm& term, std::string_view field, std::string_view text) {
  return from_text(resolve(target_of(term.term), field), text);
}

std::string read_loss_name(std::string_view name, RecordedLoss& loss, std::string& inputs) {
  for (const Family& family : kFamilies) {
    if (!begins(name, family.begin)) continue;
    loss.term.weight = 1;
    if (!loss.term.term.select(family.term)) return "is not supported by this engine";
    loss.arguments = family.arguments;
    loss.axes = family.axes;
    loss.sigmoid = family.choice == "false";
    std::string error =
        family.field.empty() ? "" : set_choice(loss.term, family.field, family.choice);
    std::string_view rest = name.substr(std::min(family.begin.size() + 1, name.size()));
    if (family.arguments == LossArguments::prediction) {
      inputs = rest;
      return error;
    }
    while (error.empty() && !rest.empty()) {
      if (!take_option(rest, loss, error)) return "has the unknown option " + in_quotes(rest);
    }
    return error;
  }
  return "is not supported by this engine";
}

}  // namespace nn4n
