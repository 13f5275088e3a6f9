#include "criterion/rates.h"

namespace nn4n {

struct StatePredictionParameters {
  int lag = 1;
};
template <>
struct Fields<StatePredictionParameters> {
  static constexpr std::string_view name = "state prediction";
  static constexpr std::array list{field<&StatePredictionParameters::lag>(
      "lag", {.label = "Lag",
              .unit = "steps",
              .min = 1,
              .max = 1000,
              .step = 1,
              .help = "This is the number of steps between the two states (NN4N's tau). The term is 0 when a trial does not have more steps than this."})};
};

namespace {

/// NN4N slices the batch here where it should slice the time axis. This term compares times, as its
/// name says.
class StatePrediction : public TermOf<StatePrediction> {
 public:
  StatePrediction()
      : TermOf(
            {.key = "state_prediction",
             .label = "Slowness of rates",
             .help = "This is the mean of (r(t + lag) − r(t))² over time, trials and units.",
             .source =
                 "NN4N 1.2 CompositeLoss state_pred, which compares trials where times are meant",
             .parameters = &record_of<StatePredictionParameters>}) {}

  Share share() const override { return Share::trials; }

  template <class Real>
  double compute(const SelectionBase& chosen, const LossInput<Real>& input, double weight,
                 Adjoint<Real>& adjoint) const {
    const int lag = chosen.as<StatePredictionParameters>().lag;
    const Episode<Real>& episode = input.episode;
    if (lag >= episode.steps) return 0;
    const double count =
        static_cast<double>(episode.trials) * (episode.steps - lag) * episode.sizes.units;
    const Real factor = static_cast<Real>(2 * weight / count);
    double sum = 0;
    for_each_population(episode, adjoint,
                        [&](int bundle, int t, const Bundle<Real>* rates, Bundle<Real>* gradient) {
                          if (t + lag > episode.steps) return;
                          const Bundle<Real>* later = episode.state_at(bundle, t + lag);
                          for (int n = 0; n < episode.sizes.units; ++n) {
                            const Bundle<Real> change =
                                in_use<Real>(later[n] - rates[n], episode.lanes(bundle));
                            adjoint.rate_at(bundle, t + lag)[n] += factor * change;
                            gradient[n] -= factor * change;
                            sum += static_cast<double>(sum_lanes<Real>(change * change));
                          }
                        });
    return sum / count;
  }
};

const RegisteredTerm<StatePrediction> registered_state_prediction;

}  // namespace

}  // namespace nn4n
