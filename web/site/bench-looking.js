// The second half of the benchmark page: what looking at a network costs. For scripts:
//
//   await window.benchmarkAnalyses({units: [64, 256], what: ["pca", "gradient"]})   rows {what, units, ms}
//   await window.benchmarkFrames({units: [64, 256, 512], ms: 3000})                 rows {units, frames, ms}
//
// An analysis is one question to a Worker of its own, as the page asks it, about a network after some iterations; the
// time is that of the Worker, with taking the run up. Frames are counted while a trial plays in a page of its own.
import {compileModule} from "./loader.js";

export const ANALYSES = ["fixed_points@usual", "spectrum@usual", "pca", "axes", "flow/pca1+2@usual", "selectivity",
  "activity/mean@all", "gradient", "currents", "balance"];
const UNITS_OF_ANALYSES = [64, 256];
const UNITS_OF_FRAMES = [64, 256, 512];
const ITERATIONS = 20;
const PLAYED_MS = 4000;
const SIZE = [1280, 720];  // of the page whose frames are counted [CSS px]

/** The default task in a network of two areas. */
const linkOf = (units) => `v=0&network.areas.0.units=${units - (units >> 1)}&network.areas.1.units=${units >> 1}`;

/** Resolves with the first message of a Worker that is wanted; rejects with what has ended it. */
function heard(worker, wanted) {
  return new Promise((resolve, reject) => {
    worker.onerror = ({message}) => reject(new Error(message));
    worker.onmessage = ({data}) => {
      if (data.type === "failed") reject(new Error(data.message));
      if (data.type === "snapshot") worker.postMessage({type: "ack"});
      if (wanted(data)) resolve(data);
    };
  });
}

async function startWorker(url, module) {
  const worker = new Worker(new URL(url, import.meta.url), {type: "module"});
  const ready = heard(worker, ({type}) => type === "ready");
  worker.postMessage({type: "module", module});
  await ready;
  return worker;
}

/** The run of a network after some iterations, as bytes. */
async function trainedRun(units, module) {
  const worker = await startWorker("./worker.js", module);
  const ask = (message, sequence, wanted) => {
    worker.postMessage({...message, sequence});
    return heard(worker, (data) => data.sequence >= sequence && wanted(data));
  };
  await ask({type: "open", experiment: linkOf(units)}, 1, ({type}) => type === "snapshot");
  await ask({type: "run", until: ITERATIONS}, 2, ({type, status}) => type === "snapshot" && status !== "training");
  const {answer} = await ask({type: "to_analyse", moment: null}, 3, ({type}) => type === "answer");
  worker.terminate();
  return answer.checkpoint;
}

async function timeOf(what, checkpoint, module) {
  const worker = await startWorker("./analysis-worker.js", module);
  worker.postMessage({type: "analyse", number: 1, what, checkpoint, moment: null});
  const {took, failure, bytes} = await heard(worker, ({type}) => type === "answer");
  worker.terminate();
  if (failure) throw new Error(failure);
  const {ok, issues} = JSON.parse(new TextDecoder().decode(bytes));
  if (ok === false) throw new Error(`${issues[0].message}.`);
  return took;
}

export async function benchmarkAnalyses({units = UNITS_OF_ANALYSES, what = ANALYSES, progress = () => {}} = {}) {
  const module = await compileModule();
  const rows = [];
  for (const count of units) {
    progress(`${count} units: training`, rows);
    const checkpoint = await trainedRun(count, module);
    for (const one of what) {
      progress(`${count} units: ${one}`, rows);
      rows.push({what: one, units: count, ms: await timeOf(one, checkpoint, module)});
    }
  }
  progress("", rows);
  return rows;
}

const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });

/** The playground in a frame, with an untrained network, so that no run is kept. */
async function openPlayground(units) {
  const frame = document.createElement("iframe");
  [frame.width, frame.height] = SIZE;
  frame.title = `Playground, ${units} units`;
  frame.src = `./?embed=1#${linkOf(units)}`;
  document.body.append(frame);
  while (!(frame.contentWindow.playground?.state?.()?.view.frames > 0)) await pause(100);
  return frame;
}

export async function benchmarkFrames({units = UNITS_OF_FRAMES, ms = PLAYED_MS, progress = () => {}} = {}) {
  const rows = [];
  for (const count of units) {
    progress(`${count} units: a trial plays`, rows);
    const frame = await openPlayground(count);
    const {playground} = frame.contentWindow;
    await playground.command("play_trial");
    await pause(500);
    const [first, started] = [playground.state().view.frames, performance.now()];
    await pause(ms);
    const frames = playground.state().view.frames - first;
    rows.push({units: count, frames, ms: (performance.now() - started) / Math.max(frames, 1)});
    frame.remove();
  }
  progress("", rows);
  return rows;
}
