// Evaluates the checks of what was handed in, apart from the run of the page.
//
// Messages in:   {type: "module", module}   first of all
//                {type: "check", number, link, iteration, predicates}
// Messages out:  {type: "checked", number, results, fingerprint, accuracy} or {type: "checked", number, failure}
import createModule from "../playground.mjs";
import {startModule} from "../loader.js";

const MOST_ITERATIONS = 5000;  // that are trained again

let port = null;
let engine = null;
const waiting = [];

function open(link, iteration) {
  const opened = JSON.parse(engine.open(link));
  if (!opened.ok) return opened.issues.map(({message}) => `${message}.`).join(" ");
  if (/(^|[&#?])weights=/.test(link)) {
    const taken = JSON.parse(engine.setWeights(new TextEncoder().encode(link)));
    return taken.ok ? "" : taken.issues.map(({message}) => `${message}.`).join(" ");
  }
  const wanted = Math.min(iteration, MOST_ITERATIONS);
  for (let at = 0; at < wanted;) {
    const reached = engine.step(Math.min(50, wanted - at));
    if (reached <= at) break;
    at = reached;
  }
  return "";
}

function check({number, link, iteration, predicates}) {
  try {
    const failure = open(link, iteration);
    if (failure) return port.postMessage({type: "checked", number, failure});
    const {fingerprint, accuracy} = JSON.parse(engine.state());
    return port.postMessage({type: "checked", number, results: JSON.parse(engine.check(JSON.stringify(predicates), true)), fingerprint, accuracy});
  } catch (error) {
    return port.postMessage({type: "checked", number, failure: String(error?.message ?? error)});
  }
}

async function begin(module) {
  const {Engine} = await startModule(createModule, module);
  engine = new Engine();
  for (const question of waiting.splice(0)) check(question);
}

/** Begins to listen to a Worker's own port or, without Workers, to one on the thread of the page (parts-inside.js). */
export function attach(to) {
  port = to;
  port.onmessage = ({data}) => {
    if (data.type === "module") begin(data.module).catch((error) => port.postMessage({type: "failed", message: String(error?.message ?? error)}));
    else if (engine) check(data);
    else waiting.push(data);
  };
}

if (typeof document === "undefined") attach(self);
