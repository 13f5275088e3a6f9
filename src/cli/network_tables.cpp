#include "cli/network_tables.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>

#include "base/text.h"

namespace nn4n {

namespace {

std::string digits(const JsonValue& value) {
  if (!value.is(JsonKind::number)) return "-";
  char text[40];
  std::snprintf(text, sizeof text, "%.3g", value.number);
  return text;
}

std::string percent_of(const JsonValue& value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.1f %%", 100 * value.number);
  return text;
}

std::string complex_number(const JsonValue& pair) {
  const double imaginary = pair.items[1].number;
  if (imaginary == 0) return digits(pair.items[0]);
  return digits(pair.items[0]) + (imaginary > 0 ? " + " : " - ") +
         digits(JsonValue(std::fabs(imaginary))) + "i";
}

/// The first eigenvalues, those of largest absolute value.
std::string largest(const JsonValue& eigenvalues) {
  constexpr std::size_t kShown = 4;
  std::string text;
  for (std::size_t k = 0; k < std::min(kShown, eigenvalues.items.size()); ++k)
    text += (k > 0 ? ", " : "") + complex_number(eigenvalues.items[k]);
  return text;
}

std::string numbers(const JsonValue& list) {
  std::string text;
  for (const JsonValue& item : list.items) text += (text.empty() ? "" : " ") + digits(item);
  return text;
}

std::string of_fixed_points(const JsonValue& value) {
  std::string text = "\nFixed and slow points, input held: " + value.find("input")->text + " [" +
                     numbers(*value.find("held")) + "]\n";
  std::map<std::string, int> kinds;
  for (const JsonValue& point : value.find("points")->items) ++kinds[point.find("kind")->text];
  for (const auto& [kind, count] : kinds)
    text += "  " + std::to_string(count) + " x " + kind + "\n";
  if (kinds.empty()) text += "  none was found\n";
  text += "  point     speed q  eigenvalues of largest absolute value (map of one step)\n";
  int number = 0;
  for (const JsonValue& point : value.find("points")->items) {
    char line[80];
    std::snprintf(line, sizeof line, "  %5d  %10s  ", ++number,
                  digits(*point.find("speed")).c_str());
    text += line + largest(*point.find("eigenvalues")) +
            (point.find("outlier")->boolean ? "  (far from where the network goes)" : "") + "\n";
  }
  const JsonValue* path = value.find("path");
  if (!path) return text;
  text += "  on the way to " + path->find("to")->text + ":\n";
  for (const JsonValue& event : path->find("events")->items) {
    text += "    points " + numbers(*event.find("branches")) + " " + event.find("what")->text +
            " between " + digits(event.find("between")->items[0]) + " and " +
            digits(event.find("between")->items[1]) + " of the way\n";
  }
  if (path->find("events")->items.empty()) text += "    no point appears or vanishes\n";
  return text;
}

std::string of_spectrum(const JsonValue& value) {
  const JsonValue& jacobian = *value.find("jacobian");
  return "\nEigenvalues of largest absolute value\n  recurrent weights: " +
         largest(*value.find("weights")) + "\n  Jacobian at the first fixed point, input held " +
         jacobian.find("input")->text + ": " + largest(*jacobian.find("eigenvalues")) + "\n";
}

std::string of_pca(const JsonValue& value) {
  std::string text = "\nPrincipal components of " + value.find("of")->text + "\n  explained:";
  for (const JsonValue& share : value.find("explained")->items) text += " " + percent_of(share);
  return text + "\n  " + std::to_string(value.find("trajectories")->items.size()) +
         " trajectories (in the JSON)\n";
}

std::string of_axes(const JsonValue& value) {
  std::string text = "\nTask axes, from " + digits(*value.find("fitted")) +
                     " trials, measured in " + digits(*value.find("held_out")) +
                     " others; R2 of the rates " + digits(*value.find("rates_r2")) + "\n";
  for (const JsonValue& axis : value.find("axes")->items) {
    text += "  " + axis.find("name")->text + " (" + axis.find("epoch")->text + "): held-out R2 " +
            digits(*axis.find("r2")) + ", 95 % of permutations below " +
            digits(*axis.find("null_95")) + ", p " + digits(*axis.find("p")) + "\n";
  }
  if (value.find("axes")->items.empty()) text += "  there are too few trials, or nothing varies\n";
  return text;
}

std::string of_flow(const JsonValue& value) {
  const JsonValue& plane = *value.find("plane");
  double longest = 0;
  for (const JsonValue& each : value.find("change")->items)
    longest = std::max(longest, std::hypot(each.items[0].number, each.items[1].number));
  return "\nFlow in the plane of " + plane.find("of")->text + " " +
         digits(JsonValue(plane.find("axes")->items[0].number + 1)) + " and " +
         digits(JsonValue(plane.find("axes")->items[1].number + 1)) +
         ", input held: " + value.find("input")->text + "\n  " + digits(*value.find("side")) +
         " x " + digits(*value.find("side")) + " states (in the JSON); the fastest moves by " +
         digits(JsonValue(longest)) + " in a time step\n";
}

std::string of_inputs(const JsonValue& list) {
  std::string text = "\nInputs that may be held\n";
  for (const JsonValue& input : list.items)
    text += "  " + input.find("text")->text + "  [" + numbers(*input.find("held")) + "]\n";
  return text;
}

std::string of_currents(const JsonValue& value) {
  std::string text = "\nMean currents into each area over the trial\n";
  const std::vector<JsonValue>& sources = value.find("sources")->items;
  for (const JsonValue& into : value.find("areas")->items) {
    text += "  into " + into.find("area")->text + ", " + into.find("condition")->text + ":";
    for (std::size_t s = 0; s < sources.size(); ++s) {
      double sum = 0;
      const std::vector<JsonValue>& row = into.find("mean")->items[s].items;
      for (const JsonValue& at : row) sum += at.number;
      const auto steps = static_cast<double>(std::max<std::size_t>(row.size(), 2) - 1);
      text += (s == 0 ? " " : ", ") + sources[s].text + " " + digits(JsonValue(sum / steps));
    }
    text += "\n";
  }
  return text;
}

std::string of_balance(const JsonValue& list) {
  std::string text = "\nBalance of excitation and inhibition\n";
  for (const JsonValue& of : list.items)
    text += "  " + of.find("area")->text + ": excitation " + digits(*of.find("excitatory")) +
            ", inhibition " + digits(*of.find("inhibitory")) + ", ratio " +
            digits(*of.find("ratio")) + ", correlation over time " +
            digits(*of.find("correlation")) + "\n";
  return text;
}

std::string of_stimulation(const JsonValue& map) {
  std::string text = "\nStimulation from " + digits(*map.find("from_ms")) + " to " +
                     digits(*map.find("to_ms")) + " ms; accuracy without it " +
                     digits(*map.find("accuracy")) + "\n";
  const auto line = [](const JsonValue& driven) {
    const JsonValue& bias = *driven.find("bias");
    return "  " + driven.find("act")->text + ": another choice in " +
           digits(*driven.find("changed")) + " of " + digits(*driven.find("trials")) +
           " trials, accuracy " + digits(*driven.find("accuracy")) +
           (bias.is(JsonKind::number) ? ", bias " + digits(bias) : "") + "\n";
  };
  for (const JsonValue& unit : map.find("units")->items) text += line(unit);
  for (const JsonValue& group : map.find("groups")->items) {
    for (const JsonValue& driven : group.items) text += line(driven);
  }
  return text;
}

std::string of_communication(const JsonValue& list) {
  std::string text = "\nCommunication between areas\n";
  for (const JsonValue& pair : list.items) {
    text += "  " + pair.find("from")->text + " to " + pair.find("to")->text + ": " +
            digits(*pair.find("rank")) + " potent dimensions of " + digits(*pair.find("units")) +
            "\n";
    for (const JsonValue& axis : pair.find("axes")->items) {
      const std::vector<JsonValue>& random = axis.find("random")->items;
      text += "    " + axis.find("name")->text + ": potent " + digits(*axis.find("potent")) +
              ", null " + digits(*axis.find("null")) + "; random directions " + digits(random[0]) +
              " to " + digits(random[1]) + "\n";
    }
    text += "    accuracy";
    for (const JsonValue& at : pair.find("scaled")->items)
      text += "  x " + digits(*at.find("factor")) + ": " + digits(*at.find("accuracy"));
    text += "\n";
  }
  return text;
}

std::string of_gradient(const JsonValue& value) {
  const JsonValue& norms = *value.find("norms");
  return "\nGradient of the loss over the next batch of " + digits(*value.find("trials")) +
         " trials\n  loss " + digits(*value.find("loss")) + ", norm " +
         digits(*value.find("norm")) + "; of input weights " + digits(*norms.find("input")) +
         ", recurrent weights " + digits(*norms.find("recurrent")) + ", readout weights " +
         digits(*norms.find("readout")) + "\n";
}

std::string of_selectivity(const JsonValue& list) {
  constexpr std::size_t kMostNamed = 5;
  std::string text = "\nSelectivity of units: correlation of the mean rate, over trials\n";
  for (const JsonValue& variable : list.items) {
    const std::vector<JsonValue>& values = variable.find("correlation")->items;
    std::vector<std::size_t> order(values.size());
    for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return std::fabs(values[a].number) > std::fabs(values[b].number);
    });
    text += "  " + variable.find("name")->text + " (" + variable.find("epoch")->text + "):";
    for (std::size_t k = 0; k < std::min(kMostNamed, order.size()); ++k)
      text += (k > 0 ? ", unit " : " unit ") + std::to_string(order[k]) + " " +
              digits(values[order[k]]);
    text += "\n";
  }
  if (list.items.empty()) text += "  there are too few trials, or nothing varies\n";
  return text;
}

