// What the circuit says in words and numbers of what is pointed at or selected.
#include <algorithm>
#include <cmath>
#include <map>

#include "editing/units.h"
#include "editing/words.h"
#include "playground/panels/circuit/circuit.h"
#include "playground/panels/trial/rows.h"

namespace nn4n::playground {

namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

std::string group_words(const Ui& ui, const UnitGroup& group) {
  const std::string letter = group.sign > 0 ? " E" : group.sign < 0 ? " I" : "";
  return area_name(ui.experiment, group.area) + letter;
}

std::string synapse_words(std::size_t count) {
  return grouped(px(count)) + (count == 1 ? " synapse" : " synapses");
}

std::string weight_words(double weight) { return brief(weight, 2, true); }

float value_now(const CircuitShown& shown, const std::vector<float>& all, int unit) {
  const auto rates = row_of(all, shown.snapshot.trial.steps, at(unit));
  return shown.step >= 0 && at(shown.step) < rates.size() ? rates[at(shown.step)] : 0;
}

float rate_at(const CircuitShown& shown, int unit) {
  return value_now(shown, shown.snapshot.trial.rates, unit);
}

/// ", intact 0.31" where interventions act.
std::string intact_words(const CircuitShown& shown, const std::vector<int>& units) {
  const std::vector<float>& intact = shown.snapshot.trial.intact_rates;
  if (intact.empty() || units.empty()) return "";
  double sum = 0;
  for (const int unit : units) sum += double{value_now(shown, intact, unit)};
  return ", intact " + brief(sum / px(units.size()), 2);
}

/// One line for every group: how many synapses, and the sum of their weights.
void add_groups(const Ui& ui, const CircuitShown& shown, const std::vector<UnitLink>& links,
                const std::string& towards, std::vector<Pointed::Line>& lines) {
  const Projections& p = shown.scene.projections();
  std::map<int, std::pair<std::size_t, double>> sums;
  for (const UnitLink& link : links) {
    auto& [count, sum] = sums[p.group_of[at(link.other)]];
    count += 1;
    sum += double{link.weight};
  }
  for (const auto& [group, sum] : sums) {
    const UnitGroup& other = p.groups[at(group)];
    lines.push_back({other.sign, towards + group_words(ui, other) + ", " + synapse_words(sum.first),
                     weight_words(sum.second)});
  }
}

void add_channels(const std::vector<UnitLink>& links, const std::vector<std::string>& names,
                  const std::string& towards, std::vector<Pointed::Line>& lines) {
  constexpr std::size_t most = 8;
  if (links.size() > most) {
    double sum = 0;
    for (const UnitLink& link : links) sum += double{link.weight};
    lines.push_back({0, towards + grouped(px(links.size())) + " channels", weight_words(sum)});
    return;
  }
  for (const UnitLink& link : links)
    lines.push_back(
        {0, towards + capitalised(names[at(link.other)]), weight_words(double{link.weight})});
}

Pointed read_unit(Ui& ui, const CircuitShown& shown, int unit) {
  const Snapshot& s = shown.snapshot;
  const UnitLinks links = links_of(s, unit);
  Pointed read;
  read.heading = unit_name(ui.experiment, s, unit);
  read.value = "rate " + brief(double{rate_at(shown, unit)}, 2) + intact_words(shown, {unit});
  add_channels(links.from_inputs, s.trial.input_names, "from input ", read.lines);
  add_groups(ui, shown, links.from_units, "from ", read.lines);
  add_groups(ui, shown, links.to_units, "to ", read.lines);
  add_channels(links.to_outputs, s.trial.output_names, "to output ", read.lines);
  return read;
}

Pointed read_projection(Ui& ui, const CircuitShown& shown, int index) {
  const Projections& p = shown.scene.projections();
  const Projection& each = p.recurrent[at(index)];
  const UnitGroup& from = p.groups[at(each.from)];
  const UnitGroup& to = p.groups[at(each.to)];
  const double pairs = px(from.units.size()) * px(to.units.size());
  Pointed read;
  read.heading = group_words(ui, from) + " → " + group_words(ui, to);
  read.lines = {{0, "Synapses", grouped(each.synapses) + " of " + grouped(pairs)},
                {sign_of(each), "Sum of |weights|", brief(each.total, 2)},
                {0, "Mean weight", brief(each.sum / std::max(each.synapses, 1), 3, true)},
                {0, "Current, of its largest",
                 grouped(std::round(100 * shown.scene.current(at(index), shown.step))) + " %"}};
  return read;
}

/// The mean rate of some units, and how many of them are silent in the whole trial.
std::vector<Pointed::Line> rates_of(const CircuitShown& shown, const std::vector<int>& units) {
  double sum = 0;
  int silent = 0;
  for (const int unit : units) {
    sum += double{rate_at(shown, unit)};
    const auto rates = row_of(shown.snapshot.trial.rates, shown.snapshot.trial.steps, at(unit));
    silent += std::all_of(rates.begin(), rates.end(),
                          [](float rate) { return std::fabs(rate) < kSilentRate; });
  }
  const double mean = units.empty() ? 0 : sum / px(units.size());
  return {{0, "Mean rate", brief(mean, 2) + intact_words(shown, units)},
          {0, "Silent in this trial", grouped(silent) + " of " + grouped(px(units.size()))}};
}

/// The synapses of a channel with every area.
Pointed read_channel(Ui& ui, const CircuitShown& shown, int channel, bool input) {
  const Projections& p = shown.scene.projections();
  const SampleTrial& trial = shown.snapshot.trial;
  const auto& names = input ? trial.input_names : trial.output_names;
  const auto values = row_of(input ? trial.inputs : trial.outputs, trial.steps, at(channel));
  Pointed read;
  read.heading = (input ? "Input " : "Output ") + capitalised(names[at(channel)]);
  if (shown.step >= 0 && at(shown.step) < values.size())
    read.value = brief(double{values[at(shown.step)]}, 2);
  for (const Projection& each : input ? p.input : p.readout) {
    if ((input ? each.from : each.to) != channel) continue;
    const std::string area = area_name(ui.experiment, input ? each.to : each.from);
    read.lines.push_back({0,
                          (input ? "to " : "from ") + area + ", " +
                              synapse_words(static_cast<std::size_t>(each.synapses)) +
                              ", sum of |weights|",
                          brief(each.total, 2)});
  }
  return read;
}

}  // namespace

