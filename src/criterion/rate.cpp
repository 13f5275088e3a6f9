#include "criterion/rates.h"

namespace nn4n {

enum class RateMeasure { square, absolute, population };
template <>
struct Choices<RateMeasure> {
  static constexpr std::array<Choice, 3> list{
      Choice{"square", "Mean of r²",
             "This is the metabolic cost; the mean is over units, time and trials (NN4N's documentation)."},
      Choice{"absolute", "Mean of |r|", "The mean is over units, time and trials (NN4N 1.0.2)."},
      Choice{"population", "Sum of |r|",
             "The sum is over units; it is averaged over time and trials (NN4N's planned lambda_met)."}};
};

struct RateParameters {
  RateMeasure measure = RateMeasure::square;
};
template <>
struct Fields<RateParameters> {
  static constexpr std::string_view name = "firing rate";
  static constexpr std::array list{field<&RateParameters::measure>(
      "measure",
      {.label = "Measure of rates", .help = "This function of the rates r is made small."})};
};

namespace {

class Rate : public TermOf<Rate> {
 public:
  Rate()
      : TermOf(
            {.key = "rate",
             .label = "Firing rate",
             .help = "This is the mean of r² over units, time and trials, the metabolic cost of activity. The mean of |r| or the sum of |r| over units can be used instead.",
             .source = "Song et al. 2016, eq. 12; NN4N lambda_fr as documented; NN4N 1.0.2",
             .parameters = &record_of<RateParameters>}) {}

  Share share() const override { return Share::trials; }

  template <class Real>
  double compute(const SelectionBase& chosen, const LossInput<Real>& input, double weight,
                 Adjoint<Real>& adjoint) const {
    const RateMeasure measure = chosen.as<RateParameters>().measure;
    const bool by_unit = measure != RateMeasure::population;
    const double count = samples(input.episode) * (by_unit ? input.episode.sizes.units : 1);
    if (measure == RateMeasure::square) return squares(input.episode, weight, count, adjoint);
    return sizes(input.episode, weight, count, adjoint);
  }

 private:
  template <class Real>
  static double squares(const Episode<Real>& episode, double weight, double count,
                        Adjoint<Real>& adjoint) {
    const Real factor = static_cast<Real>(2 * weight / count);
    double sum = 0;
    for_each_rate(episode, adjoint,
                  [&](int bundle, int, const Bundle<Real>& rate, Bundle<Real>& gradient) {
                    const Bundle<Real> r = in_use<Real>(rate, episode.lanes(bundle));
                    gradient += factor * r;
                    sum += static_cast<double>(sum_lanes<Real>(r * r));
                  });
    return sum / count;
  }

  template <class Real>
  static double sizes(const Episode<Real>& episode, double weight, double count,
                      Adjoint<Real>& adjoint) {
    const Bundle<Real> zero{};
    const Bundle<Real> plus = zero + static_cast<Real>(weight / count);
    double sum = 0;
    for_each_rate(episode, adjoint,
                  [&](int bundle, int, const Bundle<Real>& rate, Bundle<Real>& gradient) {
                    const Bundle<Real> r = in_use<Real>(rate, episode.lanes(bundle));
                    gradient += r > zero ? plus : r < zero ? -plus : zero;
                    sum += static_cast<double>(sum_lanes<Real>(r < zero ? -r : r));
                  });
    return sum / count;
  }
};

const RegisteredTerm<Rate> registered_rate;

}  // namespace

}  // namespace nn4n
