// The worker that looks into the network: fixed points, trajectories, flow. It is started when the tab "Dynamics" is opened
// for the first time.
//
// Messages in:
//   {type: "module", module}   first of all: the compiled module of page and engine
//   {type: "ping"}
//   {type: "analyse", number, what, checkpoint, moment, iteration}   the run as bytes and, if one of its film is shown,
//                                           that moment as bytes, and its iteration
// Messages out:
//   {type: "ready"} {type: "pong"}
//   {type: "answer", number, took, bytes}   JSON text (Engine.analyse) and how long it took [ms]
//   {type: "answer", number, failure}       why there is none, a sentence
//   {type: "failed", message}               the engine is lost; a new worker is needed
import createModule from "./playground.mjs";
import {startModule} from "./loader.js";

let engine = null;

/** Opens a run, at a moment of its film if one is given. What stands in the way is a sentence. */
function refusalToOpen({checkpoint, moment, iteration}) {
  const restored = JSON.parse(engine.restore(checkpoint));
  if (!restored.ok) return restored.issues.map(({message}) => `${message}.`).join(" ");
  if (!moment) return "";
  const refusal = engine.addMoment(moment);
  if (refusal) return refusal;
  engine.showMoment(iteration);
  return JSON.parse(engine.continueFromMoment()).ok ? "" : "That moment of the film is no longer kept.";
}

function analyse(question) {
  const began = performance.now();
  const {number, what} = question;
  const failure = refusalToOpen(question);
  if (failure) return postMessage({type: "answer", number, failure});
  const bytes = new TextEncoder().encode(engine.analyse(what));
  return postMessage({type: "answer", number, took: performance.now() - began, bytes}, [bytes.buffer]);
}

function guarded(action) {
  try {
    action();
  } catch (error) {
    console.error(error);
    const memory = /Aborted|memory|alloc/i.test(error?.message ?? "");
    postMessage({type: "failed", message: memory ? "It needed more memory than this browser gives a page." :
      "It met a fault in its own code."});
    engine = null;
  }
}

async function begin(compiled) {
  const {Engine} = await startModule(createModule, compiled);
  engine = new Engine();
  postMessage({type: "ready"});
}

onmessage = ({data}) => {
  if (data.type === "ping") postMessage({type: "pong"});
  else if (data.type === "module")
    begin(data.module).catch((error) => postMessage({type: "failed", message: String(error?.message ?? error)}));
  else guarded(() => analyse(data));
};
