// To add a row, write its criteria and an entry in `kRows`. A figure stands here only if its source
// is named beside it.
#include "cli/behaviour_table.h"

#include <array>

namespace nn4n {

namespace {

using Criterion = BehaviourCriterion;

constexpr std::array kDecision{
    Criterion{.what = "accuracy", .unit = "%", .measure = measures::accuracy, .least = 85},
    Criterion{.what = "correct at the weakest coherence",
              .unit = "%",
              .measure = measures::correct_at_weakest,
              .least = 55,
              .most = 80},
    Criterion{.what = "correct at the strongest coherence",
              .unit = "%",
              .measure = measures::correct_at_strongest,
              .least = 98},
    Criterion{
        .what = "|bias|", .unit = "% coherence", .measure = measures::absolute_bias, .most = 0.5},
    Criterion{.what = "threshold", .unit = "% coherence", .measure = measures::threshold}};

constexpr std::array kDuration{
    Criterion{.what = "accuracy at long less at short durations",
              .unit = "points",
              .measure = measures::gain_over_duration,
              .least = 2},
    Criterion{.what = "integration limit", .unit = "ms", .measure = measures::integration_limit}};

constexpr std::array kReaction{
    Criterion{.what = "accuracy", .unit = "%", .measure = measures::accuracy, .least = 80},
    Criterion{.what = "slower at the weakest than at the strongest coherence by",
              .unit = "ms",
              .measure = measures::slowing,
              .least = 20},
    Criterion{.what = "errors slower than correct answers by",
              .unit = "ms",
              .measure = measures::errors_slower,
              .least = 0},
    Criterion{
        .what = "trials without an answer", .unit = "%", .measure = measures::missed, .most = 10}};

constexpr std::array kContext{
    Criterion{.what = "accuracy", .unit = "%", .measure = measures::accuracy, .least = 85},
    Criterion{.what = "contexts in which 0 is in the interval of the irrelevant slope",
              .unit = "of 1",
              .measure = measures::irrelevant_is_flat,
              .least = 1},
    Criterion{.what = "|bias|",
              .unit = "thresholds",
              .measure = measures::bias_in_thresholds,
              .most = 0.5}};

// Where all noise arises in each sense, the quotient is 1.
constexpr std::array kSenses{Criterion{.what = "slope of both senses / √(slope₁² + slope₂²)",
                                       .unit = "",
                                       .measure = measures::slope_of_both,
                                       .least = 0.85,
                                       .most = 1.15},
                             Criterion{.what = "|bias|",
                                       .unit = "thresholds",
                                       .measure = measures::bias_in_thresholds,
                                       .most = 0.5}};

constexpr std::array kMemory{
    Criterion{.what = "correct at the largest difference",
              .unit = "%",
              .measure = measures::correct_at_strongest,
              .least = 85},
    Criterion{.what = "threshold", .unit = "Hz", .measure = measures::threshold},
    Criterion{.what = "|bias|",
              .unit = "thresholds",
              .measure = measures::bias_in_thresholds,
              .most = 0.5}};

constexpr std::array kInterval{Criterion{.what = "correct at the largest difference",
                                         .unit = "%",
                                         .measure = measures::correct_at_strongest,
                                         .least = 85},
                               Criterion{.what = "exponent of threshold over mean duration",
                                         .unit = "",
                                         .measure = measures::weber_exponent,
                                         .least = 0.7,
                                         .most = 1.3},
                               Criterion{.what = "|bias|",
                                         .unit = "thresholds",
                                         .measure = measures::bias_in_thresholds,
                                         .most = 0.5}};

constexpr std::array kProduction{
    Criterion{.what = "slope of produced over measured interval",
              .unit = "",
              .measure = measures::production_slope,
              .least = 0.5},
    Criterion{.what = "upper end of the slope's 95 % interval",
              .unit = "",
              .measure = measures::production_slope_high,
              .most = 1},
    Criterion{.what = "lower end of the 95 % interval of the growth of sd over interval",
              .unit = "",
              .measure = measures::growth_of_spread,
              .least = 0}};

constexpr std::array kSaccade{
    Criterion{.what = "accuracy", .unit = "%", .measure = measures::accuracy, .least = 90},
    Criterion{.what = "sd of the angular error at the shortest delays",
              .unit = "°",
              .measure = measures::spread_at_short_delays},
    Criterion{.what = "sd at the longest delays",
              .unit = "°",
              .measure = measures::spread_at_long_delays},
    Criterion{.what = "lower end of the 95 % interval of the growth of |error| over delay",
              .unit = "°/s",
              .measure = measures::growth_of_error,
              .least = 0}};

constexpr std::array kMatch{
    Criterion{.what = "accuracy", .unit = "%", .measure = measures::accuracy, .least = 90},
    Criterion{.what = "accuracy at short less at long delays",
              .unit = "points",
              .measure = measures::decline_over_delay,
              .least = -2,
              .most = 2}};

constexpr std::array kCategory{
    Criterion{.what = "accuracy", .unit = "%", .measure = measures::accuracy, .least = 85},
    Criterion{.what = "correct for samples next to the boundary",
              .unit = "%",
              .measure = measures::correct_near_boundary,
              .least = 75},
    Criterion{.what = "accuracy at short less at long delays",
              .unit = "points",
              .measure = measures::decline_over_delay}};

constexpr int kUsual = 2000;

// The networks of Song et al. learn with a constant rate, and their training ends when they have
// learnt. Their iterations are the medians of src/experiment/README.md.
constexpr std::string_view kLikePdmDuration = "As for `pdm` with a variable duration.";
constexpr std::string_view kLikeRt = "As for `rt`.";
constexpr std::string_view kLikeCtx = "As for `ctx`.";
constexpr std::string_view kLikeMulti = "As for `multi`.";

constexpr std::array kRows{
    BehaviourRow{
        "pdm", "pdm", "",
        "A sigmoid: choices are near chance at the weakest coherence and nearly all right at the "
        "strongest, without a bias. Networks are trained to 85 % over all coherences.",
        "Roitman & Shadlen 2002; Song et al. 2016, Fig. 2 C, and pycog, TARGET_PERFORMANCE", kUsual,
        kDecision},
    BehaviourRow{"pdm_duration", "pdm", "task.variable_duration=true",
                 "Accuracy rises with the duration of the stimulus and then levels off; monkeys "
                 "stop to integrate when they have enough. No figure is held here.",
                 "Kiani, Hanks & Shadlen 2008; Song et al. 2016, Fig. 2 E", kUsual, kDuration},
    BehaviourRow{
        "rt", "rt", "",
        "Reaction times fall with coherence, and monkeys and humans are slower when they "
        "err. Networks are trained to 85 %; no other figure is held here.",
        "Roitman & Shadlen 2002; Shevinsky & Reinagel 2019; Song et al. 2016, Fig. 2 D and "
        "F, and pycog, TARGET_PERFORMANCE",
        kUsual, kReaction},
    BehaviourRow{"ctx", "ctx", "",
                 "Evidence that does not count has hardly an influence. Networks are trained to "
                 "90 %; no other figure is held here.",
                 "Mante et al. 2013; Song et al. 2016 and pycog, TARGET_PERFORMANCE", kUsual,
                 kContext},
    BehaviourRow{"multi", "multi", "",
                 "Rats and humans with both senses are often as good as optimal integration "
                 "predicts, d² = d₁² + d₂², or better. Networks gain from the second sense, too. "
                 "No figure is held here.",
                 "Ernst & Banks 2002; Raposo et al. 2012; Song et al. 2016, Fig. 6 B", kUsual,
                 kSenses},
    BehaviourRow{"romo", "romo", "",
                 "Choices follow the difference of the frequencies. Networks are trained until the "
                 "worst of ten conditions, all with a difference of 8 Hz, reaches 85 %.",
                 "Romo et al. 1999; Song et al. 2016 and pycog, TARGET_PERFORMANCE", kUsual,
                 kMemory},
    BehaviourRow{"interval", "interval", "",
                 "Thresholds are proportional to the duration (Weber's law, an exponent of 1). No "
                 "other figure is held here.",
                 "Gibbon 1977; the task is that of Genovesio et al. 2009", kUsual, kInterval},
    BehaviourRow{"rsg", "rsg", "",
                 "Produced intervals regress to the mean (a slope below 1), and vary more the "
                 "longer they are. No figure is held here.",
                 "Jazayeri & Shadlen 2010", kUsual, kProduction},
    BehaviourRow{"odr", "odr", "",
                 "In monkeys the scatter of remembered directions grows all the way with delays "
                 "from 0.4 to 5.6 s. No figure in degrees is held here.",
                 "White, Sparks & Stanford 1994; Wimmer et al. 2014", kUsual, kSaccade},
    BehaviourRow{"dms", "dms", "",
                 "Delays of up to 1 s cost monkeys no accuracy. The delays here are up to 0.8 s.",
                 "capuchin monkeys: doi 10.1016/j.bbr.2014.05.023; the task is that of Miller, "
                 "Erickson & Desimone 1996, doi 10.1523/JNEUROSCI.16-16-05154.1996",
                 kUsual, kMatch},
    BehaviourRow{"dmc", "dmc", "",
                 "Categories of directions are told apart well above chance even next to the "
                 "boundary of the categories. No figure of accuracy over delay is held here.",
                 "Freedman & Assad 2006, Fig. 1 C", kUsual, kCategory},
    BehaviourRow{"song_rdm_varstim", "song_rdm_varstim", "", kLikePdmDuration,
                 "Song et al. 2016, Fig. 2 E", 700, kDuration},
    BehaviourRow{"song_rdm_rt", "song_rdm_rt", "", kLikeRt,
                 "Song et al. 2016, Fig. 2 D and F; Roitman & Shadlen 2002", 525, kReaction},
    BehaviourRow{"song_mante", "song_mante", "", kLikeCtx, "Song et al. 2016; Mante et al. 2013",
                 775, kContext},
    BehaviourRow{"song_multisensory", "song_multisensory", "", kLikeMulti,
                 "Song et al. 2016, Fig. 6 B; Raposo et al. 2012", 300, kSenses}};

}  // namespace

std::span<const BehaviourRow> behaviour_rows() { return kRows; }

}  // namespace nn4n
