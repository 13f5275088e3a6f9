#include "criterion/term.h"

namespace nn4n {

namespace {

/// ‖W‖² / (rows · columns) of one layer.
class MeanSquareWeight : public TermOf<MeanSquareWeight> {
 public:
  MeanSquareWeight(Tensor tensor, const Entry& entry) : TermOf(entry), tensor_(tensor) {}

  template <class Real>
  double compute(const SelectionBase&, const LossInput<Real>& input, double weight,
                 Adjoint<Real>& adjoint) const {
    const auto values = input.parameters.of(tensor_);
    const auto gradient = adjoint.parameters.of(tensor_);
    const double count = static_cast<double>(values.size());
    const Real factor = static_cast<Real>(2 * weight / count);
    double sum = 0;
    for (std::size_t k = 0; k < values.size(); ++k) {
      gradient[k] += factor * values[k];
      sum += static_cast<double>(values[k]) * static_cast<double>(values[k]);
    }
    return sum / count;
  }

 private:
  Tensor tensor_;
};

struct InputWeight : MeanSquareWeight {
  InputWeight()
      : MeanSquareWeight(Tensor::input_weight,
                         {.key = "input_weight",
                          .label = "Input weights",
                          .help = "Mean square of the input weights: ‖W_in‖² / (N I).",
                          .source = "NN4N lambda_in",
                          .parameters = &record_of<NoParameters>}) {}
};

struct RecurrentWeight : MeanSquareWeight {
  RecurrentWeight()
      : MeanSquareWeight(Tensor::recurrent_weight,
                         {.key = "recurrent_weight",
                          .label = "Recurrent weights",
                          .help = "Mean square of the recurrent weights: ‖W‖² / N².",
                          .source = "NN4N lambda_hid",
                          .parameters = &record_of<NoParameters>}) {}
};

struct ReadoutWeight : MeanSquareWeight {
  ReadoutWeight()
      : MeanSquareWeight(Tensor::readout_weight,
                         {.key = "readout_weight",
                          .label = "Readout weights",
                          .help = "Mean square of the readout weights: ‖W_out‖² / (O N).",
                          .source = "NN4N lambda_out",
                          .parameters = &record_of<NoParameters>}) {}
};

const RegisteredTerm<InputWeight> registered_input;
const RegisteredTerm<RecurrentWeight> registered_recurrent;
const RegisteredTerm<ReadoutWeight> registered_readout;

}  // namespace

}  // namespace nn4n
