#include "criterion/term.h"

namespace nn4n {

template <class Real>
LossValue evaluate_loss(const std::vector<LossTerm>& loss, const LossInput<Real>& input,
                        Adjoint<Real>& adjoint) {
  LossValue value;
  adjoint.reset(input.episode);
  for (const LossTerm& entry : loss) {
    double term = 0;
    if (entry.weight != 0) {
      const Entry* found = TermCatalogue::registry().find(entry.term.name());
      term = static_cast<const Term*>(found)->evaluate(entry.term, input, entry.weight, adjoint);
    }
    value.terms.push_back(term);
    value.total += entry.weight * term;
  }
  return value;
}

template LossValue evaluate_loss(const std::vector<LossTerm>&, const LossInput<float>&,
                                 Adjoint<float>&);
template LossValue evaluate_loss(const std::vector<LossTerm>&, const LossInput<double>&,
                                 Adjoint<double>&);

}  // namespace nn4n
