// nn4n sweep: one experiment at all combinations of some settings and seeds, here or on a cluster.
#include "cli/sweep.h"

#include <cstdio>
#include <filesystem>
#include <mutex>

#include "base/text.h"
#include "cli/at_once.h"
#include "cli/command.h"
#include "cli/files.h"
#include "cli/interruption.h"
#include "codec/byte_view.h"
#include "codec/npz.h"
#include "sweep/job_list.h"

namespace nn4n {

namespace {

struct SweepCall {
  SweepSpec spec;
  std::string file;    // of the specification
  std::string folder;  // of the jobs
  std::string again;   // the options that a job of this sweep must be called with
};

std::string read_call(const Options& options, SweepCall& call) {
  if (options.alone().size() != 1) return "sweep needs the file of one specification";
  call.file = options.alone()[0];
  const auto content = read_file(call.file);
  if (!content) return "cannot read " + in_quotes(call.file);
  const std::filesystem::path path(call.file);
  const std::string beside = path.parent_path().empty() ? "" : path.parent_path().string() + "/";
  auto read = read_sweep(*content, options.values("--set"), opener_of(beside));
  if (auto* words = std::get_if<std::string>(&read)) return in_quotes(call.file) + ": " + *words;
  call.spec = std::move(std::get<SweepSpec>(read));
  call.folder = options.value("--out");
  if (call.folder.empty()) call.folder = beside + path.stem().string() + ".jobs";
  for (const std::string_view axis : options.values("--set"))
    call.again += " --set " + shell_word(axis);
  if (options.has("--out")) call.again += " --out " + shell_word(call.folder);
  if (options.has("--every")) call.again += " --every " + std::string(options.value("--every"));
  return {};
}

// ---------------------------------------------------------------------------------------------
// What the command does

int list(const SweepCall& call) {
  std::fputs(job_list(call.spec, call.file, call.again).c_str(), stdout);
  return kDone;
}

std::string make_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  return std::filesystem::is_directory(folder, error)
             ? ""
             : "cannot make the folder " + in_quotes(folder);
}

/// Runs these jobs, so many at a time, and says on stderr what becomes of each.
int run(const SweepCall& call, std::size_t first, std::size_t last, int at_once, double every_s) {
  if (const std::string error = make_folder(call.folder); !error.empty()) return bad_input(error);
  const Interruption interruption;
  const JobRules rules{.checkpoint_every_s = every_s,
                       .cut_off = [&](int) { return interruption.asked(); }};
  std::mutex telling;
  std::size_t ended = 0, failed = 0, cut_off = 0;
  for_each_at_once(static_cast<int>(last - first), at_once, [&](int k) {
    if (interruption.asked()) return;
    const std::size_t job = first + static_cast<std::size_t>(k);
    std::string words;
    const JobEnd end = run_job(call.spec, job, call.folder, rules, words);
    const std::lock_guard lock(telling);
    failed += end == JobEnd::failed;
    cut_off += end == JobEnd::cut_off;
    ++ended;
    std::fprintf(stderr, "nn4n: job %zu (%zu of %zu)%s: %s\n", job + 1, ended, last - first,
                 end == JobEnd::was_done ? " was done before" : "", words.c_str());
  });
  if (interruption.asked()) {
    std::fprintf(stderr, "nn4n: interrupted; the same command goes on from here\n");
    return kFailed;
  }
  return failed + cut_off > 0 ? kFailed : kDone;
}

int collect(const SweepCall& call, const std::string& path) {
  std::size_t missing = 0;
  const std::string table = sweep_csv(call.spec, call.folder, missing);
  const bool written =
      path.ends_with(".npz")
          ? write_file(path, view_as_text(to_npz(sweep_arrays(call.spec, call.folder))))
          : write_file(path, table);
  if (!written) return bad_input("cannot write " + in_quotes(path));
  if (missing == 0) return kDone;
  std::fprintf(stderr, "nn4n: %zu of %zu jobs are not done\n", missing, call.spec.jobs());
  return kFailed;
}

int sweep(const Options& options) {
  SweepCall call;
  if (const std::string error = read_call(options, call); !error.empty()) return bad_input(error);
  const int asked = options.has("--list") + options.has("--run") + options.has("--job") +
                    options.has("--collect");
  if (asked != 1) return bad_input("sweep needs one of --list, --run, --job and --collect");
  if (options.has("--list")) return list(call);
  if (options.has("--collect")) return collect(call, std::string(options.value("--collect")));
  const double every_s = options.number("--every");
  if (options.has("--run")) {
    return run(call, 0, call.spec.jobs(), static_cast<int>(options.number("--jobs")), every_s);
  }
  const auto job = static_cast<std::size_t>(options.number("--job"));
  if (job > call.spec.jobs()) {
    return bad_input("there is no job " + std::to_string(job) + "; the sweep has " +
                     std::to_string(call.spec.jobs()));
  }
  return run(call, job - 1, job, 1, every_s);
}

const RegisteredCommand sweep_command(
    {.name = "sweep",
     .forms = {"SPEC.json --list", "SPEC.json --run", "SPEC.json --job K",
               "SPEC.json --collect FILE"},
     .summary = "Trains an experiment at all combinations of some settings and seeds.",
     .details =
         "SPEC.json is {\"experiment\": EXPERIMENT, \"iterations\": 600, \"axes\": {\"PATH\": "
         "[VALUE, ...]}, \"seeds\": 4}. Each combination is a job with a number. A job that is cut "
         "off goes on from its checkpoint, to the same bits, when it is called again; a job that "
         "is done is not run again, and nothing is overwritten. So the lines of --list may run in "
         "any order, on any machine that sees the folder, and more than once.",
     .options =
         {{.name = "--list",
           .help = "Prints a line for each job: the command that runs it, and its link behind a #. "
                   "The lines are for a shell, for GNU parallel, or for a Slurm array."},
          {.name = "--run", .help = "Runs all jobs here, and says what becomes of each."},
          {.name = "--job",
           .placeholder = "K",
           .fallback = "1",
           .range = {{1, double{kMostJobs}}},
           .help = "Runs job K alone."},
          {.name = "--collect",
           .placeholder = "FILE",
           .otherwise = "no file",
           .help = "Writes the results of the jobs that are done as a table (FILE.csv) or as "
                   "arrays with an axis for each axis of the sweep (FILE.npz). The exit code is 1 "
                   "while jobs are missing."},
          {.name = "--set",
           .placeholder = "PATH=VALUES",
           .otherwise = "the axes of the specification",
           .help = "A further axis, or other values of one: 16,32,64, or the range 1..10, or "
                   "0.1..0.5/5 for five numbers at equal distances. May be given several times."},
          {.name = "--out",
           .placeholder = "FOLDER",
           .otherwise = "SPEC.jobs beside SPEC.json",
           .help = "The folder of the checkpoints and results."},
          {.name = "--jobs",
           .placeholder = "N",
           .fallback = "256",
           .range = {{1, 256}},
           .help = "At most so many jobs run at a time; never more than the machine has cores."},
          {.name = "--every",
           .placeholder = "S",
           .fallback = "20",
           .range = {{0, 3600, false}},
           .help = "Each job writes its checkpoint every S seconds."}},
     .run = sweep});

}  // namespace

}  // namespace nn4n
