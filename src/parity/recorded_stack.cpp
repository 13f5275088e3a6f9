#include "parity/recorded_stack.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

#include "base/text.h"
#include "parity/recorded_reader.h"
#include "parity/recorded_run.h"

namespace nn4n {

namespace {

constexpr std::array<std::string_view, 19> kStackKeys{"format",
                                                      "kind",
                                                      "name",
                                                      "package",
                                                      "dtype",
                                                      "layout",
                                                      "note",
                                                      "dims",
                                                      "params",
                                                      "activations",
                                                      "alphas",
                                                      "init_states",
                                                      "inputs",
                                                      "targets",
                                                      "hidden",
                                                      "output",
                                                      "loss_mse",
                                                      "grads",
                                                      "measured_f32_minus_f64_max_abs"};
constexpr int kMostLayers = 64;

class StackReader {
 public:
  StackReader(const JsonValue& file, RecordedStack& stack)
      : file_(file), stack_(stack), reader_(file, stack) {}

  std::string read() {
    reader_.read_head("stack", kStackKeys);
    if (understood() && reader_.text(file_, "package") != "nn4n 1.2.0")
      reader_.fail("package", "is not 1.2.0, which alone has stacks of this kind");
    if (understood()) read_layers();
    if (understood()) read_axes();
    if (understood()) read_dynamics();
    if (understood()) read_parameters();
    if (understood()) read_data();
    if (understood()) read_gradients();
    return reader_.error();
  }

 private:
  bool understood() const { return reader_.understood(); }
  const JsonValue& at(std::string_view key) { return reader_.at(file_, key); }
  static const JsonValue* optional(const JsonValue& object, std::string_view key) {
    return StrictReader::optional(object, key);
  }
  static std::string numbered(std::string_view name, int layer) {
    return std::string(name) + "_" + std::to_string(layer);
  }
  int layers() const { return static_cast<int>(units_.size()); }

  // ----------------------------------------------------------------------------------- network

  /// `dims` lists the inputs, the units of every layer and, if there is a readout, the outputs.
  /// Without a readout the outputs are the units of the last layer.
  void read_layers() {
    const int count = static_cast<int>(at("dims").items.size());
    const std::vector<double> dims = reader_.numbers(at("dims"), "dims", {count});
    const bool good = std::all_of(dims.begin(), dims.end(), [](double d) {
      return d >= 1 && d <= 4096 && d == static_cast<int>(d);
    });
    const int count_of_layers = static_cast<int>(at("activations").items.size());
    has_readout_ = count == count_of_layers + 2;
    const bool fits = has_readout_ || count == count_of_layers + 1;
    if (!understood()) return;
    if (!good || !fits || count_of_layers < 1 || count_of_layers > kMostLayers)
      return reader_.fail("dims", "is not the sizes of inputs, layers and, if any, outputs");
    Sizes& sizes = stack_.sizes;
    sizes = {0, static_cast<int>(dims.front()), static_cast<int>(dims.back())};
    stack_.dynamics.layer_begin.clear();
    for (int layer = 0; layer < count_of_layers; ++layer) {
      begin_.push_back(sizes.units);
      units_.push_back(static_cast<int>(dims[static_cast<std::size_t>(layer + 1)]));
      sizes.units += units_.back();
    }
    stack_.dynamics.layer_begin = begin_;
    for (int layer = 0; layer < layers(); ++layer) add_pieces(layer);
    if (!has_readout_) return;
    pieces_.push_back({.name = "W_out",
                       .tensor = Tensor::readout_weight,
                       .rows = sizes.outputs,
                       .column = begin_.back(),
                       .columns = units_.back()});
    pieces_.push_back({.name = "b_out", .tensor = Tensor::readout_bias, .rows = sizes.outputs});
  }

  void add_pieces(int layer) {
    const std::size_t l = static_cast<std::size_t>(layer);
    const int begin = begin_[l];
    const int units = units_[l];
    const auto add = [&](std::string_view name, Tensor tensor, int column, int columns) {
      pieces_.push_back({.name = numbered(name, layer),
                         .tensor = tensor,
                         .row = begin,
                         .rows = units,
                         .column = column,
                         .columns = columns});
    };
    if (layer == 0) {
      add("W_in", Tensor::input_weight, 0, stack_.sizes.inputs);
    } else {
      add("W_in", Tensor::recurrent_weight, begin_[l - 1], units_[l - 1]);
    }
    add("b_in", Tensor::input_bias, 0, 1);
    add("W_hid", Tensor::recurrent_weight, begin, units);
    add("b_hid", Tensor::recurrent_bias, 0, 1);
    add("alpha", Tensor::alpha, 0, 1);
  }

