#include "parity/recorded_forward_loss.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "parity/comparison.h"
#include "parity/composite_loss.h"

namespace nn4n {

namespace {

/// A term of NN4N's RNNLoss under its name there and under ours.
struct TermName {
  std::string_view theirs;
  std::string_view ours;
  std::string_view field = {};  // of the definition, where versions before 1.2 have another one
  std::string_view old_choice = {};
  bool averages_over_batch = false;  // and over units when there is no batch axis
};
constexpr std::array<TermName, 7> kTerms{
    {{.theirs = "mse", .ours = "mse"},
     {.theirs = "in", .ours = "input_weight"},
     {.theirs = "hid", .ours = "recurrent_weight"},
     {.theirs = "out", .ours = "readout_weight"},
     {.theirs = "fr", .ours = "mean_rate", .averages_over_batch = true},
     {.theirs = "fr_sd",
      .ours = "rate_sd",
      .field = "measure",
      .old_choice = "squares_sd",
      .averages_over_batch = true},
     {.theirs = "fr_cv", .ours = "rate_cv", .field = "measure", .old_choice = "by_trial"}}};

std::string field_of(LossTerm term, std::string_view field) {
  return to_text(resolve(target_of(term.term), field));
}

double largest_rate(const RecordedForward& recorded) {
  return recorded.hidden_statistics ? recorded.hidden_statistics->max_abs
                                    : largest(recorded.hidden);
}

/// May `hold` be true of some rate? Where only statistics are recorded it may.
bool a_rate_may(const RecordedForward& recorded, bool (*hold)(double)) {
  return recorded.hidden_statistics ||
         std::any_of(recorded.hidden.begin(), recorded.hidden.end(), hold);
}

/// May the package take the spread of one value, the mean of none or the logarithm of less than 0?
bool may_have_no_number(const RecordedTerm& part, const RecordedForward& recorded) {
  const std::string term(part.term.term.name());
  const int trials = recorded.trials;
  const int units = recorded.sizes.units;
  if (term == "rate_sd") return units == 1 || part.axes == Axes::units_as_trials;
  if (term == "rate_cv") {
    const int values = field_of(part.term, "measure") == "by_trial" ? trials * units : units;
    return values == 1 || largest_rate(recorded) == 0;
  }
  if (term == "state_prediction") return std::stoi(field_of(part.term, "lag")) >= trials;
  return term == "entropy" && a_rate_may(recorded, [](double r) { return r < 0; });
}

/// RNNLoss takes |r| as the root of r², which has no derivative at 0. Below the thresholds of relu
/// and retanh that derivative is not asked for.
bool differentiates_size_of_0(const RecordedForward& recorded) {
  if (recorded.dynamics.activation.front() != ActivationKind::tanh) return false;
  const bool sizes =
      std::any_of(recorded.loss.begin(), recorded.loss.end(), [](const RecordedTerm& part) {
        return part.term.term.name() == "rate_cv" && part.term.weight != 0 &&
               field_of(part.term, "measure") != "signed";
      });
  return sizes && a_rate_may(recorded, [](double r) { return r == 0; });
}

class LossReader {
 public:
  LossReader(RecordedReader& reader, RecordedForward& recorded)
      : reader_(reader), recorded_(recorded) {}

  void read() {
    read_version();
    for (const std::string_view key :
         {"composite_loss", "loss_lambdas", "loss_weighted_terms", "loss_unweighted_terms"}) {
      const JsonValue* value = StrictReader::optional(reader_.file, key);
      if (value && !value->is(JsonKind::object)) return reader_.fail(key, "is no object");
    }
    const JsonValue* composite = StrictReader::optional(reader_.file, "composite_loss");
    if (composite) {
      const std::string error = read_composite_loss(*composite, recorded_.loss);
      if (!error.empty()) reader_.fail("the loss", error);
    }
    read_lambdas(composite != nullptr);
    read_values(reader_.at(reader_.file, "loss_weighted_terms"), recorded_.weighted_terms);
    if (recorded_.weighted_terms.empty()) reader_.fail("loss_weighted_terms", "is empty");
    read_total();
    const JsonValue* unweighted = StrictReader::optional(reader_.file, "loss_unweighted_terms");
    if (unweighted) read_values(*unweighted, recorded_.unweighted_terms);
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
    // With units as trials there is only one unit, and the package has no number for its deviation.
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
    if (!composite && !lambdas.find("lambda_mse")) recorded_.loss.push_back(make("mse", 1));
    for (const std::string& key : lambdas.keys) {
      if (key.substr(0, prefix.size()) != prefix)
        return reader_.fail(printable(key), "is not known");
      recorded_.loss.push_back(make(key.substr(prefix.size()), reader_.number(lambdas, key)));
    }
  }

  void read_values(const JsonValue& values, std::vector<RecordedValue>& terms) {
    for (const std::string& name : values.keys) {
      terms.push_back({named(name), reader_.number(values, name, NotANumber::allowed)});
      if (!reader_.understood() || !std::isnan(terms.back().value)) continue;
      if (!may_have_no_number(terms.back().part, recorded_))
        reader_.fail("loss term " + printable(name),
                     "is not a number without a reason that is known");
    }
  }

  void read_total() {
    const auto& terms = recorded_.weighted_terms;
    recorded_.loss_total = reader_.number(reader_.file, "loss_total", NotANumber::allowed);
    const bool undefined = std::any_of(terms.begin(), terms.end(),
                                       [](const RecordedValue& t) { return std::isnan(t.value); });
    if (reader_.understood() && std::isnan(recorded_.loss_total) != undefined)
      reader_.fail("loss_total", "and its terms are not both numbers");
    recorded_.without_gradient = undefined || differentiates_size_of_0(recorded_);
  }

  /// The part of the loss with this name, or the term of RNNLoss with this name and the weight 0.
  RecordedTerm named(const std::string& name) {
    for (const RecordedTerm& part : recorded_.loss) {
      if (part.name == name) return part;
    }
    return make(name, 0);
  }

  RecordedReader& reader_;
  RecordedForward& recorded_;
  bool before_1_2_ = false;
};

}  // namespace

void read_forward_loss(RecordedReader& reader, RecordedForward& recorded) {
  LossReader(reader, recorded).read();
}

}  // namespace nn4n
