// Loss terms: value and gradient together, one file each.
//
// To add a term: one new file in this folder with a class derived from TermOf<Itself>, a `compute`
// that works in float and double, and a `Registered<Term>` at namespace scope. Links, files, the
// page's sliders, `nn4n describe` and the gradient check (tests/criterion) find it by themselves.
// A term of the adjoints overrides `after_backprop`.
#pragma once

#include <cassert>
#include <span>

#include "experiment/experiment.h"
#include "model/batch.h"

namespace nn4n {

/// What a term may look at.
template <class Real>
struct LossInput {
  const Batch<Real>& batch;
  const Episode<Real>& episode;
  const Parameters<Real>& parameters;
  std::span<const std::uint8_t> unit_area = {};  // N, index of the unit's area; empty = all 0
  std::span<const Real> alpha = {};              // N, dt / tau; empty = not known
};

/// How the term of a whole batch follows from those of its parts.
enum class Share {
  trials,      ///< mean over trials, weighted by how many a part has
  mask,        ///< mean over what the mask counts, weighted by its sum
  first_mask,  ///< the same with the mask of the first output alone
  parameters,  ///< looks at parameters only: counts once
  whole        ///< needs all trials at once
};

/// What a part is of its batch, 0..1 by each of the shares; 1 = the batch itself.
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

  /// May a batch be split? Whatever is a sum over trials should say so: such losses are shared
  /// among Workers.
  virtual Share share() const { return Share::whole; }

  /// Does it look at the adjoints of the potentials? Then it is evaluated after backprop, which
  /// holds them in `Adjoint::potential`, and adds its gradient to the parameters only.
  virtual bool after_backprop() const { return false; }

  /// The value of the term. Adds `weight` times its gradient to `adjoint`.
  virtual double evaluate(const SelectionBase& chosen, const LossInput<float>& input, double weight,
                          Adjoint<float>& adjoint) const = 0;
  virtual double evaluate(const SelectionBase& chosen, const LossInput<double>& input,
                          double weight, Adjoint<double>& adjoint) const = 0;
};

/// The page's module shows what terms there are, and never evaluates one. It is built with
/// NN4N_DESCRIPTIONS_ONLY, so that neither the terms' arithmetic nor the kernels of a network that
/// one of them multiplies with are downloaded for it.
#ifdef NN4N_DESCRIPTIONS_ONLY
inline constexpr bool kTermsAreEvaluated = false;
#else
inline constexpr bool kTermsAreEvaluated = true;
#endif

/// Derived has `template <class Real> double compute(const SelectionBase&, const LossInput<Real>&,
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
    if constexpr (kTermsAreEvaluated) {
      return static_cast<const Derived*>(this)->compute(chosen, input, weight, adjoint);
    } else {
      assert(false);
      return 0;
    }
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

/// May a batch be split for all terms that count?
bool is_separable(const std::vector<LossTerm>& loss);

/// Evaluates the terms of a loss that need no backprop. `adjoint` is reset first. Terms of weight 0
/// are not evaluated and count 0, as do, for now, those that come after backprop. Of a part of a
/// batch, values and gradients are its share of the whole's: they add up.
template <class Real>
LossValue evaluate_loss(const std::vector<LossTerm>& loss, const LossInput<Real>& input,
                        Adjoint<Real>& adjoint, const Portion& portion = {});

/// Call after backprop: evaluates the terms that look at what it found, adds them to `value` and
/// their gradients to `adjoint`.
template <class Real>
void evaluate_after_backprop(const std::vector<LossTerm>& loss, const LossInput<Real>& input,
                             Adjoint<Real>& adjoint, LossValue& value);

}  // namespace nn4n
