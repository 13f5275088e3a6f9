#include "criterion/weight_norm.h"

namespace nn4n {

namespace {

struct InputWeight : WeightTerm {
  InputWeight()
      : WeightTerm({Tensor::input_weight}, {.key = "input_weight",
                                            .label = "Input weights",
                                            .help = "This is the mean square of the input weights, Σ w² / (N I), or another norm of them.",
                                            .source = "NN4N lambda_in; Song et al. 2016, eq. 11",
                                            .parameters = &record_of<WeightParameters>}) {}
};

const RegisteredTerm<InputWeight> registered_input_weight;

}  // namespace

}  // namespace nn4n
