// The kinds of files whose numbers are computed again and compared one by one.
#include "parity/compare_forward.h"
#include "parity/recorded.h"
#include "parity/recorded_losses.h"
#include "parity/recorded_stack.h"

namespace nn4n {

namespace {

template <class Recorded>
using CompareFunction = std::vector<Comparison> (*)(const Recorded&);

/// What the package computed in double is met in double and, less closely, in float.
template <class Recorded>
Verdicts compare_as(std::string (*read)(const JsonValue&, Recorded&),
                    CompareFunction<Recorded> as_double, CompareFunction<Recorded> as_float,
                    const JsonValue& file, bool in_double) {
  Recorded recorded;
  Verdicts verdicts{.not_understood = read(file, recorded), .list = {}};
  if (!verdicts.not_understood.empty()) return verdicts;
  if (recorded.in_double && in_double) verdicts.list.push_back({"double", as_double(recorded)});
  verdicts.list.push_back({"float", as_float(recorded)});
  return verdicts;
}

}  // namespace

Verdicts verify_forward(const JsonValue& file, bool in_double) {
  return compare_as<RecordedForward>(read_recorded_forward, compare_forward<double>,
                                     compare_forward<float>, file, in_double);
}

Verdicts verify_stack(const JsonValue& file, bool in_double) {
  return compare_as<RecordedStack>(read_recorded_stack, compare_stack<double>, compare_stack<float>,
                                   file, in_double);
}

Verdicts verify_losses(const JsonValue& file, bool in_double) {
  return compare_as<RecordedLosses>(read_recorded_losses, compare_losses<double>,
                                    compare_losses<float>, file, in_double);
}

}  // namespace nn4n
