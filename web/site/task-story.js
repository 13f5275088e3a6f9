// The task: a line under the toolbar that says what the network must do, and its story in a dialog.
import {closeOutside, made} from "./dialogs.js";
import {count} from "./format.js";
import {setText as setTextOf} from "./language.js";
import {drawn, namedTrialPicture} from "./trial-picture.js";

const element = (id) => document.getElementById(id);
const WIDTH = 560;  // of the picture

const setText = (id, text) => setTextOf(element(id), text);

function sees(names) {
  if (names.length === 0) return "Nothing: the task has no input.";
  return `${names.length === 1 ? "One input channel" : `${names.length} input channels`}: ${names.join(", ")}.`;
}

function answers(names) {
  return `${names.length === 1 ? "One output answers" : `${names.length} outputs answer`}: ${names.join(", ")}.`;
}

function picture(story) {
  const {group, height} = namedTrialPicture(story, WIDTH);
  const svg = drawn("svg", {viewBox: `0 0 ${WIDTH} ${height}`, "aria-hidden": "true"});
  svg.append(group);
  return svg;
}

function part({name, ms, help}) {
  const item = made("li", "");
  item.append(made("b", "", `${name}, ${count(ms)} ms.`), ` ${help}`);
  return item;
}

/** What counts, in a sentence. */
function counts({chance, pass}) {
  const learnt = `The task counts as learnt from ${count(Math.round(pass))} % on`;
  return chance > 0 ? `${learnt}; guessing reaches ${count(Math.round(chance))} %.` : `${learnt}.`;
}

function section(title, ...nodes) {
  return [made("h3", "", title), ...nodes];
}

function contents(story) {
  const nodes = [];
  if (story.epochs.length > 0) {
    const parts = made("ol", "parts");
    parts.append(...story.parts.map(part));
    nodes.push(picture(story),
        made("p", "note", `An example trial${story.words ? `: ${story.words}` : ""}. Above are the inputs, below in ` +
          "colour what the outputs should be, where it counts. The bands are the parts of the trial."),
        ...section("What happens in a trial", parts));
  }
  nodes.push(...section("What it sees", made("p", "", sees(story.inputs_named))),
      ...section("What it must do", made("p", "", `${story.help} ${answers(story.outputs_named)}`)),
      ...section("What counts", made("p", "", counts(story))),
      ...section("Source", made("p", "", `${story.source}.`)));
  return nodes;
}

export class TaskStory {
  /**
   * @param {() => object} story what src/editing/task_story.h tells of the present task
   */
  constructor(story) {
    closeOutside(element("story"));
    element("story-close").addEventListener("click", () => element("story").close());
    element("task").addEventListener("click", () => {
      const told = story();
      element("story-title").textContent = told.label;
      element("story-text").replaceChildren(...contents(told));
      element("story").showModal();
      element("story-text").scrollTop = 0;
    });
  }

  /** @param {{label: string, help: string}} task */
  show({label, help}) {
    setText("task-name", `${label}.`);
    setText("task-goal", help);
  }
}
