// nn4n train: trains a network, and writes weights, the run and the learning curve.
#include <unistd.h>

#include <cmath>
#include <cstdio>

#include "analysis/diagnosis.h"
#include "base/measured.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/files.h"
#include "cli/interruption.h"
#include "cli/start_run.h"
#include "codec/byte_view.h"
#include "codec/json_value.h"
#include "codec/npz.h"
#include "training/best_run.h"
#include "training/checkpoint.h"
#include "training/tables.h"
#include "training/take_snapshot.h"
#include "training/weights.h"
#include "training/weights_file.h"

namespace nn4n {

namespace {

struct Job {
  std::optional<Trainer> trainer;  ///< as it is before the first step
  bool best = false;               ///< the files are of the best weights
  BestRun best_run;
  int iterations = 0;
  std::string out;
  std::string checkpoint;
  std::string log;
};

std::string read_job(const Options& options, Job& job) {
  job.iterations = static_cast<int>(options.number("--iterations"));
  job.out = options.value("--out");
  job.checkpoint = options.value("--checkpoint");
  job.log = options.value("--log");
  job.best = options.has("--best");
  if (job.best && job.out.empty() && job.checkpoint.empty())
    return "--best is for the files that --out and --checkpoint write; give one of them as well";
  if (std::string error = start_run("train", options, job.trainer); !error.empty()) return error;
  return options.has("--with") ? train_with(options, *job.trainer) : "";
}

/// Files that cannot be written are better known before hours of training than after them.
std::string unwritable_among(const Job& job) {
  for (const std::string* path : {&job.out, &job.checkpoint, &job.log})
    if (!path->empty() && !can_write(*path)) return *path;
  return {};
}

/// Tells how training goes: a person at a terminal once a second, a log file every half minute.
class ProgressLine {
 public:
  ProgressLine(int first, int iterations) : first_(first), iterations_(iterations) {}

  void show(const Trainer& trainer) {
    if (seconds_since(last_) < (terminal_ ? 1 : 30)) return;
    last_ = Clock::now();
    const double rate = (trainer.iteration() - first_) / seconds_since(start_);
    std::fprintf(stderr, "%siteration %d of %d, loss %.4f, accuracy %.1f %%, %.0f per second%s",
                 terminal_ ? "\r\033[K" : "", trainer.iteration(), iterations_, trainer.loss(),
                 100 * trainer.accuracy(), rate, terminal_ ? "" : "\n");
    std::fflush(stderr);
    shown_ = true;
  }
  ~ProgressLine() {
    if (terminal_ && shown_) std::fputs("\r\033[K", stderr);
  }
  double seconds() const { return seconds_since(start_); }

