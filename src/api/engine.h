// The engine for JavaScript: one class, JSON or a buffer of bytes in and out.
//
// This folder and playground/platform are the only ones that include Embind. The class turns the
// calls of a script into calls of codec/ and training/ and answers with data; it computes nothing
// itself. It neither throws nor prints: what is wrong with an input comes back as issues. Its
// clients are the page's Worker (web/site/worker.js), programs under node, and anybody's page.
//
//   import createModule from './nn4n-engine.mjs';
//   const {Engine} = await createModule();
//   const engine = new Engine();
//   const {ok, issues, title} = JSON.parse(engine.open('preset:pdm'));
//   engine.step(100);
//   console.log(JSON.parse(engine.state()).fingerprint);
//   engine.delete();  // Embind objects are not collected
//
// To add a method about a run of an experiment, write it here and in bindings.cpp. Keep the class
// small: prefer another key in an answer that exists.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "training/best_run.h"
#include "training/film.h"
#include "training/trainer.h"

namespace nn4n {

struct AnalysisMemory;
class LesionAtlas;

class Engine {
 public:
  Engine();  ///< holds the default experiment, not yet trained
  ~Engine();

  /// Opens JSON, a link or "preset:NAME" and starts anew. Answers
  /// {ok, title, link, experiment, operations, issues: [{path, message}]}; what was wrong is repaired
  /// and listed. `experiment` is JSON text, to be handed on as it is: to a file, another Worker or
  /// open(). `operations`: of one iteration (experiment/memory.h). ok = false: the text could not be read at all, and the default experiment is open.
  std::string open(const std::string& text);

  /// Trains for so many further iterations, or fewer when the loss is not finite on the way or when
  /// training is to stop where the task is learnt. Answers the number of iterations so far.
  int step(int iterations);

  /// Has the last step learnt the task, and is training to stop there (training.stop)?
  bool done() const { return trainer_->done(); }

  /// The next iteration, shared with other Workers (training/split_batch.h). Its batch has
  /// `shards()` shards; Worker k sums those from parts(workers)[k] on, up to parts(workers)[k + 1].
  /// The Worker that owns the run gives the others its position(), calls begin_step() with its own
  /// shards, add_sums() with each answer of sum_shards() elsewhere, and at last finish_step(),
  /// which answers as step() does. It computes the shards that are missing itself. A Worker that
  /// has to wait calls draw_ahead(), which draws the trials of the iteration after this one.
  int shards() const;
  std::vector<int> parts(int workers) const;
  void draw_ahead() { trainer_->draw_ahead(); }
  std::vector<std::uint8_t> position() const;
  void begin_step(int first, int last);
  void add_sums(const std::vector<std::uint8_t>& sums);
  int finish_step();

  /// To be called in another Worker, which has opened the same experiment: answers the sums
  /// of the shards [first, last) at a position, or nothing when the position is not one of
  /// this experiment.
  std::vector<std::uint8_t> sum_shards(const std::vector<std::uint8_t>& position, int first,
                                       int last);

  /// Sets a field that may change while training, from the next iteration on, and records it.
  /// Answers like open(); ok = false: nothing was changed.
  std::string change(const std::string& path, double value);

  /// Takes the interventions of a document (JSON text) in place of those of the run, which goes on
  /// (experiment/intervention.h). Answers like open(); the issues say which of them cannot be read.
  std::string intervene(const std::string& experiment);

  /// What the interventions do is measured again with the weights of now in the next snapshot.
  /// While a run goes on, that happens after each validation.
  void measure_effect() { effect_.reset(); }

  /// Returns to iteration 0 and the weights of the beginning. Recorded changes stay
  /// and are replayed.
  void reset();

  /// Chooses the sample trial that snapshots show, also of experiments that are opened later. The
  /// index wraps around (training/take_snapshot.h).
  void select_trial(int index);

