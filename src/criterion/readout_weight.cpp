#include "criterion/weight_norm.h"

namespace nn4n {

namespace {

struct ReadoutWeight : WeightTerm {
  ReadoutWeight()
      : WeightTerm({Tensor::readout_weight},
                   {.key = "readout_weight",
                    .label = "Readout weights",
                    .help = "This is the mean square of the readout weights, Σ w² / (O N), or another norm of them.",
                    .source = "NN4N lambda_out; Song et al. 2016, eq. 11",
                    .parameters = &record_of<WeightParameters>}) {}
};

const RegisteredTerm<ReadoutWeight> registered_readout_weight;

}  // namespace

}  // namespace nn4n
