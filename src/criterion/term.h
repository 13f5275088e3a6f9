// This folder holds the loss terms. Each term has one file, which computes its value and its
// gradient.
//
// To add a term, write one new file in this folder with a class derived from TermOf<Itself>, whose
// `compute` works in float and in double, and a `RegisteredTerm` at namespace scope. Links, files,
// the page's sliders, `nn4n describe` and the gradient check (tests/criterion) then find it. A term
// that looks at the adjoints of the potentials overrides `after_backprop`.
//
// Axes: P bundles of 8 trials, T steps, N units, O outputs.
#pragma once

#include <cassert>
#include <span>

#include "experiment/experiment.h"
#include "model/batch.h"

namespace nn4n {

/// Everything that a term may use.
template <class Real>
struct LossInput {
  const Batch<Real>& batch;
  const Episode<Real>& episode;
  const Parameters<Real>& parameters;
  std::span<const std::uint8_t> unit_area = {};  // N, index of the unit's area; empty = all 0
  std::span<const Real> alpha = {};              // N, dt / tau; empty = not known
};

/// Says how the value of a term for a whole batch follows from its values for the parts of the
/// batch.
enum class Share {
  trials,      ///< the mean, each part weighted by its number of trials
  mask,        ///< the mean, each part weighted by the sum of its loss mask
  first_mask,  ///< the same, with the mask of the first output alone
  parameters,  ///< the term looks at parameters only, so it counts for one part alone
  whole        ///< the term needs all trials at once: the batch cannot be divided
};

/// The fraction (0..1) of its batch that a part of a batch makes up, for each kind of Share. It is
/// 1 for the whole batch.
struct Portion {
  double trials = 1;
  double mask = 1;
  double first_mask = 1;
  double parameters = 1;
  double of(Share share) const;
};

class Term : public Entry {
 public:
  explicit Term(const Entry& entry) : Entry(entry) {}
  virtual ~Term() = default;

  /// Says whether and how a batch may be divided into parts. A term that is a sum over trials
  /// should allow it, because several Workers can then share a batch.
  virtual Share share() const { return Share::whole; }

  /// Returns true if the term uses the adjoints of the potentials. Such a term is evaluated after
  /// backprop, which leaves them in `Adjoint::potential`, and it adds its gradient only to the
  /// parameters.
  virtual bool after_backprop() const { return false; }

  /// Returns the value of the term, without `weight`, and adds `weight` times its
  /// gradient to `adjoint`.
  virtual double evaluate(const SelectionBase& chosen, const LossInput<float>& input, double weight,
                          Adjoint<float>& adjoint) const = 0;
  virtual double evaluate(const SelectionBase& chosen, const LossInput<double>& input,
                          double weight, Adjoint<double>& adjoint) const = 0;
};

/// Makes both forms of `evaluate` of one function, which the derived class must have:
/// `template <class Real> double compute(const SelectionBase&, const LossInput<Real>&,
/// double weight, Adjoint<Real>&) const`.
template <class Derived>
class TermOf : public Term {
 public:
  using Term::Term;
  double evaluate(const SelectionBase& chosen, const LossInput<float>& input, double weight,
                  Adjoint<float>& adjoint) const override {
    return computed(chosen, input, weight, adjoint);
  }
  double evaluate(const SelectionBase& chosen, const LossInput<double>& input, double weight,
                  Adjoint<double>& adjoint) const override {
    return computed(chosen, input, weight, adjoint);
  }

 private:
  template <class Real>
  double computed(const SelectionBase& chosen, const LossInput<Real>& input, double weight,
                  Adjoint<Real>& adjoint) const {
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

/// Returns true if a batch may be divided into parts. This is so when every term with a weight
/// other than 0 allows it.
bool is_separable(const std::vector<LossTerm>& loss);

/// Evaluates the terms of a loss that need no backprop. `adjoint` is reset first. A term of weight
/// 0 is not evaluated and has the value 0. A term that is evaluated after backprop has the value 0
/// until evaluate_after_backprop() is called. For a part of a batch, `portion` says how large the
/// part is; the values and gradients of all parts add up to those of the whole batch.
template <class Real>
LossValue evaluate_loss(const std::vector<LossTerm>& loss, const LossInput<Real>& input,
                        Adjoint<Real>& adjoint, const Portion& portion = {});

/// Evaluates the terms that use the result of backprop, and adds them to `value` and their
/// gradients to `adjoint`. This function must be called after backprop.
template <class Real>
void evaluate_after_backprop(const std::vector<LossTerm>& loss, const LossInput<Real>& input,
                             Adjoint<Real>& adjoint, LossValue& value);

}  // namespace nn4n
