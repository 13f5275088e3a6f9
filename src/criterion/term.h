// Loss terms: value and gradient together, one file each.
//
// To add a term: one new file in this folder with a class derived from TermOf<Itself>, a `compute`
// that works in float and double, and a `Registered<Term>` at namespace scope. Links, files, the
// page's sliders, `nn4n describe` and the gradient check (tests/criterion) find it by themselves.
#pragma once

#include "experiment/experiment.h"
#include "model/batch.h"

namespace nn4n {

/// What a term may look at.
template <class Real>
struct LossInput {
  const Batch<Real>& batch;
  const Episode<Real>& episode;
  const Parameters<Real>& parameters;
};

class Term : public Entry {
 public:
  explicit Term(const Entry& entry) : Entry(entry) {}
  virtual ~Term() = default;

  /// The value of the term. Adds `weight` times its gradient to `adjoint`.
  virtual double evaluate(const SelectionBase& chosen, const LossInput<float>& input, double weight,
                          Adjoint<float>& adjoint) const = 0;
  virtual double evaluate(const SelectionBase& chosen, const LossInput<double>& input,
                          double weight, Adjoint<double>& adjoint) const = 0;
};

/// Derived has `template <class Real> double compute(const SelectionBase&, const LossInput<Real>&,
/// double weight, Adjoint<Real>&) const`.
template <class Derived>
class TermOf : public Term {
 public:
  using Term::Term;
  double evaluate(const SelectionBase& chosen, const LossInput<float>& input, double weight,
                  Adjoint<float>& adjoint) const override {
    return static_cast<const Derived*>(this)->compute(chosen, input, weight, adjoint);
  }
  double evaluate(const SelectionBase& chosen, const LossInput<double>& input, double weight,
                  Adjoint<double>& adjoint) const override {
    return static_cast<const Derived*>(this)->compute(chosen, input, weight, adjoint);
  }
};

/// Puts a term into the catalogue before main.
template <class T>
struct RegisteredTerm {
  RegisteredTerm() {
    static const T term;
    TermCatalogue::registry().add(term);
  }
};

/// The value of every term and of their weighted sum.
struct LossValue {
  double total = 0;
  std::vector<double> terms;  // unweighted, in the order of the experiment's list
};

/// Evaluates all terms of a loss. `adjoint` is reset first. Terms of weight 0 are not evaluated and
/// count 0.
template <class Real>
LossValue evaluate_loss(const std::vector<LossTerm>& loss, const LossInput<Real>& input,
                        Adjoint<Real>& adjoint);

}  // namespace nn4n
