#include "parity/recorded_forward_loss.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "parity/comparison.h"
#include "parity/composite_loss.h"

namespace nn4n {

namespace {

/// NN4N's names of the terms of its RNNLoss, and ours.
struct TermName {
  std::string_view theirs;
  std::string_view ours;
  std::string_view field = {};  // where versions before 1.2 have another definition
  std::string_view old_choice = {};
  bool averages_over_batch = false;  // over the wrong axes when there is no batch axis
};
constexpr std::array<TermName, 7> kTerms{{{"mse", "mse"},
                                          {"in", "input_weight"},
                                          {"hid", "recurrent_weight"},
                                          {"out", "readout_weight"},
                                          {"fr", "mean_rate", "", "", true},
                                          {"fr_sd", "rate_sd", "measure", "squares_sd", true},
                                          {"fr_cv", "rate_cv", "of", "by_trial"}}};

std::string field_of(LossTerm term, std::string_view field) {
  return to_text(resolve(target_of(term.term), field));
}

double largest_rate(const GoldenCase& golden) {
  return golden.hidden_statistics ? golden.hidden_statistics->max_abs : largest(golden.hidden);
}

/// Of statistics it may.
bool a_rate_may(const GoldenCase& golden, bool (*hold)(double)) {
  return golden.hidden_statistics || std::any_of(golden.hidden.begin(), golden.hidden.end(), hold);
}

/// Is this a spread of one value, a mean of none, a logarithm of less than 0?
bool may_have_no_number(const RecordedTerm& part, const GoldenCase& golden) {
  const std::string term(part.term.term.name());
  const int trials = golden.trials;
  const int units = golden.sizes.units;
  if (term == "rate_sd") return units == 1 || part.axes == Axes::units_as_trials;
  if (term == "rate_cv") {
    const int values = field_of(part.term, "of") == "by_trial" ? trials * units : units;
    return values == 1 || largest_rate(golden) == 0;
  }
  if (term == "state_prediction") return std::stoi(field_of(part.term, "lag")) >= trials;
  return term == "entropy" && a_rate_may(golden, [](double r) { return r < 0; });
}

/// RNNLoss takes |r| as the root of r², which has no derivative at 0; where relu and retanh cut off
/// it is not asked for.
bool differentiates_size_of_0(const GoldenCase& golden) {
  if (golden.dynamics.activation.front() != ActivationKind::tanh) return false;
  const bool sizes =
      std::any_of(golden.loss.begin(), golden.loss.end(), [](const RecordedTerm& part) {
        return part.term.term.name() == "rate_cv" && part.term.weight != 0 &&
               field_of(part.term, "of") != "signed";
      });
  return sizes && a_rate_may(golden, [](double r) { return r == 0; });
}

class LossReader {
 public:
  LossReader(GoldenReader& reader, GoldenCase& golden) : reader_(reader), golden_(golden) {}

  void read() {
    read_version();
    for (const std::string_view key :
         {"composite_loss", "loss_lambdas", "loss_weighted_terms", "loss_unweighted_terms"}) {
      const JsonValue* value = StrictReader::optional(reader_.file, key);
      if (value && !value->is(JsonKind::object)) return reader_.fail(key, "is no object");
    }
    const JsonValue* composite = StrictReader::optional(reader_.file, "composite_loss");
    if (composite) {
      const std::string error = read_composite_loss(*composite, golden_.loss);
      if (!error.empty()) reader_.fail("the loss", error);
    }
    read_lambdas(composite != nullptr);
    read_values(reader_.at(reader_.file, "loss_weighted_terms"), golden_.weighted_terms);
    if (golden_.weighted_terms.empty()) reader_.fail("loss_weighted_terms", "is empty");
    read_total();
    const JsonValue* unweighted = StrictReader::optional(reader_.file, "loss_unweighted_terms");
    if (unweighted) read_values(*unweighted, golden_.unweighted_terms);
  }

 private:
  void read_version() {
    const std::string& package = reader_.text(reader_.file, "package");
    const bool old = package == "nn4n 1.0.3" || package == "nn4n 1.1.1";
    if (!old && package != "nn4n 1.2.0") reader_.fail("package", "is not 1.0.3, 1.1.1 or 1.2.0");
    before_1_2_ = old;
  }

  RecordedTerm make(std::string_view theirs, double weight) {
    const auto name = std::find_if(kTerms.begin(), kTerms.end(),
                                   [&](const TermName& t) { return t.theirs == theirs; });
    RecordedTerm part{std::string(theirs), {{}, weight}};
    if (name == kTerms.end() || !part.term.term.select(name->ours)) {
      reader_.fail("loss term " + printable(theirs), "is not supported by this engine");
      return part;
    }
    if (name->averages_over_batch && !reader_.batch_axis()) part.axes = Axes::units_as_trials;
    // On wrong axes there is one unit, whose deviation the package cannot say.
    if (!before_1_2_ || name->field.empty()) return part;
    const std::string words =
        from_text(resolve(target_of(part.term.term), name->field), name->old_choice);
    if (!words.empty()) reader_.fail("loss term " + printable(theirs), words);
    return part;
  }

  void read_lambdas(bool composite) {
    constexpr std::string_view prefix = "lambda_";
    const JsonValue none = JsonValue::object();
    const JsonValue* given = StrictReader::optional(reader_.file, "loss_lambdas");
    if (composite && given && !given->keys.empty())
      return reader_.fail("the loss", "is both composite_loss and loss_lambdas");
    const JsonValue& lambdas = given ? *given : none;
    if (!composite && !lambdas.find("lambda_mse")) golden_.loss.push_back(make("mse", 1));
    for (const std::string& key : lambdas.keys) {
      if (key.substr(0, prefix.size()) != prefix)
        return reader_.fail(printable(key), "is not known");
      golden_.loss.push_back(make(key.substr(prefix.size()), reader_.number(lambdas, key)));
    }
  }

  void read_values(const JsonValue& values, std::vector<ExpectedTerm>& terms) {
    for (const std::string& name : values.keys) {
      terms.push_back({named(name), reader_.number(values, name, NotANumber::allowed)});
      if (!reader_.understood() || !std::isnan(terms.back().value)) continue;
      if (!may_have_no_number(terms.back().part, golden_))
        reader_.fail("loss term " + printable(name),
                     "is not a number without a reason that is known");
    }
  }

  void read_total() {
    const auto& terms = golden_.weighted_terms;
    golden_.loss_total = reader_.number(reader_.file, "loss_total", NotANumber::allowed);
    const bool undefined = std::any_of(terms.begin(), terms.end(),
                                       [](const ExpectedTerm& t) { return std::isnan(t.value); });
    if (reader_.understood() && std::isnan(golden_.loss_total) != undefined)
      reader_.fail("loss_total", "and its terms are not both numbers");
    golden_.without_gradient = undefined || differentiates_size_of_0(golden_);
  }

  /// A part of the loss, or a term of RNNLoss that takes no part in it.
  RecordedTerm named(const std::string& name) {
    for (const RecordedTerm& part : golden_.loss) {
      if (part.name == name) return part;
    }
    return make(name, 0);
  }

  GoldenReader& reader_;
  GoldenCase& golden_;
  bool before_1_2_ = false;
};

}  // namespace

void read_golden_loss(GoldenReader& reader, GoldenCase& golden) {
  LossReader(reader, golden).read();
}

}  // namespace nn4n
