#include "criterion/weight_norm.h"

namespace nn4n {

namespace {

struct RecurrentWeight : WeightTerm {
  RecurrentWeight()
      : WeightTerm({Tensor::recurrent_weight},
                   {.key = "recurrent_weight",
                    .label = "Recurrent weights",
                    .help = "This is the mean square of the recurrent weights, Σ w² / N², or another norm of them.",
                    .source = "NN4N lambda_hid; Song et al. 2016, eq. 11",
                    .parameters = &record_of<WeightParameters>}) {}
};

const RegisteredTerm<RecurrentWeight> registered_recurrent_weight;

}  // namespace

}  // namespace nn4n