Selected selected_by(const Projections& p, const CircuitLayout& layout, const CircuitHit& hit) {
  switch (hit.kind) {
    case CircuitHit::Kind::unit:
      return selected_unit(hit.index);
    case CircuitHit::Kind::area:
      return selected_area(layout.areas[at(hit.index)].area);
    case CircuitHit::Kind::group:
      return selected_group(p.groups[at(hit.index)].area, p.groups[at(hit.index)].sign);
    case CircuitHit::Kind::projection: {
      const UnitGroup& from = p.groups[at(p.recurrent[at(hit.index)].from)];
      const UnitGroup& to = p.groups[at(p.recurrent[at(hit.index)].to)];
      return selected_projection(from.area, from.sign, to.area, to.sign);
    }
    case CircuitHit::Kind::none:
    case CircuitHit::Kind::input:
    case CircuitHit::Kind::output:
      break;
  }
  return {};
}

CircuitHit hit_of(const Projections& p, const CircuitLayout& layout, const Selected& selected) {
  using Kind = CircuitHit::Kind;
  if (selected.kind == Selected::What::unit) return {Kind::unit, selected.unit};
  const auto place_in = [&](const auto& list, const auto& is_it) {
    const auto found = std::find_if(list.begin(), list.end(), is_it);
    return found == list.end() ? -1 : static_cast<int>(found - list.begin());
  };
  const auto group_with = [&](int area, int sign) {
    return place_in(p.groups, [&](const UnitGroup& g) { return g.area == area && g.sign == sign; });
  };
  int index = -1;
  Kind kind = Kind::none;
  if (selected.kind == Selected::What::area) {
    kind = Kind::area;
    index = place_in(layout.areas, [&](const AreaPlace& a) { return a.area == selected.area; });
  } else if (selected.kind == Selected::What::group) {
    kind = Kind::group;
    index = group_with(selected.area, selected.sign);
  } else if (selected.kind == Selected::What::projection) {
    kind = Kind::projection;
    const int from = group_with(selected.area, selected.sign);
    const int to = group_with(selected.to_area, selected.to_sign);
    index = place_in(p.recurrent,
                     [&](const Projection& each) { return each.from == from && each.to == to; });
  }
  return index < 0 ? CircuitHit{} : CircuitHit{kind, index};
}

Pointed read_circuit(Ui& ui, const CircuitShown& shown, const CircuitHit& hit) {
  const Projections& p = shown.scene.projections();
  const auto words = [&] {
    return capitalised(
        thing_words(ui.experiment, shown.snapshot, selected_by(p, shown.scene.layout(), hit)));
  };
  switch (hit.kind) {
    case CircuitHit::Kind::none:
      return {};
    case CircuitHit::Kind::unit:
      return read_unit(ui, shown, hit.index);
    case CircuitHit::Kind::projection:
      return read_projection(ui, shown, hit.index);
    case CircuitHit::Kind::group:
      return {words(), "", rates_of(shown, p.groups[at(hit.index)].units)};
    case CircuitHit::Kind::area:
      return {words(), "",
              rates_of(shown, units_of(selected_by(p, shown.scene.layout(), hit), shown.snapshot))};
    case CircuitHit::Kind::input:
    case CircuitHit::Kind::output:
      return read_channel(ui, shown, hit.index, hit.kind == CircuitHit::Kind::input);
  }
  return {};
}

std::string selected_numbers(Ui& ui, const CircuitShown& shown) {
  const Projections& p = shown.scene.projections();
  const Selected& selected = shown.selected;
  if (selected.kind == Selected::What::none) return "";
  if (selected.kind == Selected::What::unit) {
    const UnitLinks links = links_of(shown.snapshot, selected.unit);
    const auto sum = [](const std::vector<UnitLink>& list) {
      double total = 0;
      for (const UnitLink& link : list) total += double{link.weight};
      return total;
    };
    return "Rate " + brief(double{rate_at(shown, selected.unit)}, 2) +
           intact_words(shown, {selected.unit}) + "; " + synapse_words(links.from_units.size()) +
           " onto it, sum " + weight_words(sum(links.from_units)) + "; " +
           grouped(px(links.to_units.size())) + " from it, sum " +
           weight_words(sum(links.to_units));
  }
  const CircuitHit hit = hit_of(p, shown.scene.layout(), selected);
  if (hit.kind == CircuitHit::Kind::none) return "It has no synapse.";
  if (hit.kind == CircuitHit::Kind::projection) {
    const Projection& each = p.recurrent[at(hit.index)];
    return synapse_words(static_cast<std::size_t>(each.synapses)) + "; sum of |weights| " +
           brief(each.total, 2) + "; mean weight " +
           weight_words(each.sum / std::max(each.synapses, 1));
  }
  const Pointed read = read_circuit(ui, shown, hit);
  std::string words;
  for (const Pointed::Line& line : read.lines)
    words += (words.empty() ? "" : "; ") + line.name + " " + line.value;
  return words;
}

}  // namespace nn4n::playground
