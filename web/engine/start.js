// Starts the compiled module with the glue that Emscripten made.
import createModule from "./nn4n-engine.mjs";
import {startModule} from "./loader.js";
import {Engine} from "./engine.js";
import {Sweep} from "./sweep.js";

/** An engine on this thread. */
export async function engineFrom(compiled) {
  const {Engine: Raw} = await startModule(createModule, compiled);
  return new Engine(Raw);
}

/** A sweep on this thread. */
export async function sweepFrom(compiled, spec) {
  const {Sweep: Raw} = await startModule(createModule, compiled);
  return new Sweep(Raw, spec);
}
