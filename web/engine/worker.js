// The Worker of the package: an engine that is asked one thing after the other, and trains in slices in between.
//
// Messages in:  {module} first of all; then {number, method, args}, or {method: "pause"}
// Messages out: {number, value} or {number, error: {message, issues}}; {progress: state} while it trains
import {engineFrom} from "./start.js";

const SLICE_MS = 50;

const parent = typeof self !== "undefined" && typeof self.postMessage === "function" ? self :
  process.getBuiltinModule("node:worker_threads").parentPort;
let engine = null;
let paused = false;
let last = null;  // resolves when all that was asked before is done

const turn = () => new Promise((done) => { setTimeout(done); });

async function train(iterations) {
  paused = false;
  let state = engine.state();
  if (!Number.isInteger(iterations) || iterations < 1) return engine.train(iterations);  // which says what is wrong
  for (const goal = state.iteration + iterations; state.iteration < goal && !paused && !state.done;) {
    const before = state.iteration;
    for (const until = performance.now() + SLICE_MS; performance.now() < until && state.iteration < goal && !state.done;) {
      const reached = state.iteration;
      state = engine.train(1);
      if (state.iteration <= reached) return state;  // the loss was not finite
    }
    if (state.iteration === before) break;
    parent.postMessage({progress: state});
    await turn();
  }
  return state;
}

async function answer({number, method, args}) {
  try {
    const value = await (method === "train" ? train(...args) : engine[method](...args));
    parent.postMessage({number, value});
  } catch ({message, issues = []}) {
    parent.postMessage({number, error: {message, issues}});
  }
}

parent.onmessage = ({data}) => {
  if (data.module) last = engineFrom(data.module).then((started) => { engine = started; });
  else if (data.method === "pause") paused = true;
  else last = last.then(() => answer(data), ({message}) => parent.postMessage({number: data.number, error: {message, issues: []}}));
};
