// The kinds of records that are replayed number by number.
#include "parity/compare_forward.h"
#include "parity/recorded.h"
#include "parity/recorded_losses.h"
#include "parity/recorded_stack.h"

namespace nn4n {

namespace {

template <class Case>
using ReplayOf = std::vector<Comparison> (*)(const Case&);

/// What the package computed in double is met in double and, less closely, in float.
template <class Case>
Verdicts replay_as(std::string (*read)(const JsonValue&, Case&), ReplayOf<Case> as_double,
                   ReplayOf<Case> as_float, const JsonValue& file, bool in_double) {
  Case recorded;
  Verdicts verdicts{.not_understood = read(file, recorded), .list = {}};
  if (!verdicts.not_understood.empty()) return verdicts;
  if (recorded.in_double && in_double) verdicts.list.push_back({"double", as_double(recorded)});
  verdicts.list.push_back({"float", as_float(recorded)});
  return verdicts;
}

}  // namespace

Verdicts verify_forward(const JsonValue& file, bool in_double) {
  return replay_as<GoldenCase>(read_golden_case, replay<double>, replay<float>, file, in_double);
}

Verdicts verify_stack(const JsonValue& file, bool in_double) {
  return replay_as<StackCase>(read_stack_case, replay_stack<double>, replay_stack<float>, file,
                              in_double);
}

Verdicts verify_losses(const JsonValue& file, bool in_double) {
  return replay_as<LossCase>(read_loss_case, replay_losses<double>, replay_losses<float>, file,
                             in_double);
}

}  // namespace nn4n
