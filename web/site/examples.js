// Examples of nn4n-engine that run in the page. What is shown of each is the text of the function that runs.
import * as nn4n from "./nn4n-engine.js";

const percent = (share) => `${(100 * share).toFixed(1)} %`;

const examples = [
  {
    title: "Build a network and train it",
    words: "Only what differs from the defaults needs to be said. The fingerprint is that of the playground, to the last bit.",
    async run({createEngine}, print) {
      const engine = await createEngine();
      const {title, link} = engine.open({seed: 7, task: "pdm", network: {areas: [{name: "One", units: 24}]}});
      print(`${title}: ${link}`);
      const {iteration, loss, fingerprint} = engine.train(40);
      print(`Iteration ${iteration}: loss ${loss.toFixed(4)}, fingerprint ${fingerprint}`);
      engine.close();
    },
  },
  {
    title: "Evaluate it and intervene",
    words: "Interventions act on everything that is looked at from then on, and not on the training.",
    async run({createEngine}, print) {
      const engine = await createEngine();
      engine.open("v=0");
      engine.train(100);
      print(`Intact: ${percent(engine.evaluate(500).accuracy)}`);
      engine.intervene(["silence:Decision/E@Stimulus"]);
      print(`Silenced: ${percent(engine.evaluate(500).accuracy)}`);
      engine.intervene([]);
      print(`Intact again: ${percent(engine.evaluate(500).accuracy)}`);
      engine.close();
    },
  },
  {
    title: "Look into it",
    words: "Fixed points while an input is held, and principal components of the trajectories.",
    async run({createEngine}, print) {
      const engine = await createEngine();
      engine.open("v=0");
      engine.train(60);
      const found = engine.analyse("fixed_points@zero,pca");
      print(`The analysis has: ${Object.keys(found).join(", ")}`);
      engine.close();
    },
  },
  {
    title: "Read and write weights",
    words: "The file has the names of NN4N’s state_dict; a checkpoint goes on to the same bits.",
    async run({createEngine}, print) {
      const engine = await createEngine();
      engine.open("v=0");
      engine.train(20);
      const weights = engine.weights("safetensors");
      const checkpoint = engine.checkpoint();
      print(`${weights.length} bytes of weights, ${checkpoint.length} bytes of checkpoint`);
      const once = engine.train(10).fingerprint;
      engine.open(checkpoint);
      print(`${once} = ${engine.train(10).fingerprint}`);
      engine.setWeights(weights);
      print(`With these weights a run begins at iteration ${engine.state().iteration}`);
      engine.close();
    },
  },
  {
    title: "Sweep a setting",
    words: "All combinations of some settings and seeds, with the jobs and the table of nn4n sweep.",
    async run({createSweep}, print) {
      const sweep = await createSweep({experiment: "v=0", iterations: 50, axes: {"training.learning_rate": [0.001, 0.003]}, seeds: 2});
      const results = Array.from({length: sweep.jobs}, (_, job) => sweep.run(job));
      for (const {settings, accuracy} of results) print(`${JSON.stringify(settings)}: ${percent(accuracy)}`);
      print(sweep.table(results));
      sweep.close();
    },
  },
  {
    title: "Train in a Worker",
    words: "Every method answers with a promise, and the page stays smooth.",
    async run({createWorker}, print) {
      const engine = await createWorker();
      await engine.open("v=0");
      const {fingerprint} = await engine.train(60, {progress: ({iteration}) => print(`Iteration ${iteration}`)});
      print(`Fingerprint ${fingerprint}`);
      engine.close();
    },
  },
];

/** The lines of a function between its braces, without what they are indented by. */
const codeOf = (run) => run.toString().split("\n").slice(1, -1).map((line) => line.replace(/^ {6}/, "")).join("\n");

function show({title, words, run}) {
  const made = (tag, text = "") => Object.assign(document.createElement(tag), {textContent: text});
  const [button, output] = [made("button", "Run"), made("output")];
  button.type = "button";
  button.addEventListener("click", async () => {
    button.disabled = true;
    output.textContent = "";
    try {
      await run(nn4n, (line) => { output.textContent += `${line}\n`; });
      output.dataset.done = "yes";
    } catch ({message}) {
      output.textContent += message;
    }
    button.disabled = false;
  });
  const section = made("section");
  section.append(made("h2", title), made("p", words), made("pre", codeOf(run)), button, output);
  return section;
}

document.getElementById("examples").append(...examples.map(show));
