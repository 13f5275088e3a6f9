// The interventions: what can be done to what is selected, and the list of what is done, each with
// a switch. What they change is drawn where behaviour, circuit and trial are drawn.
#include <algorithm>
#include <cmath>

#include "editing/interventions.h"
#include "editing/words.h"
#include "playground/panels/panels.h"
#include "playground/widgets/marks.h"
#include "playground/widgets/row.h"
#include "playground/widgets/text.h"
#include "playground/widgets/typing.h"

namespace nn4n::playground {

namespace {

constexpr float kTitle = 26, kGap = 6, kMostRows = 4, kWindow = 132;

float row_height() { return touched() ? 44.0f : 24.0f; }
float row_step() { return row_height() + 4; }

const std::vector<Intervention>& list_of(const Ui& ui) { return ui.experiment.interventions; }

void replace(Ui& ui, std::vector<Intervention> list) {
  ui.answer(SetInterventions{std::move(list)});
}

/// The epochs of the sample trial, each once, after "the whole trial".
std::vector<Option> windows_of(const Ui& ui) {
  std::vector<Option> options{{"", "the whole trial"}};
  for (const EpochSpan& epoch : ui.snapshot.trial.epochs) {
    const auto same = [&](const Option& option) { return option.key == epoch.name; };
    if (std::none_of(options.begin(), options.end(), same))
      options.push_back({epoch.name, epoch.name});
  }
  return options;
}

/// When a new intervention acts.
void window_menu(Ui& ui, const ImRect& box) {
  const std::vector<Option> options = windows_of(ui);
  const auto chosen = std::find_if(options.begin(), options.end(), [&](const Option& option) {
    return option.key == ui.view.act_window;
  });
  const int index = chosen == options.end() ? 0 : static_cast<int>(chosen - options.begin());
  const int picked = combo(ui, "act window", box, options, index);
  if (picked >= 0) ui.answer(ChooseActWindow{options[static_cast<std::size_t>(picked)].key});
  ui.place("interventions.window", box);
}

/// What a button adds to the list.
struct ActOffer {
  std::string key;
  std::string_view label;
  std::string help;
  Act act;
  bool typed = false;  ///< its value is asked for at once
};

/// One for each act that suits the selection and, where a synapse is selected, one for its weight.
std::vector<ActOffer> offers_for(const Ui& ui) {
  const Selected selected = selected_in(ui.view.selected, ui.snapshot);
  std::vector<ActOffer> offers;
  for (const ActKind kind : acts_for(selected)) {
    const ActWords& words = words_of(kind);
    offers.push_back({std::string(words.key), words.label, std::string(words.help),
                      act_on(kind, selected, ui.snapshot)});
  }
  if (const auto act = act_on_synapse(selected, ui.snapshot))
    offers.push_back({"one", "One weight",
                      "The synapse that was clicked gets the weight that you type. It keeps the "
                      "one it has, " +
                          brief(act->value, 3, true) + ", until then.",
                      *act, true});
  return offers;
}

void add_act(Ui& ui, const ActOffer& offer) {
  Act act = offer.act;
  if (words_of(act.kind).lasts.empty()) act.window.epoch = ui.view.act_window;
  std::vector<Intervention> list = list_of(ui);
  list.push_back(intervention_of(act, ui.experiment.network, ui.run.snapshot.iteration));
  const std::string path = act_value_path(list.size() - 1);
  replace(ui, std::move(list));
  if (offer.typed) ui.answer(Typing{path, shortest(act.value)});
}

/// The buttons lie where the hint lies without a selection, so that nothing moves when something is
/// selected.
void act_buttons(Ui& ui, const ImRect& box) {
  const std::vector<ActOffer> offers = offers_for(ui);
  const float each =
      std::floor((box.GetWidth() + kGap) / px(std::max<std::size_t>(offers.size(), 1)));
  float left = box.Min.x;
  for (const ActOffer& offer : offers) {
    const std::string name = "interventions." + offer.key;
    const ImRect place{{left, box.Min.y}, {left + each - kGap, box.Max.y}};
    ui.place(name, place);
    if (button(ui, name.c_str(), place, offer.label)) add_act(ui, offer);
    words_on_pointing(ui, (name + " words").c_str(), place, offer.help);
    left += each;
  }
}

/// Training goes on with it from now on, or without it.
void set_trained(Ui& ui, std::size_t index, bool trained) {
  std::vector<Intervention> list = list_of(ui);
  const int now = ui.run.snapshot.iteration;
  Intervention& one = list[index];
  one.trained_until = trained || one.trained_from >= now ? -1 : now;
  if (trained || one.trained_from >= now) one.trained_from = trained ? now : -1;
  replace(ui, std::move(list));
}

/// The value of an intervention. A click opens a box to type another one.
void draw_value(Ui& ui, std::size_t index, const Act& act, const ImRect& box) {
  const std::string path = act_value_path(index);
  ui.place(path, box);
  if (ui.view.typing_path == path) {
    const Target text =
        resolve(target_of(ui.experiment), "interventions[" + std::to_string(index) + "].act");
    return typing_box(ui, text, path, box);
  }
  if (button(ui, "value", box, brief(act.value, 3, true)))
    ui.answer(Typing{path, shortest(act.value)});
  const ActWords& words = words_of(act.kind);
  words_on_pointing(ui, "value words", box,
                    "The " + std::string(words.symbol) + ", " + shortest(words.least) + " to " +
                        shortest(words.most) + ". Click to type another one.");
}

/// Switches an intervention on or off. What acts in training alone, or acts there now, is switched
/// there.
void set_on(Ui& ui, std::size_t index, bool on, bool in_training) {
  if (in_training) return set_trained(ui, index, on);
  std::vector<Intervention> list = list_of(ui);
  list[index].on = on;
  replace(ui, std::move(list));
}

void draw_row(Ui& ui, std::size_t index, const ImRect& box) {
  constexpr float train = 72, remove = 24, number = 52;
  const Intervention& one = list_of(ui)[index];
  const int now = ui.run.snapshot.iteration;
  const InterventionLine line = line_of(ui.experiment, one, now, ui.snapshot.trial);
  const std::string name = "interventions." + std::to_string(index);
  const auto read = read_act(one.act, ui.experiment.network);
  const Act* act = std::get_if<Act>(&read);
  const bool learning = act && words_of(act->kind).learning;
  const float right = box.Max.x - remove - kGap - (learning ? 0 : train + kGap);
  const bool value = act && words_of(act->kind).value;
  const ImRect words{box.Min, {right - (value ? number + kGap : 0), box.Max.y}};
  ImGui::PushID(static_cast<int>(index));
  ui.place(name, words);
  const bool on = line.trained || (one.on && !learning);
  if (tick_box(ui, "on", words, on, line.words)) set_on(ui, index, !on, learning || line.trained);
  const std::string sentence =
      line.problem.empty() ? line.words + ". As text: " + one.act + "." : line.problem;
  words_on_pointing(ui, "words", words, sentence);
  if (!line.problem.empty()) warning_mark(ui, {words.Max.x - 8, words.GetCenter().y}, 6);
  if (value) draw_value(ui, index, *act, {{right - number, box.Min.y}, {right, box.Max.y}});
  if (act && !learning) {
    const ImRect place{{right + kGap, box.Min.y}, {right + kGap + train, box.Max.y}};
    ui.place(name + ".train", place);
    if (tick_box(ui, "train", place, line.trained, "training"))
      set_trained(ui, index, !line.trained);
    words_on_pointing(ui, "train words", place,
                      "Training goes on with this intervention from here. Without it, training and "
                      "its accuracy are those of the intact network.");
  }
  const ImRect cross{{box.Max.x - remove, box.Min.y}, box.Max};
  ui.place(name + ".remove", cross);
  if (icon_button(ui, "remove", cross, ImGuiDir_None)) {
    std::vector<Intervention> list = list_of(ui);
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(index));
    replace(ui, std::move(list));
  }
  words_on_pointing(ui, "remove words", cross, "Remove this intervention. Undo brings it back.");
  ImGui::PopID();
}

void draw_list(Ui& ui, const ImRect& box) {
  const std::size_t count = list_of(ui).size();
  if (count == 0) return;
  const bool scrolls = px(count) * row_step() > box.GetHeight() - 2 * kGap;
  ImGui::SetCursorScreenPos(box.Min);
  ImGui::BeginChild("list", {box.GetWidth(), box.GetHeight() - 2 * kGap},
                    ImGuiChildFlags_NavFlattened, ImGuiWindowFlags_NoBackground);
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float right = box.Max.x - (scrolls ? 12 : 0);
  for (std::size_t i = 0; i < count; ++i) {
    const float top = from.y + px(i) * row_step();
    draw_row(ui, i, {{from.x, top}, {right, top + row_height()}});
  }
  take_room({from, {right, from.y + px(count) * row_step()}});
  ImGui::EndChild();
}

float needs(const Ui& ui) {
  const float rows = std::min(px(list_of(ui).size()), kMostRows);
  return kTitle + (2 + rows) * row_step() + 2 * kGap;
}

void interventions_view(Ui& ui, const ImRect& box) {
  ImGui::SetCursorScreenPos(box.Min);
  const InterventionEffect& effect = ui.snapshot.effect;
  heading(ui, "Interventions");
  if (effect.trials > 0) {
    const float title = text_width(ui, Type::title, "Interventions");
    const ImRect said{{box.Min.x + title + 14, box.Min.y}, {box.Max.x - 96, box.Min.y + 20}};
    draw_text_within(ui, {said.Min.x, said.Min.y + 10}, said.GetWidth(), Type::label,
                     ui.colour().text2, effect_line(effect));
    ui.place("interventions.effect", said);
    words_on_pointing(ui, "effect", said, effect_sentence(effect));
  }
  constexpr float apart = 92;
  const ImRect more{{box.Max.x - apart, box.Min.y - 4}, {box.Max.x, box.Min.y - 4 + row_height()}};
  ui.place("interventions.apart", more);
  if (button(ui, "take apart", more, "Take apart")) ui.answer(TakeApart{});
  words_on_pointing(
      ui, "take apart words", more,
      "Which parts does the network need, and what do its areas tell each other? Each "
      "unit, group and projection is silenced in turn, in a Worker.");
  float top = box.Min.y + kTitle;
  const ImRect first{{box.Min.x, top}, {box.Max.x, top + row_height()}};
  const Selected selected = selected_in(ui.view.selected, ui.snapshot);
  const bool any = selected.kind != Selected::What::none;
  const std::string words = any ? capitalised(thing_words(ui.experiment, ui.snapshot, selected))
                                : for_hand("Click a unit, a name or a line in the circuit, then");
  draw_text_within(ui, {box.Min.x, first.GetCenter().y},
                   box.GetWidth() - (any ? kWindow + kGap : 0), any ? Type::control : Type::small,
                   any ? ui.colour().text : ui.colour().text3, words);
  if (any) window_menu(ui, {{box.Max.x - kWindow, first.Min.y}, first.Max});
  top += row_step();
  const ImRect second{{box.Min.x, top}, {box.Max.x, top + row_height()}};
  if (any) {
    act_buttons(ui, second);
  } else {
    draw_text_within(ui, {box.Min.x, box.Min.y + kTitle + row_height() / 2 + 17}, box.GetWidth(),
                     Type::small, ui.colour().text3,
                     "silence, drive or scale it, and see what behaviour loses.");
  }
  top += row_step();
  draw_list(ui, {{box.Min.x, top}, {box.Max.x, std::max(box.Max.y, top)}});
}

const RegisteredPanel registered_interventions{{.key = "interventions",
                                                .title = "Interventions",
                                                .place = PanelPlace::right,
                                                .order = 10,
                                                .view = interventions_view,
                                                .needs = needs,
                                                .leads = true}};

}  // namespace

}  // namespace nn4n::playground
