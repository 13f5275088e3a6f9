// Sequence execution: the network should move the eyes over a grid of dots in one of eight learnt
// sequences. Sources: Song, Yang & Wang 2016, "execution of sequences"; Averbeck & Lee 2007.
#include <cmath>

#include "tasks/task.h"

namespace nn4n {

namespace {

struct SeqParameters {
  double hold_ms = 500;
  double move_ms = 500;
};

}  // namespace

template <>
struct Fields<SeqParameters> {
  static constexpr std::string_view name = "sequence execution";
  static constexpr std::array list{
      field<&SeqParameters::hold_ms>(
          "hold_ms", duration("Hold", "The centre dot is on, and the eye should stay there.")),
      field<&SeqParameters::move_ms>(
          "move_ms", duration("Move",
                              "Each of the three movements lasts this long. The current dot and two others are on, and the sequence says which one to go to."))};
};

namespace {

constexpr int kDots = 9;  // of a 3 x 3 grid, row by row from the top left
constexpr int kSequences = 8;
constexpr int kMoves = 3;
constexpr int kCentre = 4;
constexpr int kPaths[kSequences][kMoves] = {{5, 1, 0}, {3, 1, 2}, {3, 7, 8}, {5, 7, 6},
                                            {5, 1, 2}, {3, 1, 0}, {3, 7, 6}, {5, 7, 8}};
constexpr double kDotTolerance = 0.25;  // in x and in y; neighbouring dots are 0.5 apart

/// The two dots to which the eye can move from a dot.
struct Options {
  int first;
  int second;
};

constexpr Options options_of(int dot) {
  switch (dot) {
    case kCentre:
      return {3, 5};
    case 1:
      return {0, 2};
    case 7:
      return {6, 8};
    default:
      return {1, 7};  // of 3 and 5
  }
}

constexpr double x_of(int dot) { return -0.5 + 0.5 * (dot % 3); }
constexpr double y_of(int dot) { return -0.5 + 0.5 * (2 - dot / 3); }

/// Song et al. 2016 train the sequences with fast units and very little noise.
void fast_and_precise(Experiment& experiment) {
  experiment.network.recurrent_noise = 0.01;
  for (Area& area : experiment.network.areas) area.tau_ms = 50;
}

class SequenceExecution : public TaskOf<SequenceExecution, SeqParameters> {
 public:
  SequenceExecution()
      : TaskOf({.key = "seq",
                .label = "Sequence execution",
                .help = "There are eight sequences of three movements over a grid of nine dots. The outputs are the position of the eye.",
                .source = "Song, Yang & Wang 2016; Averbeck & Lee 2007",
                .parameters = &record_of<SeqParameters>,
                .needs = fast_and_precise}) {}

  TaskShape shape_of(const SeqParameters& p) const {
    TaskShape shape{.inputs = {},
                    .outputs = {"Eye x", "Eye y"},
                    .pass = 0.9,
                    .chance = 1.0 / kSequences,
                    .longest_ms = p.hold_ms + kMoves * p.move_ms,
                    .conditions = {"Sequence"}};
    for (int k = 1; k <= kDots; ++k) shape.inputs.push_back("Dot " + std::to_string(k));
    for (int k = 1; k <= kSequences; ++k) shape.inputs.push_back("Sequence " + std::to_string(k));
    return shape;
  }

  Trial trial_of(const SeqParameters& p, double dt_ms, RandomStream& random) const {
    const int sequence = random.whole(0, kSequences - 1);
    TrialBuilder build(kDots + kSequences, 2, dt_ms);
    const EpochSpan hold = build.epoch("Hold", p.hold_ms);
    std::array<EpochSpan, kMoves> moves;
    for (int m = 0; m < kMoves; ++m)
      moves[static_cast<std::size_t>(m)] =
          build.epoch(("Move " + std::to_string(m + 1)).c_str(), p.move_ms);
    const EpochSpan whole{"", 0, moves.back().end};
    build.input(kDots + sequence, whole, 1);
    build.input(kCentre, hold, 1);
    int dot = kCentre;
    for (int m = 0; m < kMoves; ++m) {
      const EpochSpan& move = moves[static_cast<std::size_t>(m)];
      const Options options = options_of(dot);
      for (const int lit : {dot, options.first, options.second}) build.input(lit, move, 1);
      dot = kPaths[sequence][m];
      build.target(0, move, x_of(dot));
      build.target(1, move, y_of(dot));
    }
    build.score(whole);
    build.trial().correct = sequence;
    build.condition(sequence + 1);
    return build.trial();
  }

  /// A trial is correct if the eye is near the right dot at the end of each movement.
  Outcome judge_of(const SeqParameters&, const Trial& trial, std::span<const float> outputs) const {
    bool correct = true;
    for (int m = 0; m < kMoves; ++m) {
      const EpochSpan& move = trial.epochs[static_cast<std::size_t>(m + 1)];
      const int dot = kPaths[trial.correct][m];
      correct &= std::fabs(late_mean(trial, outputs, 0, move) - x_of(dot)) <= kDotTolerance;
      correct &= std::fabs(late_mean(trial, outputs, 1, move) - y_of(dot)) <= kDotTolerance;
    }
    return {.correct = correct, .choice = correct ? trial.correct : -1};
  }

  std::string describe_of(const SeqParameters&, const Trial& trial) const {
    std::string words =
        "sequence " + std::to_string(trial.correct + 1) + ": dots " + std::to_string(kCentre + 1);
    for (const int dot : kPaths[trial.correct]) words += ", " + std::to_string(dot + 1);
    return words;
  }
};

const RegisteredTask<SequenceExecution> registered_seq;

}  // namespace

}  // namespace nn4n