  /// Chooses whose weights snapshots, share(), weights(), weights_npz(), python(), table("trial"),
  /// analyse() and shown_checkpoint() are of: the best ones of the run or its last ones, those of
  /// now. What is trained is not touched. Answers whether these are shown: a run has no best
  /// weights before its third validation, and then shows its last ones. Another run begins with its
  /// last ones.
  bool show_best(bool best);

  /// All that a view may know, as the bytes of training/snapshot.h, with the losses from iteration
  /// `history_from` on.
  std::vector<std::uint8_t> snapshot(int history_from);

  /// How the network does in so many fresh trials (1 to 100 000), as the JSON of analysis/report.h:
  /// the curves that suit the task, with intervals, and the selectivity of units; with `activity`
  /// also their mean rates by condition. The run is not touched.
  std::string analyse(int trials, bool activity);

  /// How the network does it: fixed and slow points, spectra, principal components, task axes.
  /// `what` names what is wanted and under which input, "fixed_points@Stimulus:context=motion,pca",
  /// as analysis/network_report.h says, which also says what the JSON holds. What cannot be done is
  /// {ok: false, issues}. The run is not touched. Until open(), the points of the last times are
  /// kept (AnalysisMemory): about other weights, the search starts from them, too.
  std::string analyse(const std::string& what);

  /// The lesion atlas (analysis/lesion_atlas.h) in parts, so that who asks can show how far it is
  /// and stop: measures so many further parts. Answers {done, total, atlas}; `atlas` is null until
  /// all parts are measured, then the JSON of analysis/area_report.h. The run must not change in
  /// between: training, or another run, begins the atlas anew.
  std::string atlas(int parts);

  /// Evaluates checks of a lesson (lesson/predicate.h), a JSON list of at most 40 texts, against
  /// the run that is shown: the JSON of lesson/facts.h. What takes long is pending without
  /// `costly`.
  std::string check(const std::string& predicates, bool costly);

  /// {iteration, loss, accuracy, fingerprint, diverged_at, stage, stages, redraws, passed_at,
  /// best_iteration, best_accuracy, confirmed_accuracy, shown, diagnoses, curve}. `fingerprint` is
  /// eight hexadecimal digits. `loss` and the accuracies (0..1) are null before they are first
  /// measured. `diverged_at` is the iteration at which the loss or the gradient of the last step
  /// was not finite, so that the run went back to its last good state, or null. `passed_at` is the
  /// iteration at which the task was learnt, or null. `shown` is "last" or "best" (show_best).
  /// `diagnoses` is a list of {key, path, message, remedy}, of analysis/diagnosis.h. `curve` is a
  /// list of at most 61 pairs of an iteration and the accuracy that was measured there, for a small
  /// picture. experiment/course.h says what the others mean.
  std::string state();

  /// The run as bytes, from which restore() goes on to the same bits (training/checkpoint.h).
  std::vector<std::uint8_t> checkpoint() const;

  /// The same of the run whose weights are shown. Where these are the best ones, the run goes on
  /// from them: to the same bits as it did, unless it was restored after it had them; then its
  /// optimiser begins anew.
  std::vector<std::uint8_t> shown_checkpoint();

  /// Goes on with the run of a checkpoint. Answers like open(). With ok = false the issue says why
  /// the bytes are not a checkpoint, and the present run stays.
  std::string restore(const std::vector<std::uint8_t>& bytes);

  /// Goes back to where the run had its best weights (best_accuracy of state()), as it was then;
  /// what was changed since is forgotten. Answers like open(). With ok = false it had none since it
  /// was opened or restored, and it stays where it is.
  std::string return_to_best();

  /// The learning film (training/film.h): the iterations at which the weights are kept, as a JSON
  /// list.
  std::string film() const;

  /// A snapshot of the kept moment nearest to an iteration, without losses: its weights, trial and
  /// behaviour. snapshot() goes on to show the run. A moment that is shown stays at hand also when
  /// the film has thinned it out. Nothing is shown with a negative iteration, or without a film.
  std::vector<std::uint8_t> show_moment(int iteration);

