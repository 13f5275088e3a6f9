// The worker that looks into the network: fixed points, trajectories, flow. It is started when the tab "Dynamics" is opened
// for the first time.
//
// Messages in:
//   {type: "module", module}   first of all: the compiled module of page and engine
//   {type: "ping"}
//   {type: "analyse", number, what, checkpoint, moment, iteration}   the run as bytes and, if one of its film is shown,
//                                           that moment as bytes, and its iteration
//   {type: "atlas", checkpoint}             the lesion atlas of this run, part by part, and what its areas tell each other
// Messages out:
//   {type: "atlas", done, total, atlas, talk}   how far it is; at last what it is (src/analysis/area_report.h)
//   {type: "driven", more}                  after the atlas: currents, and the stimulation map
//   {type: "atlas", failure}                    why there is none, a sentence
//   {type: "ready"} {type: "pong"}
//   {type: "answer", number, took, bytes}   JSON text (Engine.analyse) and how long it took [ms]
//   {type: "answer", number, failure}       why there is none, a sentence
//   {type: "failed", message}               the engine is lost; a new worker is needed
import createModule from "./playground.mjs";
import {startModule} from "./loader.js";

let engine = null;
let port = null;  // whom this Worker talks to: the page, through itself or through a port

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
  if (failure) return port.postMessage({type: "answer", number, failure});
  const bytes = new TextEncoder().encode(engine.analyse(what));
  return port.postMessage({type: "answer", number, took: performance.now() - began, bytes}, [bytes.buffer]);
}

const PARTS_AT_ONCE = 4;  // of the atlas, between two words about how far it is

function startAtlas(question) {
  const failure = refusalToOpen(question);
  if (failure) return port.postMessage({type: "atlas", failure});
  return goOnWithAtlas();
}

function goOnWithAtlas() {
  const answer = JSON.parse(engine.atlas(PARTS_AT_ONCE));
  const talk = answer.atlas && JSON.parse(engine.analyse("balance,communication"));
  port.postMessage({type: "atlas", ...answer, talk});
  setTimeout(() => guarded(answer.atlas ? driveUnits : goOnWithAtlas));
}

function driveUnits() {
  port.postMessage({type: "driven", more: JSON.parse(engine.analyse("currents,stimulation"))});
}

/** What was asked before the engine was there. */
const waiting = [];

function guarded(action) {
  try {
    action();
  } catch (error) {
    console.error(error);
    const memory = /Aborted|memory|alloc/i.test(error?.message ?? "");
    port.postMessage({type: "failed", message: memory ? "It needed more memory than this browser gives a page." :
      "It met a fault in its own code."});
    engine = null;
  }
}

async function begin(compiled) {
  const {Engine} = await startModule(createModule, compiled);
  engine = new Engine();
  port.postMessage({type: "ready"});
  for (const question of waiting.splice(0)) ask(question);
}

function ask(question) {
  guarded(() => question.type === "atlas" ? startAtlas(question) : analyse(question));
}

/** Begins to listen. Without Workers one port has the page's engine at a time (parts-inside.js). */
export function attach(to) {
  port?.postMessage({type: "failed", message: "This page has no Workers, so it computes one analysis at a time."});
  port = to;
  engine = null;
  port.onmessage = ({data}) => {
    if (data.type === "ping") port.postMessage({type: "pong"});
    else if (data.type === "module")
      begin(data.module).catch((error) => port.postMessage({type: "failed", message: String(error?.message ?? error)}));
    else if (engine) ask(data);
    else waiting.push(data);
  };
}

if (typeof document === "undefined") attach(self);
