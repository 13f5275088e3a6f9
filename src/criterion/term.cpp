#include "criterion/term.h"

#include <algorithm>

namespace nn4n {

namespace {

const Term& term_of(const LossTerm& entry) {
  return static_cast<const Term&>(*TermCatalogue::registry().find(entry.term.name()));
}

}  // namespace

double Portion::of(Share share) const {
  switch (share) {
    case Share::trials:
      return trials;
    case Share::mask:
      return mask;
    case Share::first_mask:
      return first_mask;
    case Share::parameters:
      return parameters;
    case Share::whole:
      return 1;
  }
  return 1;
}

bool is_separable(const std::vector<LossTerm>& loss) {
  return std::all_of(loss.begin(), loss.end(), [](const LossTerm& entry) {
    return entry.weight == 0 || term_of(entry).share() != Share::whole;
  });
}

template <class Real>
LossValue evaluate_loss(const std::vector<LossTerm>& loss, const LossInput<Real>& input,
                        Adjoint<Real>& adjoint, const Portion& portion) {
  LossValue value;
  adjoint.reset(input.episode);
  for (const LossTerm& entry : loss) {
    double term = 0;
    if (entry.weight != 0) {
      const Term& found = term_of(entry);
      if (found.after_backprop()) {
        adjoint.need_potentials(input.episode);
      } else {
        const double part = portion.of(found.share());
        if (part > 0) term = part * found.evaluate(entry.term, input, part * entry.weight, adjoint);
      }
    }
    value.terms.push_back(term);
    value.total += entry.weight * term;
  }
  return value;
}

template <class Real>
void evaluate_after_backprop(const std::vector<LossTerm>& loss, const LossInput<Real>& input,
                             Adjoint<Real>& adjoint, LossValue& value) {
  for (std::size_t i = 0; i < loss.size(); ++i) {
    const LossTerm& entry = loss[i];
    if (entry.weight == 0 || !term_of(entry).after_backprop()) continue;
    value.terms[i] = term_of(entry).evaluate(entry.term, input, entry.weight, adjoint);
    value.total += entry.weight * value.terms[i];
  }
}

template LossValue evaluate_loss(const std::vector<LossTerm>&, const LossInput<float>&,
                                 Adjoint<float>&, const Portion&);
template LossValue evaluate_loss(const std::vector<LossTerm>&, const LossInput<double>&,
                                 Adjoint<double>&, const Portion&);
template void evaluate_after_backprop(const std::vector<LossTerm>&, const LossInput<float>&,
                                      Adjoint<float>&, LossValue&);
template void evaluate_after_backprop(const std::vector<LossTerm>&, const LossInput<double>&,
                                      Adjoint<double>&, LossValue&);

}  // namespace nn4n
