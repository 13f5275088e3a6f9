#include <cstdio>

#include "base/text.h"
#include "cli/options.h"

namespace {

constexpr std::string_view kUsage =
    R"(nn4n: multi-area excitatory/inhibitory RNNs that learn cognitive tasks

nn4n train EXPERIMENT [--iterations K] [--seed S] [--weights FILE]
           [--out FILE] [--checkpoint FILE] [--log FILE.csv]
nn4n train --resume FILE [--iterations K] [--out FILE] [--checkpoint FILE] [--log FILE.csv]
    Trains to iteration K (1000 unless told otherwise). EXPERIMENT is a JSON file, a link of the
    playground, or preset:NAME. --weights starts from the weights of a safetensors file: one of
    --out, a checkpoint, or a state_dict of NN4N. --resume goes on with the run of a checkpoint,
    to the same bits as if it had not been interrupted.
    --out writes the weights: as safetensors with NN4N's names when FILE ends in .safetensors,
    else the experiment and the weights as JSON. --checkpoint writes the run, --log the learning
    curve. The last line of the output is a JSON object with the result.
nn4n analyse EXPERIMENT [--seed S] [--weights FILE] [--trials K] [--json] [--activity]
nn4n analyse --resume FILE [--trials K] [--json] [--activity]
    How the network does in K fresh trials (2000): the psychometric curve with slope, bias and
    threshold and their 95 % intervals, reaction times, produced intervals, which choice for which,
    accuracy by condition, and how selective units are; what fits the task. --activity adds, to the
    JSON, mean rates of the units for each kind of trial.
nn4n verify FILE.json...
    Compares the engine with recorded results of NN4N; exit code 1 when anything differs.
nn4n describe [--json]
    Every field, task and loss term with unit, range and default, as Markdown or JSON.
nn4n describe --nn4n [--json]
    For every keyword and method of NN4N 1.0.3 and 1.2.0, what does it here.
nn4n describe EXPERIMENT
    The areas of an experiment as JSON: which units are excitatory, get input, are read, and the
    densities that were drawn.
nn4n bench [--json] [--quick] [--size N,B,T] [--structure NAME] [--density D] [--rounds R]
    Times the training step, beside what the processor can do at all. N units, B trials, T steps;
    NAME is dense, E/I, area-sparse or element-sparse; D is the density of the sparse ones.
nn4n bench --long [--json]
    Times 20,000 steps of a task with long delays: none should be slower than the first ones.
nn4n import FILE [--out EXPERIMENT.json]
    Makes an experiment of a file of trials: an npz with the arrays inputs and targets (trials x
    steps x channels) and mask, or CSV with the columns trial, step, in_NAME, target_NAME, mask.
    train takes such a file as it is; the JSON is where the network and the judge can be changed.
nn4n learnability EXPERIMENT [TASK...] [--seeds K] [--first-seed S] [--iterations K]
           [--set PAIRS] [--json]
    Trains the network of an experiment on each TASK (all of them unless named) from K seeds (10),
    each run to where it has learnt or to iteration K (3000), and prints a table. A task brings its
    noise, time constants and curriculum; --set 'path=value&path=value' overrules them. Exit code
    1 when a run has not learnt.
nn4n reproduce [NAME...] [--full] [--seeds K] [--json]
    Trains the presets that are published networks, each from K seeds (10, of one 60), two runs at a
    time, and prints what the source reports beside what was reached. NAME is a preset; without one
    all but those that take long, with --full these as well. Exit code 1 when a result does not hold.

Exit codes: 0 done, 1 something did not hold, 2 bad input.
)";

struct Command {
  std::string_view name;
  int (*run)(const nn4n::Words& arguments);
};

constexpr Command kCommands[] = {
    {"train", nn4n::train},
    {"analyse", nn4n::analyse},
    {"verify", nn4n::verify},
    {"describe", nn4n::describe},
    {"bench", nn4n::bench},
    {"import", nn4n::import_file},
    {"learnability", nn4n::learnability},
    {"reproduce", nn4n::reproduce},
};

int usage() {
  std::fputs(kUsage.data(), stdout);
  return nn4n::kDone;
}

}  // namespace

int main(int count, char** words) {
  const nn4n::Words arguments(words + (count > 0 ? 1 : 0), words + count);
  if (arguments.empty()) return usage();
  for (const std::string_view word : arguments) {
    if (word == "--help" || word == "-h") return usage();
  }
  std::vector<std::string> names;
  for (const Command& command : kCommands) {
    if (command.name == arguments[0]) return command.run({arguments.begin() + 1, arguments.end()});
    names.emplace_back(command.name);
  }
  return nn4n::bad_input("there is no command " + nn4n::printable(arguments[0]) +
                         "; known: " + nn4n::join(names));
}
