// Loads the module, the fonts and the engine, of which the page is made.
import {EngineClient} from "./engine-client.js";
import {compileModule, load, startModule} from "./loader.js";
import {toast} from "./notices.js";

const files = {
  module: new URL("./playground.wasm", import.meta.url),
  fonts: {
    400: new URL("./inter-400.otf", import.meta.url),
    500: new URL("./inter-500.otf", import.meta.url),
    600: new URL("./inter-600.otf", import.meta.url),
  },
};

export function hasWebGl2() {
  return document.createElement("canvas").getContext("webgl2") !== null;
}

/** Loads a font of the user interface once, for the page and for the canvas. */
async function loadFont(weight, url, arrived) {
  const bytes = await (await load(url, arrived)).arrayBuffer();
  document.fonts.add(await new FontFace("Inter", bytes.slice(0), {weight}).load());
  return {weight: Number(weight), bytes: new Uint8Array(bytes)};
}

export async function loadView(progress, compiled) {
  const fonts = Object.entries(files.fonts).map(([weight, url]) => loadFont(weight, url, progress.expect(url)));
  const {default: create} = await import("./playground.mjs");
  const {Page} = await startModule(create, compiled);
  const view = new Page("#canvas");
  for (const {weight, bytes} of await Promise.all(fonts)) view.addFont(weight, bytes);
  return view;
}

/** A client whose `ready` resolves once the engine runs in its worker. */
export function startEngine(compiled) {
  let client;
  const ready = new Promise((resolve, reject) => {
    client = new EngineClient({
      ready: resolve,
      failed: (message) => reject(new Error(message)),
      kept: ({failure}) => { if (failure) toast(failure); },  // a frame that is refused the storage says so at once
    });
  });
  client.start();
  compiled.then((module) => client.useModule(module), () => {});  // the view says what is wrong with it
  return {client, ready};
}

/** Compiles the module, and tells the progress how far it is. */
export const compile = (progress) => compileModule(progress.expect(files.module));
