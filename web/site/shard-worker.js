// One of the Workers that share a batch: sums the shards it is asked for. It owns no run.
//
// Messages in:  {type: "module", module}                       first of all: the compiled module of page and engine
//               {type: "open", experiment}                     JSON text
//               {type: "sum", step, first, last, bytes}        bytes: Uint8Array, the position
// Messages out: {type: "ready"}   {type: "sums", step, bytes}  where they fit, in the buffer that came
import createModule from "./playground.mjs";
import {startModule} from "./loader.js";

const AWAKE_MS = 1;  // after an answer: the next question comes sooner than a thread wakes up

let engine = null;
let awakeUntil = 0;
let turning = false;
const waiting = [];

const handle = {
  open({experiment}) {
    engine.open(experiment);
  },
  sum({step, first, last, bytes: position}) {
    const bytes = engine.sumShards(position, first, last);
    postMessage({type: "sums", step, bytes}, [bytes.buffer]);
    engine.drawAhead();
    awakeUntil = performance.now() + AWAKE_MS;
    if (!turning) turn();
  },
};

/** Keeps the event loop turning, after everything else that waits in it. */
function turn() {
  turning = performance.now() < awakeUntil && "scheduler" in globalThis;
  if (turning) scheduler.postTask(turn, {priority: "background"});
}

async function begin(compiled) {
  const {Engine} = await startModule(createModule, compiled);
  engine = new Engine();
  for (const message of waiting.splice(0)) handle[message.type](message);
  postMessage({type: "ready"});
}

onmessage = ({data}) => {
  awakeUntil = 0;
  if (data.type === "module") return begin(data.module);
  if (engine) handle[data.type](data);
  else waiting.push(data);
  return undefined;
};
