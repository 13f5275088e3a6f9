#include "cli/golden_loss.h"

#include <algorithm>

#include "base/text.h"
#include "cli/composite_loss.h"

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
    golden_.loss_total = reader_.number(reader_.file, "loss_total");
    const JsonValue& weighted = reader_.at(reader_.file, "loss_weighted_terms");
    for (const std::string& name : weighted.keys)
      golden_.weighted_terms.push_back({named(name), reader_.number(weighted, name)});
    if (golden_.weighted_terms.empty()) reader_.fail("loss_weighted_terms", "is empty");
    const JsonValue* unweighted = StrictReader::optional(reader_.file, "loss_unweighted_terms");
    if (!unweighted) return;
    for (const std::string& name : unweighted->keys)
      golden_.unweighted_terms.push_back({named(name), reader_.number_or_nan(*unweighted, name)});
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