 private:
  int first_;  // the iteration at which this call took over
  int iterations_;
  bool terminal_ = isatty(2) != 0;
  bool shown_ = false;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_ = start_;
};

JsonValue number_or_null(bool known, double number) {
  return known ? JsonValue(number) : JsonValue();
}

/// Says in sentences what keeps the network from learning. Returns the keys, as a list.
JsonValue print_diagnoses(const Trainer& trainer) {
  JsonValue keys = JsonValue::list();
  for (const Diagnosis& diagnosis : diagnose(trainer.in_force(), measures_of(trainer))) {
    std::fprintf(stderr, "nn4n: %s %s\n", diagnosis.message.c_str(), diagnosis.remedy.c_str());
    keys.add(diagnosis.key);
  }
  return keys;
}

void print_result(Trainer& trainer, double seconds, bool with_best) {
  trainer.confirm();
  const BestWeights& best = trainer.best();
  JsonValue result = JsonValue::object();
  result.add("iterations", trainer.iteration());
  result.add("loss", decimal_of(static_cast<float>(trainer.loss())));
  result.add("accuracy", decimal_of(static_cast<float>(trainer.accuracy())));
  result.add("passed_at", number_or_null(trainer.passed_at() > 0, trainer.passed_at()));
  result.add("best_accuracy", number_or_null(best.iteration > 0, best.accuracy));
  result.add("confirmed_accuracy", number_or_null(best.iteration > 0, best.confirmed));
  result.add("stage", trainer.stage());
  result.add("stages", trainer.stages());
  result.add("redraws", trainer.redraws());
  result.add("seconds", std::round(seconds * 1000) / 1000);
  result.add("fingerprint", hexadecimal(trainer.fingerprint()));
  result.add("diagnoses", print_diagnoses(trainer));
  if (with_best) result.add("best_iteration", number_or_null(best.iteration > 0, best.iteration));
  std::printf("%s\n", print_json(result, Layout::compact).c_str());
}

/// Writes the weights in the form that the name of the file asks for.
bool write_weights(const std::string& path, const Trainer& trainer) {
  if (path.ends_with(".npz")) return write_file(path, view_as_text(to_npz(npz_arrays_of(trainer))));
  if (!path.ends_with(".safetensors")) return write_file(path, weights_file(trainer));
  return write_file(path, view_as_text(to_safetensors(weights_of(trainer))));
}

/// The run that the files are of: the best weights where they were asked for and there are some.
/// What is not as it was asked for is said on stderr.
Trainer run_to_write(Job& job) {
  Trainer& trainer = *job.trainer;
  if (!job.best) return trainer;
  trainer.confirm();
  std::optional<Trainer> best = job.best_run.back(trainer.experiment());
  if (!best) {
    best = with_best_weights(trainer);
    if (best && !job.checkpoint.empty()) {
      std::fprintf(
          stderr,
          "nn4n: the best weights are older than this part of the run, so the optimiser of "
          "the checkpoint begins anew\n");
    }
  }
  if (!best) {
    std::fprintf(stderr,
                 "nn4n: a run has no best weights before its third validation; the last ones are "
                 "written\n");
    return trainer;
  }
  best->confirm();
  return *best;
}

/// Writes the files that were asked for, each whatever becomes of the others. Returns the names of
/// those that could not be written.
std::vector<std::string> write_files(Job& job) {
  if (job.out.empty() && job.checkpoint.empty() && job.log.empty()) return {};
  const Trainer trainer = run_to_write(job);
  std::vector<std::string> unwritten;
  const auto write = [&](const std::string& path, const auto& content) {
    if (!path.empty() && !content()) unwritten.push_back(in_quotes(path));
  };
  write(job.checkpoint,
        [&] { return write_file(job.checkpoint, view_as_text(to_checkpoint(trainer))); });
  write(job.out, [&] { return write_weights(job.out, trainer); });
  write(job.log, [&] { return write_file(job.log, learning_curve_csv(*job.trainer)); });
  return unwritten;
}

int train(const Options& options) {
  Job job;
  if (const std::string error = read_job(options, job); !error.empty()) return bad_input(error);
  if (const std::string path = unwritable_among(job); !path.empty())
    return bad_input("cannot write " + in_quotes(path) + "; nothing was trained");
  Trainer& trainer = *job.trainer;
  const Interruption interruption;
  std::optional<int> diverged;
  double seconds = 0;
  {
    ProgressLine progress(trainer.iteration(), job.iterations);
    while (trainer.iteration() < job.iterations && !diverged && !trainer.done() &&
           !interruption.asked()) {
      trainer.step();
      if (job.best) job.best_run.look_at(trainer);
      diverged = trainer.diverged_at();
      progress.show(trainer);
    }
    seconds = progress.seconds();
  }
  if (diverged) {
    std::fprintf(stderr, "nn4n: the loss became infinite at iteration %d; this is iteration %d\n",
                 *diverged, trainer.iteration());
  }
  if (interruption.asked())
    std::fprintf(stderr, "nn4n: interrupted; this is iteration %d\n", trainer.iteration());
  const std::vector<std::string> unwritten = write_files(job);
  print_result(trainer, seconds, job.best);
  if (!unwritten.empty()) return bad_input("cannot write " + join(unwritten));
  return diverged || interruption.asked() ? kFailed : kDone;
}

const RegisteredCommand train_command(
    {.name = "train",
     .forms = {"EXPERIMENT", "--resume FILE"},
     .summary = "Trains a network and prints the result as a line of JSON.",
     .details =
         "EXPERIMENT is a JSON file, a link of the playground, preset:NAME, or a file of "
         "trials (npz or CSV). The last line of the output is a JSON object: iterations, loss, "
         "accuracy, the iteration at which the task was learnt, a fingerprint of the weights, and "
         "the keys of what keeps the network from learning, which is also said in sentences. The "
         "exit code is 1 when the loss became infinite.",
     .options =
         {{.name = "--iterations",
           .placeholder = "K",
           .fallback = "1000",
           .range = {{0, 1e8}},
           .help = "Training goes on to iteration K, or ends before where the experiment says "
                   "so."},
          seed_option(),
          weights_option(),
          resume_option(),
          train_with_option(),
          {.name = "--out",
           .placeholder = "FILE",
           .otherwise = "no file",
           .help = "The weights are written to this file: with NN4N's names as safetensors or "
                   "npz when its name ends in .safetensors or .npz, else as JSON together with "
                   "the experiment."},
          {.name = "--checkpoint",
           .placeholder = "FILE",
           .otherwise = "no file",
           .help = "The run is written to this file, for --resume."},
          best_option(
              "What --out and --checkpoint write are the best weights of the run instead of its "
              "last ones: those after the three validations with the highest mean accuracy. A "
              "checkpoint of "
              "them goes on as the run did from there."),
          {.name = "--log",
           .placeholder = "FILE.csv",
           .otherwise = "no file",
           .help = "The learning curve is written to this file: iteration, loss, accuracy."}},
     .run = train});

}  // namespace

}  // namespace nn4n