  /// Begins a new run at the moment that is shown, with a fresh optimiser; what was changed from
  /// then on is forgotten. Answers like open(). With ok = false no moment is shown, and the run
  /// stays.
  std::string continue_from_moment();

  /// A kept moment as bytes for a storage, and back. `moment` is empty when none is kept at this
  /// iteration; `add_moment` answers what is wrong with the bytes, in a sentence, or nothing.
  std::vector<std::uint8_t> moment(int iteration) const;
  std::string add_moment(const std::vector<std::uint8_t>& bytes);

  /// The weights as a safetensors or an npz file with NN4N's names (training/weights.h).
  std::vector<std::uint8_t> weights();
  std::vector<std::uint8_t> weights_npz();

  /// A table as CSV text (training/tables.h): "curves", the loss and the accuracy over iterations,
  /// or "trial", the sample trial that snapshots show. Any other name gives an empty text.
  std::string table(const std::string& what);

  /// A Python program that rebuilds the network with NN4N on PyTorch (training/python_script.h):
  /// {program}, or {issue}, the sentence that says why there is none.
  std::string python();

  /// A link to hand on: {link, characters, bits, accuracy, copy_accuracy, shown, iteration}. `what`
  /// is "setup", the experiment alone; "run", the experiment and how many iterations to train; or
  /// "trained", with rounded weights (training/packed_weights.h), as few bits as lose less than one
  /// point. `bits` and the accuracies (0..1, of the network and of the copy, in the same fresh
  /// trials) are null without weights. `link` is a fragment without "#". `shown` says of which
  /// weights it is, "last" or "best", and `iteration` which iteration that was. `view` is what the
  /// sender looks at, as JSON (editing/view_state.h); a link with weights carries it.
  std::string share(const std::string& what, const std::string& view = "");

  /// Starts anew at iteration 0 with the weights of a file: one of weights() or weights_npz(), a
  /// checkpoint, a state_dict of NN4N, or the text of a link with weights (training/open_run.h).
  /// An experiment in the file is not looked at. Answers like open(); the issues say what was left
  /// out or moved. With ok = false the weights do not fit this experiment, and the present run
  /// stays. reset() returns to drawn weights.
  std::string set_weights(const std::vector<std::uint8_t>& bytes);

  /// What a file of a run or of weights holds, before it is taken: {ok, kind: "run" or "weights",
  /// experiment (JSON text), iteration, view, issues}. `view` is what the sender of a link looked
  /// at, JSON text, or empty. Weights without an experiment are examined for the
  /// one that is given as JSON. With ok = false the issues say why the bytes cannot be taken. The
  /// present run is not touched. A link with weights is such a file, too.
  static std::string examine(const std::vector<std::uint8_t>& bytes, const std::string& experiment);

  /// The areas, their units and the densities that were drawn, as structure/describe.h says.
  std::string structure() const;

  /// The most multiplications and additions that this thread can do, in billions per second. The
  /// measurement takes a tenth of a second.
  static double ceiling();

  /// The names that "preset:NAME" takes: [{key, label, help}].
  static std::string presets();

 private:
  void start(const Experiment& experiment);
  void begin();
  std::string document(bool ok, const Issues& issues) const;
  Trainer& shown();
  const InterventionEffect& effect_in(const Trainer& weights);

  std::unique_ptr<Trainer> trainer_;
  BestRun best_run_;
  Film film_;
  std::optional<Moment> moment_;  // of the film, that is shown
  bool show_best_ = false;
  std::unique_ptr<Trainer> best_;       // the run of the best weights, once they were to be shown
  std::unique_ptr<LesionAtlas> atlas_;  // as far as it is
  std::unique_ptr<AnalysisMemory> memory_;    // never null
  std::optional<InterventionEffect> effect_;  // as it was measured last
  std::size_t effect_validations_ = 0;        // that the run had had then
  std::vector<ShardSum> sums_;                // of the step that has begun
  int trial_ = 0;                             // the sample trial that snapshots show
  Workspace space_;                           // of snapshots; kept for its memory
};

}  // namespace nn4n