  /// T and B are the lengths of the lists of inputs, which have two levels without a batch axis.
  void read_axes() {
    const JsonValue& inputs = at("inputs");
    const JsonValue* inner = inputs.items.empty() ? nullptr : &inputs.items[0];
    if (!inner || inner->items.empty()) return reader_.fail("inputs", "is no array");
    const bool batch_axis = inner->items[0].is(JsonKind::list);
    const bool time_major = !batch_axis || reader_.text(file_, "layout") == "time-major";
    const int outer = static_cast<int>(inputs.items.size());
    const int next = batch_axis ? static_cast<int>(inner->items.size()) : 1;
    stack_.steps = time_major ? outer : next;
    stack_.trials = time_major ? next : outer;
    reader_.read_layout(batch_axis);
  }

  const JsonValue& item(std::string_view key, int layer) {
    const JsonValue& list = at(key);
    if (!list.is(JsonKind::list) || list.items.size() != units_.size()) {
      reader_.fail(key, "does not have one entry for every layer");
      static const JsonValue nothing;
      return nothing;
    }
    return list.items[static_cast<std::size_t>(layer)];
  }

  void read_dynamics() {
    Dynamics<double>& dynamics = stack_.dynamics;
    dynamics.corner = Corner::half;
    dynamics.rate_starts_as_potential = true;
    for (int layer = 0; layer < layers() && understood(); ++layer) {
      const int units = units_[static_cast<std::size_t>(layer)];
      const std::vector<double> alpha =
          reader_.by_unit(item("alphas", layer), numbered("alphas", layer), units);
      dynamics.alpha.insert(dynamics.alpha.end(), alpha.begin(), alpha.end());
      dynamics.activation.insert(dynamics.activation.end(), static_cast<std::size_t>(units),
                                 reader_.activation(item("activations", layer)));
    }
    const JsonValue& gradients = at("grads");
    for (int layer = 0; layer < layers(); ++layer)
      stack_.sizes.learn_alpha |= optional(gradients, numbered("alpha", layer)) != nullptr;
  }

  const Piece* find(std::string_view name) const {
    const auto piece = std::find_if(pieces_.begin(), pieces_.end(),
                                    [&](const Piece& p) { return p.name == name; });
    return piece == pieces_.end() ? nullptr : &*piece;
  }

  static bool is_weight(const Piece& piece) { return piece.name[0] == 'W'; }

  std::vector<double> values_of(const JsonValue& value, const Piece& piece) {
    const bool matrix = is_weight(piece);
    return reader_.numbers(value, piece.name,
                           matrix ? Shape{piece.rows, piece.columns} : Shape{piece.rows});
  }

  void check_pieces(const JsonValue& object, std::string_view name) {
    std::vector<std::string_view> known;
    for (const Piece& piece : pieces_) known.push_back(piece.name);
    reader_.check_keys(object, name, known);
  }

  /// Biases may be absent. Alpha is what `alphas` says unless `params` lists it as well.
  void read_parameters() {
    const JsonValue& given = at("params");
    check_pieces(given, "params");
    stack_.initial = Parameters<double>(stack_.sizes);
    std::copy(
        stack_.dynamics.alpha.begin(),
        stack_.sizes.learn_alpha ? stack_.dynamics.alpha.end() : stack_.dynamics.alpha.begin(),
        stack_.initial.of(Tensor::alpha).begin());
    for (const Piece& piece : pieces_) {
      const JsonValue* value = optional(given, piece.name);
      if (value) {
        put(piece, values_of(*value, piece));
      } else if (is_weight(piece)) {
        reader_.fail(piece.name, "is missing");
      }
    }
    if (!has_readout_) read_last_layer();
    constexpr double limit = std::numeric_limits<float>::max();
    const std::size_t count = stack_.initial.values.size();
    stack_.constraints.lower.assign(count, -limit);
    stack_.constraints.upper.assign(count, limit);
    stack_.constraints.update.assign(count, 1);
  }

  void read_last_layer() {
    const int units = units_.back();
    const Piece all{.name = "",
                    .tensor = Tensor::readout_weight,
                    .rows = units,
                    .column = begin_.back(),
                    .columns = units};
    std::vector<double> identity(static_cast<std::size_t>(units * units));
    for (std::size_t k = 0; k < identity.size(); k += static_cast<std::size_t>(units) + 1)
      identity[k] = 1;
    put(all, identity);
  }

  void put(const Piece& piece, const std::vector<double>& values) {
    const bool constant = piece.tensor == Tensor::alpha && !stack_.sizes.learn_alpha;
    const std::span<double> into =
        constant ? std::span<double>(stack_.dynamics.alpha) : stack_.initial.of(piece.tensor);
    const int columns = stack_.sizes.columns(piece.tensor);
    for (std::size_t k = 0; k < values.size(); ++k) {
      const int row = piece.row + static_cast<int>(k) / piece.columns;
      const int column = piece.column + static_cast<int>(k) % piece.columns;
      into[static_cast<std::size_t>(row * columns + column)] = values[k];
    }
  }

  // -------------------------------------------------------------------------------------- data

