// The enumerations of the experiment, with the words for their values. To add a choice, add a line
// to the enumeration, a line to its list, and the code for what the choice does. The compiler names
// the places for this code, as every switch over an enumeration is complete.
#pragma once

#include "base/declare.h"

namespace nn4n {

/// Whose rules hold where those of NN4N and of the playground differ. The playground's rules are
/// the correct ones; those of NN4N are there to reproduce its numbers.
enum class Compatibility { none, nn4n_1_0_3, nn4n_1_2 };
template <>
struct Choices<Compatibility> {
  static constexpr std::array<Choice, 3> list{
      Choice{"none", "None", "Each option does what it says."},
      Choice{"nn4n-1.0.3", "NN4N 1.0.3",
             "Signed input and readout weights start with random signs; recurrent weights are "
             "divided by 10; masked weights keep their gradient; the slope of rectified tanh at 0 "
             "is ½."},
      Choice{"nn4n-1.2", "NN4N 1.2",
             "Every layer with signs is balanced as a whole, or divided by 10 when it has only one "
             "sign; plasticity scales the gradient, with its lowest value as 0; masked weights "
             "keep their gradient; alpha has no limits; the slope of rectified tanh at 0 is ½."}};
};

/// Whether the units of the network have signs.
enum class UnitSigns { none, ei };
template <>
struct Choices<UnitSigns> {
  static constexpr std::array<Choice, 2> list{
      Choice{"none", "None", "Any weight may take either sign."},
      Choice{"ei", "E and I units",
             "Each unit is excitatory or inhibitory; all of its outgoing weights keep that sign "
             "(Dale's law)."}};
};

enum class ActivationKind { relu, tanh, sigmoid, retanh, softplus, rectified_power, linear };
template <>
struct Choices<ActivationKind> {
  static constexpr std::array<Choice, 7> list{
      Choice{"relu", "ReLU", "r = max(v, 0)"},
      Choice{"tanh", "tanh", "r = tanh(v)"},
      Choice{"sigmoid", "sigmoid", "r = 1 / (1 + exp(−v))"},
      Choice{"retanh", "rectified tanh", "r = max(tanh(v), 0)"},
      Choice{"softplus", "softplus", "r = ln(1 + exp(v))"},
      Choice{"rectified_power", "rectified power", "r = max(v, 0)²"},
      Choice{"linear", "linear", "r = v"}};
};

/// The size of the noise that a step adds to the membrane potential.
enum class NoiseScale { song, nn4n };
template <>
struct Choices<NoiseScale> {
  static constexpr std::array<Choice, 2> list{
      Choice{"song", "√(2α) σ",
             "As in Song et al. 2016: the spread of v hardly depends on the time step. It equals "
             "NN4N's noise with σ √(2/α)."},
      Choice{"nn4n", "α σ", "This is NN4N's preact_noise."}};
};

/// Where a trial starts.
enum class InitialState { learnt, zero, given, kept };
template <>
struct Choices<InitialState> {
  static constexpr std::array<Choice, 4> list{
      Choice{"learnt", "Learnt", "One vector v(0) for all trials, trained with the weights."},
      Choice{"zero", "Zero", "v(0) = 0."},
      Choice{"given", "Given", "v(0) stays at the initial potential."},
      Choice{"kept", "Kept",
             "Each trial of a batch goes on from where that place in the last batch ended."}};
};

/// How the weights keep the signs that Dale's law gives them.
enum class SignConstraint { clamp, rectify };
template <>
struct Choices<SignConstraint> {
  static constexpr std::array<Choice, 2> list{
      Choice{"clamp", "Clamped", "A weight of the wrong sign is set to 0 after each step (NN4N)."},
      Choice{"rectify", "Rectified",
             "A trained parameter may have any sign. The network uses it where its sign is right "
             "and 0 elsewhere, where it has no gradient (Song et al. 2016, eq. 12)."}};
};

/// The distribution of weights at the start; n is the number of sources of the layer.
enum class WeightDistribution { rule, uniform, normal, zero, gamma, given };
template <>
struct Choices<WeightDistribution> {
  static constexpr std::array<Choice, 6> list{
      Choice{"rule", "Playground's",
             "The playground's own rule, under which most presets learn. The input range and the "
             "readout "
             "range belong to it."},
      Choice{"uniform", "Uniform", "−1/√n to 1/√n"},
      Choice{"normal", "Normal", "Standard deviation 1/√n"},
      Choice{"zero", "Zero"},
      Choice{"gamma", "Gamma", "Shape 2, mean 0.1, all positive (Song et al. 2016)"},
      Choice{"given", "Given", "The weights are those of the given matrix."}};
};

/// The distribution of a layer's biases at the start; n is the number of sources of the layer.
enum class BiasDistribution { none, zero, uniform, normal, given };
template <>
struct Choices<BiasDistribution> {
  static constexpr std::array<Choice, 5> list{
      Choice{"none", "None", "The bias is 0 and never trained."},
      Choice{"zero", "Zero", "The bias is 0 at the start."},
      Choice{"uniform", "Uniform", "−1/√n to 1/√n"},
      Choice{"normal", "Normal", "Standard deviation 1/√n"},
      Choice{"given", "Given", "The bias is the given list."}};
};

/// What makes excitation and inhibition equal at the start.
enum class Balance { rows, matrix, none };
template <>
struct Choices<Balance> {
  static constexpr std::array<Choice, 3> list{
      Choice{"rows", "By row", "Each unit's inhibition is scaled to its excitation."},
      Choice{"matrix", "By matrix", "The stronger of all E and all I weights is scaled down."},
      Choice{"none", "None", "The weights stay as they were drawn."}};
};

/// How the initial weights of an input or readout layer make up for missing synapses.
enum class SparseCorrection { none, fraction, root };
template <>
struct Choices<SparseCorrection> {
  static constexpr std::array<Choice, 3> list{
      Choice{"none", "None"},
      Choice{"fraction", "1 / s",
             "The weights are divided by s, the fraction of synapses present in the fullest row."},
      Choice{"root", "1 / √s",
             "The weights are divided by √s, which keeps the variance of a row's sum."}};
};

/// Which units of an area a block takes.
enum class UnitKind { all, excitatory, inhibitory };
template <>
struct Choices<UnitKind> {
  static constexpr std::array<Choice, 3> list{Choice{"all", "All"}, Choice{"excitatory", "E"},
                                              Choice{"inhibitory", "I"}};
};

/// The sign of a block's synapses.
enum class SignRule { by_source, free, excitatory, inhibitory };
template <>
struct Choices<SignRule> {
  static constexpr std::array<Choice, 4> list{
      Choice{"by_source", "By source",
             "Each weight has the sign of its sending unit (Dale's law)."},
      Choice{"free", "Free", "A weight may have either sign."}, Choice{"excitatory", "Positive"},
      Choice{"inhibitory", "Negative"}};
};

}  // namespace nn4n
