#include "parity/recorded_forward_training.h"

#include <array>

#include "base/text.h"
#include "training/weights_file.h"

namespace nn4n {

namespace {

constexpr int kMostSteps = 10000;

class TrainingReader {
 public:
  TrainingReader(RecordedReader& reader, RecordedForward& recorded)
      : reader_(reader), recorded_(recorded) {}

  void read() {
    recorded_.gradients = gradients("grads");
    const JsonValue* after = StrictReader::optional(reader_.file, "grads_after_plasticity");
    if (after) recorded_.gradients_after_plasticity = gradients("grads_after_plasticity");
    if (!after && recorded_.constraints.scale_gradient)
      reader_.fail("grads_after_plasticity", "is missing beside plasticity_mask");
    if (after && !recorded_.constraints.scale_gradient)
      reader_.fail("plasticity_mask", "is missing beside grads_after_plasticity");
    read_sequences();
  }

 private:
  RecordedTensor tensor_in(const JsonValue& value, Tensor tensor) {
    if (value.is(JsonKind::object))
      return {.tensor = tensor, .statistics = read_statistics(reader_, value)};
    return {.tensor = tensor,
            .values = reader_.numbers(value, tensor_name(tensor), reader_.shape_of(tensor), nan())};
  }

  NotANumber nan() const {
    return recorded_.without_gradient ? NotANumber::allowed : NotANumber::refused;
  }

  /// How a trainable tensor that is missing or null is taken: as not said, as an error, as zeros.
  enum class Missing { unsaid, wrong, zero };

  /// The tensors an object holds.
  std::vector<RecordedTensor> tensors(const JsonValue& object, std::string_view name,
                                      Missing missing) {
    std::vector<RecordedTensor> list;
    if (!object.is(JsonKind::object)) reader_.fail(name, "is no object");
    for (const std::string& key : object.keys) {
      if (!known(key)) reader_.fail(printable(key), "in " + std::string(name) + " is not known");
    }
    for (const Tensor tensor : kAllTensors) {
      const JsonValue* value = StrictReader::optional(object, tensor_name(tensor));
      if (value && recorded_.sizes.count(tensor) == 0) {
        reader_.fail(tensor_name(tensor), "is not learnt but listed in " + std::string(name));
      } else if (value) {
        list.push_back(tensor_in(*value, tensor));
      } else if (missing == Missing::unsaid || !is_trainable(reader_, tensor)) {
        continue;
      } else if (missing == Missing::zero && object.find(tensor_name(tensor))) {
        list.push_back(
            {.tensor = tensor, .values = std::vector<double>(recorded_.sizes.count(tensor))});
      } else {
        reader_.fail(tensor_name(tensor), "is trainable but not in " + std::string(name));
      }
    }
    return list;
  }

  static bool known(const std::string& key) {
    for (const Tensor tensor : kAllTensors) {
      if (tensor_name(tensor) == key) return true;
    }
    return false;
  }

  /// A gradient is null where the loss does not depend on the tensor.
  std::vector<RecordedTensor> gradients(std::string_view name) {
    return tensors(reader_.at(reader_.file, name), name, Missing::zero);
  }

  /// Settings that are built into the engine's optimisers must have the values they have there.
  void check_settings(const JsonValue& settings) {
    struct Fixed {
      std::string_view key;
      double value;
    };
    constexpr std::array<Fixed, 5> fixed{
        {{"beta1", 0.9}, {"beta2", 0.999}, {"eps", 1e-8}, {"weight_decay", 0}, {"dampening", 0}}};
    for (const Fixed& setting : fixed) {
      const JsonValue* value = settings.find(setting.key);
      if (value && (!value->is(JsonKind::number) || value->number != setting.value))
        reader_.fail(setting.key, "is not supported by this engine");
    }
    for (const std::string_view key : {"nesterov", "amsgrad", "maximize"}) {
      const JsonValue* value = settings.find(key);
      if (value && (!value->is(JsonKind::boolean) || value->boolean))
        reader_.fail(key, "is not supported by this engine");
    }
  }

  void check_keys(const JsonValue& given, const std::string& last) {
    const std::array<std::string_view, 18> known_keys{"beta1",
                                                      "beta2",
                                                      "eps",
                                                      "weight_decay",
                                                      "dampening",
                                                      "nesterov",
                                                      "amsgrad",
                                                      "maximize",
                                                      "lr",
                                                      "momentum",
                                                      "steps",
                                                      "loss_before_step",
                                                      "final_loss",
                                                      "final_output",
                                                      "params_after_1",
                                                      last,
                                                      "raw_after_1_diff",
                                                      "note"};
    reader_.check_keys(given, "optim", known_keys);
  }

  RecordedSequence sequence(const JsonValue& given, OptimiserKind optimiser) {
    check_settings(given);
    RecordedSequence sequence;
    sequence.optimiser = optimiser;
    sequence.learning_rate = reader_.number(given, "lr");
    const bool momentum = given.find("momentum") != nullptr;
    sequence.momentum = momentum ? reader_.number(given, "momentum") : 0;
    if (optimiser == OptimiserKind::adam && momentum) reader_.fail("momentum", "is none of Adam's");
    const int steps = reader_.whole(given, "steps", kMostSteps);
    const std::string last = "params_after_" + std::to_string(steps);
    check_keys(given, last);
    sequence.loss_before_step =
        reader_.numbers(reader_.at(given, "loss_before_step"), "loss_before_step", {steps}, nan());
    sequence.after_1 =
        tensors(reader_.at(given, "params_after_1"), "params_after_1", Missing::wrong);
    sequence.after_all = tensors(reader_.at(given, last), last, Missing::wrong);
    if (const JsonValue* raw = StrictReader::optional(given, "raw_after_1_diff"))
      sequence.raw_after_1 = tensors(*raw, "raw_after_1_diff", Missing::unsaid);
    sequence.final_loss = reader_.number(given, "final_loss", nan());
    if (const JsonValue* output = StrictReader::optional(given, "final_output"))
      sequence.final_output =
          reader_.traces(*output, "final_output", recorded_.sizes.outputs, nan());
    return sequence;
  }

  void read_sequences() {
    constexpr std::array<std::string_view, 2> known_keys{"adam", "sgd"};
    const JsonValue& optim = reader_.at(reader_.file, "optim");
    reader_.check_keys(optim, "optim", known_keys);
    if (const JsonValue* adam = optim.find("adam"))
      recorded_.sequences.push_back(sequence(*adam, OptimiserKind::adam));
    if (const JsonValue* sgd = optim.find("sgd"))
      recorded_.sequences.push_back(sequence(*sgd, OptimiserKind::sgd));
    if (recorded_.sequences.empty()) reader_.fail("optim", "holds neither adam nor sgd");
  }

  RecordedReader& reader_;
  RecordedForward& recorded_;
};

}  // namespace

RecordedStatistics read_statistics(RecordedReader& reader, const JsonValue& value) {
  return {.sum = reader.number(value, "sum"),
          .sum_abs = reader.number(value, "sum_abs"),
          .sum_sq = reader.number(value, "sum_sq"),
          .max_abs = reader.number(value, "max_abs")};
}

bool is_trainable(RecordedReader& reader, Tensor tensor) {
  const JsonValue& flags = reader.at(reader.file, "trainable");
  const std::string_view name = tensor_name(tensor);
  return StrictReader::optional(flags, name) && reader.boolean(flags, name);
}

void read_forward_training(RecordedReader& reader, RecordedForward& recorded) {
  TrainingReader(reader, recorded).read();
}

}  // namespace nn4n
