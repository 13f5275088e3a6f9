// One of the Workers that share a batch: sums the shards it is asked for. It owns no run.
//
// Messages in:  {type: "open", experiment}                     JSON text
//               {type: "sum", step, first, last, position}     position: Uint8Array
// Messages out: {type: "ready"}   {type: "sums", step, bytes}
import createModule from "./nn4n-engine.mjs";
import {startModule} from "./loader.js";

let engine = null;
const waiting = [];

const handle = {
  open({experiment}) {
    engine.open(experiment);
  },
  sum({step, first, last, position}) {
    const bytes = engine.sumShards(position, first, last);
    postMessage({type: "sums", step, bytes}, [bytes.buffer]);
  },
};

onmessage = ({data}) => {
  if (engine) handle[data.type](data);
  else waiting.push(data);
};

startModule(createModule, new URL("./nn4n-engine.wasm", import.meta.url), () => {}).then(({Engine}) => {
  engine = new Engine();
  for (const message of waiting.splice(0)) handle[message.type](message);
  postMessage({type: "ready"});
});
