#include "criterion/weight_norm.h"

namespace nn4n {

namespace {

struct AllWeights : WeightTerm {
  AllWeights()
      : WeightTerm(
            {Tensor::input_weight, Tensor::recurrent_weight, Tensor::readout_weight},
            {.key = "all_weights",
             .label = "All weights",
             .help = "This is the sum of the norms of the input, recurrent and readout weights.",
             .source = "NN4N 1.2 CompositeLoss rnn_conn with layer all",
             .parameters = &record_of<WeightParameters>}) {}
};

const RegisteredTerm<AllWeights> registered_all_weights;

}  // namespace

}  // namespace nn4n
