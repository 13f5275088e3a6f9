#include "parity/loss_name.h"

#include <array>

#include "base/text.h"

namespace nn4n {

namespace {

/// The beginning of a name; a longer one is listed before a shorter one.
struct Family {
  std::string_view begin;
  std::string_view term;
  LossArguments arguments = LossArguments::state;
  std::string_view field = {};
  std::string_view choice = {};
  Axes axes = Axes::as_meant;
};
constexpr std::array<Family, 12> kFamilies{
    {{"fr_dist_cv", "rate_cv", LossArguments::state, "of", "signed"},
     {"fr_dist", "rate_sd"},
     {"fr", "mean_rate"},
     {"state_pred_as_coded", "state_prediction", LossArguments::state, "", "",
      Axes::trials_as_steps},
     {"state_pred_corrected", "state_prediction"},
     {"hebbian", "hebbian", LossArguments::state_and_weights},
     {"entropy", "entropy"},
     {"population_kl", "population_kl", LossArguments::two_states},
     {"cross_entropy_softmax", "cross_entropy", LossArguments::prediction},
     {"cross_entropy_nosoftmax", "cross_entropy", LossArguments::prediction, "softmax", "false"},
     {"mse", "mse", LossArguments::prediction},
     {"rnn_conn", "recurrent_weight", LossArguments::weights, "norm", "fro"}}};

/// A word after it. Without a choice a number follows: "reg0.1".
struct NameOption {
  std::string_view term;
  std::string_view word;
  std::string_view field;
  std::string_view choice = {};
};
constexpr std::array<NameOption, 15> kNameOptions{{{"rate_sd", "sd", "measure", "sd"},
                                                   {"rate_sd", "mean_ad", "measure", "mean_ad"},
                                                   {"rate_sd", "max_ad", "measure", "max_ad"},
                                                   {"mean_rate", "l1", "norm", "l1"},
                                                   {"mean_rate", "l2", "norm", "l2"},
                                                   {"state_prediction", "tau", "lag"},
                                                   {"entropy", "reg", "regulariser"},
                                                   {"population_kl", "sym1", "symmetric", "true"},
                                                   {"population_kl", "sym0", "symmetric", "false"},
                                                   {"population_kl", "mean", "reduction", "mean"},
                                                   {"population_kl", "sum", "reduction", "sum"},
                                                   {"population_kl", "reg", "regulariser"},
                                                   {"recurrent_weight", "fro", "norm", "fro"},
                                                   {"recurrent_weight", "l1", "norm", "l1"},
                                                   {"recurrent_weight", "hidden", ""}}};

/// Does `text` begin with these words, as a whole?
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