std::string of_activity(const JsonValue& value) {
  const JsonValue& trial = *value.find("trial");
  std::string text = "\nActivity: " + value.find("name")->text + ", ";
  text += trial.is(JsonKind::null)
              ? "mean of " + digits(*value.find("averaged")) + " trials"
              : "trial " + digits(trial) + " of " + digits(*value.find("of")) + ", from 0";
  text += value.find("noise")->boolean ? "\n" : ", without noise\n";
  text += "  " + digits(*value.find("steps")) + " steps (rates are in the JSON); conditions:";
  for (const JsonValue& condition : value.find("conditions")->items)
    text += " " + condition.find("text")->text;
  return text + "\n";
}

std::string of_atlas(const JsonValue& value) {
  const JsonValue& intact = *value.find("intact");
  std::string text = "\nLesion atlas, " + digits(*value.find("trials")) + " trials; intact " +
                     digits(*intact.find("accuracy")) + "\n";
  for (const JsonValue& row : value.find("rows")->items) {
    const JsonValue& null = *row.find("null");
    text += "  " + row.find("kind")->text + " " + row.find("name")->text + ": " +
            digits(*row.find("accuracy")) + ", costs " + digits(*row.find("drop"));
    if (null.is(JsonKind::list))
      text +=
          "; random groups of this size " + digits(null.items[0]) + " to " + digits(null.items[1]);
    text += "\n";
  }
  return text;
}

}  // namespace

