// nn4n link: the link that opens an experiment, or a trained network, in the playground.
#include <cstdio>

#include "cli/command.h"
#include "cli/start_run.h"
#include "codec/share_link.h"
#include "training/packed_weights.h"

namespace nn4n {

namespace {

/// What a shared copy is worth goes to stderr, so that stdout is the link alone.
std::string trained_link(Trainer& trainer, std::optional<int> bits) {
  const SharedCopy copy = shared_copy(trainer, bits);
  const std::string link = to_link(trainer.experiment(), {copy.weights, trainer.iteration(), ""});
  std::fprintf(stderr,
               "%zu characters, weights of %d bits; accuracy %.1f %%, of the copy %.1f %% in the "
               "same trials\n",
               link.size(), copy.bits, 100 * copy.accuracy, 100 * copy.copy_accuracy);
  return link;
}

int print_link(const Options& options) {
  std::optional<Trainer> trainer;
  if (const std::string error = start_run("link", options, trainer); !error.empty())
    return bad_input(error);
  if (options.has("--bits") && !options.has("--trained"))
    return bad_input("--bits is about weights; give --trained as well");
  const std::optional<double> bits = options.given_number("--bits");
  const std::string link =
      options.has("--trained")
          ? trained_link(*trainer, bits ? std::optional(static_cast<int>(*bits)) : std::nullopt)
          : to_link(trainer->experiment());
  if (link.size() > kMaxLink) {
    return bad_input("the link has " + std::to_string(link.size()) + " characters; allowed up to " +
                     std::to_string(kMaxLink) + ". Hand on a file instead");
  }
  std::printf("%s\n", link.c_str());
  return kDone;
}

const RegisteredCommand link_command(
    {.name = "link",
     .forms = {"EXPERIMENT", "--resume FILE"},
     .summary = "Prints the link that opens an experiment or a trained network.",
     .details = "The link stands after the # of the playground's address. EXPERIMENT may also be a "
                "file of weights, a checkpoint or another link.",
     .options = {{.name = "--trained",
                  .help = "The link carries the weights, rounded to as few bits as lose less than "
                          "one point of accuracy. What the copy is worth is said on stderr."},
                 {.name = "--bits",
                  .placeholder = "B",
                  .otherwise = "as few as lose less than one point",
                  .range = {{2, kMostBits}},
                  .help = "Every weight is rounded to so many bits."},
                 seed_option(),
                 weights_option(),
                 resume_option()},
     .run = print_link});

}  // namespace

}  // namespace nn4n
