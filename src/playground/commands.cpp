#include "playground/commands.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "codec/content_kind.h"
#include "codec/json.h"
#include "codec/open.h"
#include "editing/masks_by_hand.h"

namespace nn4n::playground {

namespace {

/// Files come as text, and a data URL of the longest one has a third more characters than bytes.
constexpr JsonLimits kLongestArgument{.bytes = 32 * 1024 * 1024};

/// What a command takes.
struct Argument {
  enum class Kind {
    nothing,
    whole,   ///< a whole number from `least` to `most`
    number,  ///< any number from `least` to `most`
    text,
    values,  ///< an object of paths and values
    file     ///< an object with a text, the file's own or a data URL of its bytes
  } kind;
  std::string_view words;  ///< they follow "run takes "
  bool optional = false;   ///< nothing at all will do as well
  double least = 0, most = 1e9;
};

/// The argument of a command, as it was written and as it was read.
struct Given {
  std::string_view json;
  const JsonValue& value;
};

struct Command {
  std::string_view name;
  Argument argument;
  std::string_view does;            ///< a sentence
  Asked (*ask)(const Given&) = {};  ///< null: the browser performs it
};

Asked refused(std::string message) { return {std::nullopt, {{"", std::move(message)}}}; }

/// The edit that takes no argument.
template <class E>
Asked plain(const Given&) {
  return {E{}, {}};
}

/// The edit whose only member is a path.
template <class E>
Asked of_path(const Given& given) {
  return {E{given.value.text}, {}};
}

int whole(const Given& given) { return static_cast<int>(given.value.number); }

Asked asked_run(const Given& given) {
  if (given.value.is(JsonKind::null)) return {RunFor{}, {}};
  return {RunFor{whole(given)}, {}};
}

/// {"experiment": "{…}", "iteration": 300, "weights_only": false}; the browser has examined the run
/// that this speaks of, and hands its bytes to the worker.
Asked asked_take_run(const Given& given) {
  const JsonValue* text = given.value.find("experiment");
  const JsonValue* iteration = given.value.find("iteration");
  const JsonValue* weights = given.value.find("weights_only");
  if (!text || !text->is(JsonKind::text) || !iteration || !iteration->is(JsonKind::number))
    return refused("A run needs an experiment and the iteration that it has reached.");
  Reading reading = read_json(text->text);
  if (!reading.readable) return refused(complaint_alone(reading.issues.front().message));
  const double most = std::numeric_limits<int>::max();
  return {TakeRun{std::move(reading.experiment),
                  static_cast<int>(std::clamp(std::floor(iteration->number), 0.0, most)),
                  weights && weights->is(JsonKind::boolean) && weights->boolean},
          {}};
}

Asked asked_open(const Given& given) {
  Reading reading = read_any(given.value.text);
  const int goal = reading.carried.iterations;
  return {Replace{std::move(reading.experiment), std::move(reading.issues),
                  goal > 0 ? std::optional(goal) : std::nullopt},
          {}};
}

Asked asked_show(const Given& given) {
  const std::string& which = given.value.text;
  if (which == "last" || which == "best") return {ShowBest{which == "best"}, {}};
  return refused("show takes \"last\" or \"best\"; found " + in_quotes(which) + ".");
}

std::string bytes_in(const Given& given) { return bytes_of_text(given.value.find("text")->text); }

/// {"unit": 12}, {"area": 1}, {"area": 1, "sign": -1}, or a projection: {"area": 0, "sign": 1,
/// "to_area": 1, "to_sign": 1}
Asked asked_select(const Given& given) {
  if (given.value.is(JsonKind::null)) return {Select{}, {}};
  const auto whole_of = [&](const char* key) -> std::optional<int> {
    const JsonValue* value = given.value.find(key);
    const bool fits = value && value->is(JsonKind::number) && std::fabs(value->number) <= 1e6;
    return fits ? std::optional(static_cast<int>(std::floor(value->number))) : std::nullopt;
  };
  const auto unit = whole_of("unit"), area = whole_of("area"), sign = whole_of("sign");
  const auto to_area = whole_of("to_area"), to_sign = whole_of("to_sign");
  if (unit) return {Select{selected_unit(*unit)}, {}};
  if (area && sign && to_area && to_sign)
    return {Select{selected_projection(*area, *sign, *to_area, *to_sign)}, {}};
  if (area && sign) return {Select{selected_group(*area, *sign)}, {}};
  if (area) return {Select{selected_area(*area)}, {}};
  return refused(
      "A selection names a unit, an area, an area and a sign, or a projection with its "
      "area, sign, to_area and to_sign.");
}

/// {"text": "0,1\n1,0", "layer": "recurrent_weights"}; without a layer the one with its shape.
Asked asked_mask(const Given& given) {
  const JsonValue* layer = given.value.find("layer");
  if (!layer || layer->is(JsonKind::null)) return {ReadMask{bytes_in(given), std::nullopt}, {}};
  const auto named = layer->is(JsonKind::text) ? layer_with_key(layer->text) : std::nullopt;
  if (named) return {ReadMask{bytes_in(given), named}, {}};
  std::vector<std::string> known;
  for (const MaskLayer each : {MaskLayer::input, MaskLayer::recurrent, MaskLayer::readout})
    known.emplace_back(key_of(each));
  return refused("There is no layer " + print_json(*layer, Layout::compact) + "; known are " +
                 join(known) + ".");
}

/// Unlike the address of the page, a file that cannot be read does not open the default experiment:
/// that is not what a person wants who opens a file over their work.
Asked asked_experiment(std::string_view text) {
  Reading reading = read_any(text);
  if (!reading.readable) return {RefuseFile{complaint_alone(reading.issues.front().message)}, {}};
  return {Replace{std::move(reading.experiment), std::move(reading.issues)}, {}};
}

/// Whatever file was dropped.
Asked asked_any_file(std::string bytes) {
  switch (content_kind(bytes)) {
    case ContentKind::experiment:
    case ContentKind::link:
    case ContentKind::preset:
      return asked_experiment(bytes);
    case ContentKind::npz:
    case ContentKind::csv:
      return {ReadTrials{std::move(bytes)}, {}};
    case ContentKind::mask:
      return {ReadMask{std::move(bytes), std::nullopt}, {}};
    case ContentKind::empty:
      return {RefuseFile{"The file is empty."}, {}};
    case ContentKind::safetensors:
      break;  // for the worker (Page::is_for_worker)
    case ContentKind::unknown:
      break;
  }
  return {RefuseFile{"The file holds neither an experiment nor a run, weights, trials or a mask; "
                     "allowed are JSON or a link, safetensors, an npz with inputs and targets, a "
                     "CSV whose first column is "
                     "trial, step, time, in_… or target_…, and rows of 0, 1 and −1."},
          {}};
}

constexpr Argument kNoArgument{Argument::Kind::nothing, "no argument"};
constexpr Argument kSettingPath{Argument::Kind::text,
                                "the path of a setting, such as \"training.learning_rate\""};

constexpr Command kCommands[] = {
    {"run",
     {Argument::Kind::whole, "a whole number of iterations, at least 1, or nothing", true, 1},
     "Trains for so many iterations, or until it is paused.",
     asked_run},
    {"pause", kNoArgument, "Stops training; run goes on.", plain<Pause>},
    {"step", kNoArgument, "Trains for one iteration.", plain<StepOnce>},
    {"reset", kNoArgument, "Goes back to the weights of the beginning.", plain<Reset>},
    {"best", kNoArgument, "Goes back to where the run had its best weights.", plain<ReturnToBest>},
    {"show",
     {Argument::Kind::text, "\"last\" or \"best\""},
     "Chooses whose weights the views, shared links and files are of: the last or the best ones.",
     asked_show},
    {"film",
     {Argument::Kind::whole, "an iteration, or nothing for the end", true, 0, 1e9},
     "Shows the kept moment of the film that is nearest to an iteration, and returns its "
     "iteration; "
     "null at the end of the run.",
     [](const Given& given) -> Asked {
       if (given.value.is(JsonKind::null)) return {ShowFilm{}, {}};
       return {ShowFilm{whole(given)}, {}};
     }},
    {"continue_here", kNoArgument,
     "Begins a new run at the moment of the film that is shown, with a fresh optimiser.",
     plain<ContinueFromHere>},
    {"new_seed", kNoArgument, "Draws everything random anew and starts again.", plain<NewSeed>},
    {"set",
     {Argument::Kind::values,
      "an object of paths and values, such as {\"training.learning_rate\": 0.01}"},
     "Sets these settings, as their controls would.",
     [](const Given& given) -> Asked {
       return {SetPaths{std::string(given.json)}, {}};
     }},
    {"speed",
     {Argument::Kind::number, "a number of iterations per second, or 0 for full speed"},
     "Limits how fast training goes.",
     [](const Given& given) -> Asked {
       return {SetSpeed{given.value.number}, {}};
     }},
    {"trial",
     {Argument::Kind::whole, "the index of a sample trial, a whole number from 0"},
     "Shows this sample trial.",
     [](const Given& given) -> Asked {
       return {ShowTrial{whole(given)}, {}};
     }},
    {"select",
     {Argument::Kind::values,
      "nothing, or an object such as {\"unit\": 12}, {\"area\": 1}, {\"area\": 1, \"sign\": -1} or "
      "{\"area\": 0, \"sign\": 1, \"to_area\": 1, \"to_sign\": 1}",
      true},
     "Selects a unit, an area, its units of one sign, or a projection in all views.",
     asked_select},
    {"intervene",
     {Argument::Kind::text,
      "an intervention, such as \"silence:Decision/I@Stimulus\", or an empty text"},
     "Adds this intervention to those of the experiment; an empty text removes all.",
     [](const Given& given) -> Asked {
       return {Intervene{given.value.text}, {}};
     }},
    {"play_trial", kNoArgument, "Plays the sample trial in the circuit.",
     [](const Given&) -> Asked {
       return {Play{true}, {}};
     }},
    {"show_moment",
     {Argument::Kind::number, "a moment of the sample trial in milliseconds, at least 0"},
     "Shows this moment of the sample trial, and stops playing it.",
     [](const Given& given) -> Asked {
       return {ShowMoment{given.value.number}, {}};
     }},
    {"dynamics",
     {Argument::Kind::values,
      "an object with any of \"plane\", \"dimensions\", \"input\", \"to\", \"at\", \"show\", "
      "\"spectrum\" and \"point\", such as {\"input\": \"Stimulus\", \"plane\": \"pca1+3\"}"},
     "Opens the tab Dynamics and shows this; resolves when what is shown has been computed.",
     [](const Given& given) -> Asked {
       return {AskDynamics{std::string(given.json)}, {}};
     }},
    {"matrix",
     {Argument::Kind::values,
      "an object with any of \"layer\", \"shown\" and \"zoom\", such as {\"layer\": \"recurrent\", "
      "\"shown\": \"gradient\", \"zoom\": [4, 0.5, 0.25]}"},
     "Chooses what the matrix shows: weights, mask, change or gradient, and which part of it.",
     [](const Given& given) -> Asked {
       return {AskMatrix{std::string(given.json)}, {}};
     }},
    {"activity",
     {Argument::Kind::values,
      "an object with any of \"condition\", \"trial\" and \"noise\", such as {\"condition\": "
      "\"choice=0\", \"trial\": null, \"noise\": false}"},
     "Shows the activity in the trials of a condition, their mean or one of them, in the place of "
     "the sample trial; with the condition null the sample trial again.",
     [](const Given& given) -> Asked {
       return {AskActivity{std::string(given.json)}, {}};
     }},
    {"order",
     {Argument::Kind::text,
      "\"number\", \"peak\", \"similarity\", or a variable of the task, such as \"choice\""},
     "Orders the units of the heat map and of the weights; by a variable: by their selectivity.",
     of_path<AskOrder>},
    {"curves",
     {Argument::Kind::values,
      "an object with any of \"shown\", \"zoom\" and \"linear\", such as {\"shown\": \"norms\", "
      "\"zoom\": [4, 0.5]}"},
     "Chooses which iterations the curves show, on which scale, and whether the terms of the loss "
     "or "
     "the norms of gradient and weights stand in the place of the loss.",
     [](const Given& given) -> Asked {
       return {AskCurves{std::string(given.json)}, {}};
     }},
    {"keep_to_lesson",
     {Argument::Kind::values,
      "an object with \"show\", a list of panels, and \"lock\", a list of paths of settings"},
     "Shows only these panels and keeps these settings as they are; {} ends it.",
     [](const Given& given) -> Asked {
       return {KeepToLesson{std::string(given.json)}, {}};
     }},
    {"open",
     {Argument::Kind::text, "a link, an experiment as JSON, or \"preset:\" and a name"},
     "Opens this experiment in place of the present one.",
     asked_open},
    {"take_run",
     {Argument::Kind::values,
      "an object with an experiment as JSON text and an iteration, and whether only weights come"},
     "Opens the run whose bytes the page has at hand; the shelf and files use it.",
     asked_take_run},
    {"undo", kNoArgument, "Takes the last edit back.", plain<Undo>},
    {"redo", kNoArgument, "Makes the edit again that was taken back last.", plain<Redo>},
    {"go", kSettingPath, "Shows and marks the control of this setting.", of_path<GoTo>},
    {"restore", kSettingPath, "Gives this setting its default.", of_path<RestoreDefault>},
    {"mask",
     {Argument::Kind::file,
      "an object with the text of a mask, such as {\"text\": \"0,1\\n1,0\"}, and its layer if the "
      "shape does not tell it"},
     "Reads who connects to whom from a file.",
     asked_mask},
    {"draw_mask", kNoArgument,
     "Replaces painted masks by densities, from which the seed draws the synapses.",
     plain<DrawMaskByRule>},
    {"trials",
     {Argument::Kind::file,
      "an object with the text of a file of trials or a data URL of its bytes, such as "
      "{\"text\": \"in_a,target_b\\n1,2\"}"},
     "Reads trials from a file and makes them the task.",
     [](const Given& given) -> Asked {
       return {ReadTrials{bytes_in(given)}, {}};
     }},
    {"file",
     {Argument::Kind::file,
      "an object with the text of a file or a data URL of its bytes, such as {\"text\": \"0,1\"}"},
     "Opens an experiment, a run, weights, trials or a mask, whichever the file holds.",
     [](const Given& given) -> Asked { return asked_any_file(bytes_in(given)); }},
    {"share",
     {Argument::Kind::values,
      "nothing, or an object whose \"what\" is \"setup\", \"run\" or \"trained\"", true},
     "Copies the link where the browser allows it, and returns it; told what it is to hold, it "
     "returns the link, its characters, and the accuracies of the network and of the copy."},
    {"plot",
     {Argument::Kind::values,
      "an object with the key of a \"plot\" that is on the screen and a \"format\": \"svg\", "
      "\"csv\" or \"png\""},
     "Returns this plot as a drawing or a table, or as a picture in a data URL."},
    {"shelf",
     {Argument::Kind::values,
      "an object with one of \"open\", \"rename\", \"pin\", \"unpin\" and \"delete\" and the id of "
      "a "
      "run, and a \"name\" to rename it"},
     "Opens, names, pins or deletes a run that this browser keeps."},
    {"workers",
     {Argument::Kind::whole, "a whole number from 1 to 8", false, 1, 8},
     "Lets at most so many Workers share a batch."},
};

const Command* command_named(std::string_view name) {
  const auto found = std::find_if(std::begin(kCommands), std::end(kCommands),
                                  [&](const Command& each) { return each.name == name; });
  return found == std::end(kCommands) ? nullptr : found;
}

bool takes(const Argument& argument, const JsonValue& value) {
  const bool in_range =
      value.is(JsonKind::number) && value.number >= argument.least && value.number <= argument.most;
  if (argument.optional && value.is(JsonKind::null)) return true;
  switch (argument.kind) {
    case Argument::Kind::nothing:
      return value.is(JsonKind::null);
    case Argument::Kind::whole:
      return in_range && value.number == std::floor(value.number);
    case Argument::Kind::number:
      return in_range;
    case Argument::Kind::text:
      return value.is(JsonKind::text);
    case Argument::Kind::values:
      return value.is(JsonKind::object);
    case Argument::Kind::file: {
      const JsonValue* text = value.find("text");
      return text && text->is(JsonKind::text);
    }
  }
  return false;
}

/// What was found instead, briefly: it may be as long as a file.
std::string found_words(const JsonValue& value) {
  constexpr std::size_t longest = 40;
  const std::string json = print_json(value, Layout::compact);
  if (json.size() <= longest) return json;
  if (value.is(JsonKind::text)) return "a long text";
  return value.is(JsonKind::object) ? "another object" : "a list";
}

std::string no_such_command(std::string_view name) {
  std::vector<std::string> known;
  for (const Command& each : kCommands) known.emplace_back(each.name);
  return "There is no command " + in_quotes(name) + "; known are " + join(known) + ".";
}

/// The refusal, or empty. Without a command of this name the argument does not matter.
std::string refusal_of(const Command* command, std::string_view name, const ParsedJson& parsed) {
  if (!command) return no_such_command(name);
  if (!parsed.error.empty())
    return "The argument of " + std::string(name) + " " + parsed.error + ".";
  if (takes(command->argument, parsed.value)) return "";
  return std::string(name) + " takes " + std::string(command->argument.words) + "; found " +
         found_words(parsed.value) + ".";
}

ParsedJson parse_argument(std::string_view json) {
  return json.empty() ? ParsedJson{} : parse_json(json, kLongestArgument);
}

}  // namespace

Asked edit_asked_for(std::string_view name, std::string_view argument_json) {
  const Command* command = command_named(name);
  const ParsedJson parsed = parse_argument(argument_json);
  if (std::string refusal = refusal_of(command, name, parsed); !refusal.empty())
    return refused(std::move(refusal));
  return command->ask ? command->ask({argument_json, parsed.value}) : Asked{};
}

std::string refusal_of(std::string_view name, std::string_view argument_json) {
  return refusal_of(command_named(name), name, parse_argument(argument_json));
}

JsonValue command_table() {
  JsonValue list = JsonValue::list();
  for (const Command& command : kCommands) {
    JsonValue one = JsonValue::object();
    one.add("name", command.name);
    one.add("argument", command.argument.words);
    one.add("does", command.does);
    list.add(std::move(one));
  }
  return list;
}

}  // namespace nn4n::playground