std::string network_tables(const JsonValue& report) {
  const std::size_t silent = report.find("silent")->items.size();
  std::string text = report.find("task")->text + " at iteration " +
                     digits(*report.find("iteration")) + ": " + digits(*report.find("units")) +
                     " units, " + std::to_string(silent) + " of them silent";
  if (silent > 0) {
    text += " (numbers, from 0:";
    for (const JsonValue& unit : report.find("silent")->items) text += " " + digits(unit);
    text += ")";
  }
  text += "\n";
  if (const JsonValue* value = report.find("fixed_points")) text += of_fixed_points(*value);
  if (const JsonValue* value = report.find("spectrum")) text += of_spectrum(*value);
  if (const JsonValue* value = report.find("pca")) text += of_pca(*value);
  if (const JsonValue* value = report.find("axes")) text += of_axes(*value);
  if (const JsonValue* value = report.find("flow")) text += of_flow(*value);
  if (const JsonValue* value = report.find("inputs")) text += of_inputs(*value);
  if (const JsonValue* value = report.find("currents")) text += of_currents(*value);
  if (const JsonValue* value = report.find("balance")) text += of_balance(*value);
  if (const JsonValue* value = report.find("communication")) text += of_communication(*value);
  if (const JsonValue* value = report.find("stimulation")) text += of_stimulation(*value);
  if (const JsonValue* value = report.find("gradient")) text += of_gradient(*value);
  if (const JsonValue* value = report.find("selectivity")) text += of_selectivity(*value);
  if (const JsonValue* value = report.find("activity")) text += of_activity(*value);
  if (const JsonValue* value = report.find("atlas")) text += of_atlas(*value);
  return text;
}

}  // namespace nn4n
