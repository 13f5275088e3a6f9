// nn4n train EXPERIMENT [--iterations K] [--seed S] [--out FILE] [--log FILE.csv]
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <cstdio>

#include "cli/files.h"
#include "cli/open_experiment.h"
#include "cli/options.h"
#include "cli/weights_file.h"
#include "codec/json_value.h"

namespace nn4n {

namespace {

constexpr int kIterations = 1000;

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

struct Job {
  Experiment experiment;
  int iterations = kIterations;
  std::string out;
  std::string log;
};

std::string read_job(const Words& arguments, Job& job) {
  Options options;
  std::string error =
      options.parse(arguments, {{"--iterations"}, {"--seed"}, {"--out"}, {"--log"}});
  if (!error.empty()) return error;
  if (options.alone().size() != 1) {
    return "train needs one experiment: a JSON file, a link, or preset:NAME";
  }
  const auto iterations = options.whole_number("--iterations", 0, 1e8, error);
  const auto seed = options.whole_number("--seed", 0, 4294967295.0, error);
  if (!error.empty()) return error;
  error = open_experiment(options.alone()[0], job.experiment);
  if (iterations) job.iterations = static_cast<int>(*iterations);
  if (seed) job.experiment.seed = static_cast<std::uint32_t>(*seed);
  job.out = options.value("--out");
  job.log = options.value("--log");
  return error;
}

/// Tells a person at a terminal once a second how it goes, a log file every half minute.
class Progress {
 public:
  explicit Progress(int iterations) : iterations_(iterations) {}

  void show(const Trainer& trainer) {
    if (seconds_since(last_) < (terminal_ ? 1 : 30)) return;
    last_ = Clock::now();
    const double rate = trainer.iteration() / seconds_since(start_);
    std::fprintf(stderr, "%siteration %d of %d, loss %.4f, accuracy %.1f %%, %.0f per second%s",
                 terminal_ ? "\r\033[K" : "", trainer.iteration(), iterations_, trainer.loss(),
                 100 * trainer.accuracy(), rate, terminal_ ? "" : "\n");
    std::fflush(stderr);
    shown_ = true;
  }
  ~Progress() {
    if (terminal_ && shown_) std::fputs("\r\033[K", stderr);
  }
  double seconds() const { return seconds_since(start_); }

 private:
  int iterations_;
  bool terminal_ = isatty(2) != 0;
  bool shown_ = false;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_ = start_;
};

/// iteration,loss,accuracy: one line per iteration, accuracy only where it was measured.
std::string log_of(const Trainer& trainer) {
  std::string text = "iteration,loss,accuracy\n";
  const std::vector<Validation>& validations = trainer.validations();
  std::size_t next = 0;
  int iteration = 0;
  for (const float loss : trainer.loss_history()) {
    ++iteration;
    text += std::to_string(iteration) + "," + shortest(as_typed(loss)) + ",";
    while (next < validations.size() && validations[next].iteration < iteration) ++next;
    if (next < validations.size() && validations[next].iteration == iteration) {
      text += shortest(as_typed(validations[next].accuracy));
    }
    text += "\n";
  }
  return text;
}

void print_result(const Trainer& trainer, double seconds) {
  JsonValue result = JsonValue::object();
  result.add("iterations", trainer.iteration());
  result.add("loss", trainer.loss());
  result.add("accuracy", trainer.accuracy());
  result.add("seconds", std::round(seconds * 1000) / 1000);
  result.add("fingerprint", hexadecimal(trainer.fingerprint()));
  std::printf("%s\n", print_json(result, Layout::compact).c_str());
}

/// Writes what was asked for; the name of the file that could not be written, or nothing.
std::string write_files(const Job& job, const Trainer& trainer) {
  if (!job.out.empty() && !write_file(job.out, weights_file(trainer))) return job.out;
  if (!job.log.empty() && !write_file(job.log, log_of(trainer))) return job.log;
  return {};
}

}  // namespace

int train(const Words& arguments) {
  Job job;
  if (const std::string error = read_job(arguments, job); !error.empty()) return bad_input(error);
  Trainer trainer(job.experiment);
  std::optional<int> diverged;
  double seconds = 0;
  {
    Progress progress(job.iterations);
    while (trainer.iteration() < job.iterations && !diverged) {
      trainer.step();
      diverged = trainer.diverged_at();
      progress.show(trainer);
    }
    seconds = progress.seconds();
  }
  if (diverged) {
    std::fprintf(stderr, "nn4n: the loss became infinite at iteration %d; this is iteration %d\n",
                 *diverged, trainer.iteration());
  }
  const std::string unwritten = write_files(job, trainer);
  print_result(trainer, seconds);
  if (!unwritten.empty()) return bad_input("cannot write " + in_quotes(unwritten));
  return diverged ? kFailed : kDone;
}

}  // namespace nn4n
