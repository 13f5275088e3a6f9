// Loads files of this site and says how far the load is, and starts the module. The page and the Workers use it.
//
// Bytes are counted as they arrive and compared with the sizes that the build wrote into the page, because a host that
// compresses files does not say how long they are. A copy of the stream is counted; nothing is fetched twice.
import {fetchPart} from "./parts.js";

/** What could not be loaded, in words for the page that shows it. */
export class LoadError extends Error {}

/**
 * Fetches a file.
 * @param {URL} url
 * @param {(bytes: number) => void} arrived called with the size of each part that came
 * @returns {Promise<Response>} its body is still to be read
 */
export async function load(url, arrived) {
  const response = await fetchPart(url).catch(() => {
    throw new LoadError(`${url} cannot be reached.`);
  });
  if (!response.ok) throw new LoadError(`${url} was answered with status ${response.status}.`);
  const type = response.headers.get("Content-Type") ?? "";
  if (type.startsWith("text/html")) throw new LoadError(`${url} was answered with a web page instead of the file.`);
  return counted(response, arrived);
}

/** Counts a copy, because Firefox may never finish compiling a module from a stream that a script passes on. */
function counted(response, arrived) {
  if (!response.body) return response;
  count(response.clone().body.getReader(), arrived).catch(() => {});  // who reads the original hears of it
  if (response.headers.get("Content-Type") === "application/wasm") return response;
  // This type whatever the host's: some send modules as plain bytes, and streaming would refuse them.
  return new Response(response.body, {headers: {"Content-Type": "application/wasm"}});
}

async function count(reader, arrived) {
  for (let part; !(part = await reader.read()).done;) arrived(part.value.byteLength);
}

/** Loads and compiles the module of page and engine. What is compiled can be handed to Workers, which start from it. */
export async function compileModule(arrived = () => {}) {
  return WebAssembly.compileStreaming(await load(new URL("./playground.wasm", import.meta.url), arrived));
}

/**
 * Starts a module that Emscripten made.
 * @param {(options: object) => Promise<object>} create the default export of its glue
 * @param {WebAssembly.Module | Promise<WebAssembly.Module>} compiled
 * @returns {Promise<object>} the module
 */
export function startModule(create, compiled) {
  return new Promise((resolve, reject) => {
    const instantiateWasm = (imports, done) => {
      Promise.resolve(compiled)
          .then(async (module) => done(await WebAssembly.instantiate(module, imports), module))
          .catch(reject);
      return {};
    };
    create({instantiateWasm}).then(resolve, reject);
  });
}
