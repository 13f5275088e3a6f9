// The second half of the dialog "Take apart": what areas tell each other, and what a current does to the choice.
import {made} from "./dialogs.js";
import {count} from "./format.js";
import {linePlot, points, signed, tableOf, unitGrid} from "./apart-pictures.js";

function talkTable(pairs) {
  const {table, body} = tableOf(["Projection", "Passed on (share of the axis, random directions)",
    "Accuracy at 0, ½, 1, 1½ and 2 times"]);
  for (const {from, to, axes, scaled} of pairs) {
    const line = body.insertRow();
    line.insertCell().textContent = `${from} → ${to}`;
    line.insertCell().textContent = axes.length === 0 ? "no task axes" : axes.map(({name, potent, random}) =>
      `${name} ${potent.toFixed(2)} (${random[0].toFixed(2)} to ${random[1].toFixed(2)})`).join("; ");
    line.insertCell().textContent = scaled.map(({accuracy}) => points(accuracy)).join("  ");
  }
  return table;
}

function balanceWords(list) {
  return list.map(({area, excitatory, inhibitory, ratio, correlation}) =>
    `${area} receives ${excitatory.toFixed(2)} of excitation and ${signed(inhibitory)} of inhibition` +
    (ratio === null ? "" : `, a ratio of ${ratio.toFixed(2)}`) + `; over time they correlate with ${signed(correlation)}`).join(". ") + " (means over its units and all trials).";
}

/** "Decision/E/9" of "excite:Decision/E/9=1@100..200". */
const targetOf = (act) => act.slice(act.indexOf(":") + 1, act.indexOf("="));

/** The map of a current into each unit, and how the psychometric curve moves with one into all units of a group. */
function drivenParts({stimulation: map}, chosen) {
  const units = map.units.map((unit) => ({...unit, name: targetOf(unit.act)}));
  const share = ({changed, trials}) => trials > 0 ? changed / trials : 0;
  const most = Math.max(0.01, ...units.map(share));
  const side = ({more_often: more}) => more === null || more === 0 ? "" :
    ` The choice of the curve is made in ${points(Math.abs(more))} of the trials ${more > 0 ? "more" : "less"} often.`;
  const row = {label: "other choices", part: (unit) => share(unit) / most, words: (unit) =>
    `${unit.name}: a current of ${unit.current} changes ${count(unit.changed)} of ${count(unit.trials)} choices.${side(unit)}`};
  const picture = made("div", "apart-picture apart-driven");
  picture.append(unitGrid(units, [row], "How many choices change when each unit is driven", chosen));
  const shifts = map.groups.map((group) => ({name: targetOf(group[0].act).replace("/", " "),
    known: group.filter(({bias}) => typeof bias === "number")})).filter(({known}) => known.length > 1);
  const areas = [...new Set(shifts.map(({name}) => name.replace(/ [EI]$/, "")))];
  const when = `A current flows into one unit from ${count(map.from_ms)} to ${count(map.to_ms)} ms.`;
  const parts = [made("h3", "", "What a current does to the choice"), made("p", "", units.every(({changed}) => changed === 0) ?
    `${when} It changes no choice.` : `${when} The more a unit stands out, the more choices change, up to ${points(most)}. ` +
      "Point at one to read it, click to drive it."), picture];
  if (shifts.length > 0) {
    parts.push(made("p", "", "The same current into all units of a group moves the psychometric curve. With each current, " +
        "the curve has its middle (its bias) at:"),
    linePlot(shifts.map(({name, known}) => ({name, points: known.map(({current, bias}) => [current, bias])})),
        {x: "current into each unit", y: "bias", areas, label: "The bias of the psychometric curve against the current"}));
  }
  return parts;
}

/** The mean currents into each area over the trials of one condition, by source. */
function currentsParts({currents: {sources, areas: list}, dt_ms: step}, from) {
  const conditions = [...new Set(list.map(({condition}) => condition))];
  const areas = [...new Set(list.map(({area}) => area))];
  const choice = Object.assign(document.createElement("select"), {id: "apart-condition"});
  for (const condition of conditions) choice.append(Object.assign(document.createElement("option"), {textContent: condition}));
  const label = made("label", "", "Trials: ");
  label.append(choice);
  const plots = made("div", "apart-plots");
  const show = () => plots.replaceChildren(...list.filter(({condition}) => condition === choice.value).map(({area, mean}) => {
    const lines = sources.map((name, k) => ({name, points: mean[k].map((value, t) => [t * step, value])}))
        .filter(({points: all}) => all.some(([, value]) => value !== 0));
    const figure = made("figure", "");
    figure.append(made("figcaption", "", `Into ${area}`), linePlot(lines, {x: "time [ms]", y: "current", areas, mark: from,
      label: `The mean current into ${area} from each source`}));
    return figure;
  }));
  choice.addEventListener("change", show);
  show();
  return [made("h3", "", "The currents into each area"),
    made("p", "", "Each line is the mean current over the units of the area, from the excitatory or the inhibitory units of " +
      "one area, from the input or from the bias. The upright line is the beginning of the stimulus."), label, plots];
}

/** @param {{balance: object[], communication: object[]}} talk */
export const talkParts = (talk) => [made("h3", "", "What areas tell each other"),
  ...(talk.communication.length > 0 ? [talkTable(talk.communication)] : []), made("p", "", balanceWords(talk.balance))];

/** @param {{stimulation: object, currents: object, dt_ms: number}} more */
export const currentParts = (more, chosen) =>
  [...currentsParts(more, more.stimulation.from_ms), ...drivenParts(more, chosen)];
