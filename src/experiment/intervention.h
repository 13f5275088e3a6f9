// What a person does to a network to find out how it works: silence units, hold their rates, add
// current or noise, lesion them, scale a projection.
//
// An intervention is a short text, the same in the page, in links, files and on the command line:
//
//   silence:Decision/I@Stimulus          rates are 0 during the epoch
//   clamp:Decision/E/1-4=0.5             rates are held at a value
//   excite:Sensory/E=0.2@200..400        a current is added, from 200 ms to 400 ms of the trial
//   noise:Decision=0.3                   recurrent noise σ is added
//   lesion:Decision/E/3                  the unit is gone, also from training
//   scale:Sensory>Decision=0.5           synapses are multiplied
//   set:Sensory/E/2>Decision/E/9=0       synapses get this weight
//   freeze:Decision                      what the units receive by does not learn
//   freeze:Sensory>Decision              these synapses do not learn
//
//   UNITS   AREA [/E or /I] [/NUMBERS]   NUMBERS: 3 or 1-4 or 1,4,9; counted from 1 within area and
//                                        sign, as units are named ("Decision E 9")
//   AREA    its name, or area1, area2, … by its place
//   WINDOW  an epoch by its name, or FROM..TO in ms; without it: throughout the trial
//
// Interventions are part of the experiment. They act on everything that is looked at: behaviour,
// sample trial, analyses. Validations and training are of the intact network, except from an
// iteration that an intervention names (`trained_from`), such as a lesion during learning. A freeze
// acts in training alone: it changes no rate.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/declare.h"

namespace nn4n {

struct Network;

inline constexpr std::size_t kMaxInterventions = 32;

struct Intervention {
  std::string act;
  bool on = true;
  int trained_from = -1;
  int trained_until = -1;
  bool operator==(const Intervention&) const = default;
};
template <>
struct Fields<Intervention> {
  static constexpr std::string_view name = "intervention";
  static constexpr std::array list{
      field<&Intervention::act>(
          "act", {.label = "What is done",
                  .max_size = 160,
                  .effect = Effect::none,
                  .help = "Such as silence:Decision/I@Stimulus; nn4n describe lists all of them."}),
      field<&Intervention::on>(
          "on", {.label = "On",
                 .effect = Effect::none,
                 .help = "On: behaviour, sample trial and analyses are those of the network with "
                         "this intervention."}),
      field<&Intervention::trained_from>(
          "trained_from",
          {.label = "Trained with from",
           .unit = "iteration",
           .min = -1,
           .max = 1e8,
           .effect = Effect::none,
           .help = "From this iteration on, training and validation go on with the intervention; "
                   "-1 = they are those of the intact network."}),
      field<&Intervention::trained_until>(
          "trained_until", {.label = "Trained with until",
                            .unit = "iteration",
                            .min = -1,
                            .max = 1e8,
                            .effect = Effect::none,
                            .help = "From this iteration on, training goes on without the "
                                    "intervention again; -1 = it stays."})};
};

/// Does training go on with it while this iteration runs?
bool acts_in_training(const Intervention& intervention, int iteration);
/// Leaves those with which training goes on.
void keep_trained(std::vector<Intervention>& list, int iteration);
/// Leaves those that are on, and those with which training goes on, without those that change no
/// rate.
void keep_looked_at(std::vector<Intervention>& list, int iteration);

enum class ActKind { silence, clamp, excite, noise, lesion, scale, set, freeze };

/// What an act may name.
enum class ActsOn { units, synapses, either };

struct ActWords {
  std::string_view key;
  std::string_view label;  ///< "Silence"
  std::string_view form;   ///< what stands after the key
  std::string_view help;   ///< a sentence
  ActsOn on = ActsOn::units;
  bool learning = false;        ///< it changes what training does, and no rate
  std::string_view lasts = {};  ///< why it has no window, a sentence; empty = it may have one
  bool value = false;           ///< it takes a value
  double least = 0, most = 0;
  double usual = 0;              ///< the value that a page offers
  std::string_view symbol = {};  ///< of the value: "rate", "I", "σ"
};
/// In the order of ActKind.
const ActWords& words_of(ActKind kind);
std::optional<ActKind> act_named(std::string_view key);
inline constexpr int kActKinds = 8;

/// Some units of one area.
struct UnitsNamed {
  std::size_t area = 0;
  int sign = 0;              ///< +1 E, −1 I, 0 both
  std::vector<int> numbers;  ///< from 1 within area and sign, ascending; empty = all
  bool operator==(const UnitsNamed&) const = default;
};

/// When it acts, in every trial.
struct ActWindow {
  std::string epoch;                     ///< empty = not an epoch
  std::optional<double> from_ms, to_ms;  ///< since the start of the trial
  bool throughout() const { return epoch.empty() && !from_ms; }
  bool operator==(const ActWindow&) const = default;
};

/// An intervention as it was read.
struct Act {
  ActKind kind = ActKind::silence;
  UnitsNamed units;                ///< of synapses: where they come from
  std::optional<UnitsNamed> into;  ///< of synapses: where they go to; empty = it acts on units
  double value = 0;
  ActWindow window;
  bool operator==(const Act&) const = default;
};

/// Reads the text for a network, or says in a sentence without its full stop what is wrong with it.
std::variant<Act, std::string> read_act(std::string_view text, const Network& network);

/// Do two names of epochs mean the same? Letters may be large or small, and a _ is a space.
bool same_epoch(std::string_view a, std::string_view b);

/// The text that reads back to the same.
std::string to_text(const Act& act, const Network& network);

/// "Silence Decision I, units 1 to 4, during Stimulus": for lists, without a full stop.
std::string describe(const Act& act, const Network& network);

/// The units of an area that have this sign (0 = all), as numbers from its first unit on,
/// ascending.
std::vector<int> units_with_sign(const Network& network, std::size_t area, int sign);
/// The units that are named, as numbers from the area's first unit on, ascending.
std::vector<int> units_of(const UnitsNamed& named, const Network& network);

/// The same as numbers from the network's first unit on.
std::vector<int> network_units(const UnitsNamed& named, const Network& network);

}  // namespace nn4n