  void read_data() {
    const Sizes& sizes = stack_.sizes;
    stack_.inputs = reader_.traces(at("inputs"), "inputs", sizes.inputs);
    stack_.targets = reader_.traces(at("targets"), "targets", sizes.outputs);
    if (has_readout_ || optional(file_, "output"))
      stack_.output = reader_.traces(at("output"), "output", sizes.outputs);
    for (int layer = 0; layer < layers() && understood(); ++layer) {
      stack_.hidden.push_back(reader_.traces(item("hidden", layer), numbered("hidden", layer),
                                             units_[static_cast<std::size_t>(layer)]));
    }
    stack_.loss.push_back({"mse", {Selection<TermCatalogue>("mse"), 1}});
    stack_.loss_total = reader_.number(file_, "loss_mse");
    if (optional(file_, "init_states") && understood()) read_states();
  }

  /// Reads the potentials of every layer at the start, which are also its rates. Null stands for 0.
  void read_states() {
    const std::size_t all = static_cast<std::size_t>(stack_.sizes.units);
    stack_.initial_potential.assign(all * static_cast<std::size_t>(stack_.trials), 0);
    for (int layer = 0; layer < layers() && understood(); ++layer) {
      const std::size_t l = static_cast<std::size_t>(layer);
      const JsonValue& state = item("init_states", layer);
      if (state.is(JsonKind::null)) continue;
      const std::vector<double> values =
          reader_.by_trial(state, numbered("init_states", layer), units_[l]);
      const std::size_t units = static_cast<std::size_t>(units_[l]);
      for (std::size_t k = 0; k < values.size(); ++k) {
        const std::size_t first = k / units * all + static_cast<std::size_t>(begin_[l]);
        stack_.initial_potential[first + k % units] = values[k];
      }
    }
  }

  /// A gradient is null where the parameter is not trained. Those of alpha may be left out.
  void read_gradients() {
    const JsonValue& given = at("grads");
    check_pieces(given, "grads");
    for (const Piece& piece : pieces_) {
      if (is_weight(piece) && !given.find(piece.name)) reader_.fail(piece.name, "has no gradient");
      const JsonValue* value = optional(given, piece.name);
      if (value) stack_.gradients.push_back({piece, values_of(*value, piece)});
    }
    if (stack_.gradients.empty()) reader_.fail("grads", "holds no gradient");
  }

  const JsonValue& file_;
  RecordedStack& stack_;
  RecordedReader reader_;
  bool has_readout_ = true;
  std::vector<int> begin_;     // L, first unit of a layer
  std::vector<int> units_;     // L
  std::vector<Piece> pieces_;  // of all layers, and of the readout
};

/// The units of one layer out of T x B x N.
std::vector<double> layer_of(const std::vector<double>& rates, int units, int begin, int count) {
  std::vector<double> values;
  for (std::size_t k = 0; k < rates.size(); k += static_cast<std::size_t>(units)) {
    const auto first = rates.begin() + static_cast<std::ptrdiff_t>(k) + begin;
    values.insert(values.end(), first, first + count);
  }
  return values;
}

template <class Real>
std::vector<double> piece_of(const Parameters<Real>& parameters, const Piece& piece) {
  const auto tensor = parameters.of(piece.tensor);
  const int columns = parameters.sizes.columns(piece.tensor);
  std::vector<double> values;
  for (int i = piece.row; i < piece.row + piece.rows; ++i) {
    for (int j = piece.column; j < piece.column + piece.columns; ++j)
      values.push_back(static_cast<double>(tensor[static_cast<std::size_t>(i * columns + j)]));
  }
  return values;
}

}  // namespace

std::string read_recorded_stack(const JsonValue& file, RecordedStack& stack) {
  return StackReader(file, stack).read();
}

template <class Real>
std::vector<Comparison> compare_stack(const RecordedStack& stack) {
  const Tolerance& tolerance = tolerance_of<Real>();
  RecordedRun<Real> run(stack);
  const double loss = run.loss_and_gradient(run.enforced_start()).total;
  const std::vector<double> rates = run.rates();
  std::vector<Comparison> list;
  for (std::size_t layer = 0; layer < stack.hidden.size(); ++layer) {
    const auto [begin, end] = layer_range(stack.dynamics.layer_begin, layer, stack.sizes.units);
    list.push_back(compare_traces("hidden_" + std::to_string(layer),
                                  layer_of(rates, stack.sizes.units, begin, end - begin),
                                  stack.hidden[layer], tolerance.absolute, tolerance));
  }
  if (!stack.output.empty())
    list.push_back(
        compare_traces("output", run.outputs(), stack.output, tolerance.absolute, tolerance));
  list.push_back(compare_loss("loss_mse", loss, stack.loss_total, tolerance));
  for (const RecordedPiece& recorded : stack.gradients) {
    list.push_back(compare_gradient("grads " + recorded.piece.name,
                                    piece_of(run.gradient(), recorded.piece), recorded.values,
                                    tolerance));
  }
  return list;
}

template std::vector<Comparison> compare_stack<float>(const RecordedStack&);
template std::vector<Comparison> compare_stack<double>(const RecordedStack&);

}  // namespace nn4n
