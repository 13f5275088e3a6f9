// Where the parts of the page come from when the whole page is one file (web/tools/one-file.mjs): modules, fonts and
// languages are packed texts in the document, and every Worker starts from the script of the page itself. Stands in place of parts.js.

export const isOneFile = true;

const inPage = typeof document !== "undefined";

// Taken before anything changes the document: the page hands itself on as it came.
const asItCame = inPage ? document.documentElement.cloneNode(true) : null;

function bytesOfBase64(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; ++i) bytes[i] = letters.charCodeAt(i);
  return bytes;
}

/** A part out of the document, as a response to whoever expects one from the network. */
export async function fetchPart(url) {
  const name = url.pathname.split("/").pop();
  const packed = document.getElementById(`nn4n-part-${name}`);
  if (!packed) return new Response(null, {status: 404});
  const {body} = new Response(bytesOfBase64(packed.textContent));
  const type = name.endsWith(".wasm") ? "application/wasm" : "font/otf";
  return new Response(body.pipeThrough(new DecompressionStream("gzip")), {headers: {"Content-Type": type}});
}

export async function wholePage() {
  const copy = asItCame.cloneNode(true);
  for (const name of ["data-theme", "data-frame"]) copy.removeAttribute(name);
  return `<!doctype html>\n${copy.outerHTML}\n`;
}

// Workers -------------------------------------------------------------------------------------------------------------

/** The modules of the Workers, by the names that startWorker takes. */
export const workers = {
  "nn4n-engine": () => import("./worker.js"),
  "nn4n-shards": () => import("./shard-worker.js"),
  "nn4n-analysis": () => import("./analysis-worker.js"),
  "nn4n-atlas": () => import("./analysis-worker.js"),
  "nn4n-sweep": () => import("./sweep/worker.js"),
  "nn4n-checks": () => import("./lesson/check-worker.js"),
};

let scriptUrl = "";

/** The address of the page's script. A Worker that starts another one hands its own on. */
function urlOfScript() {
  if (!inPage) return self.location.href;
  scriptUrl ||= URL.createObjectURL(new Blob([document.getElementById("nn4n-code").textContent], {type: "text/javascript"}));
  return scriptUrl;
}

/**
 * The code of a Worker on the thread of the page. The compiled module, always the first message, does not go through the
 * port: from file:// browsers deliver no modules through ports.
 */
class OnThisThread {
  constructor(name) {
    const {port1, port2} = new MessageChannel();
    this.port = port1;
    this.other = port2;
    this.attached = workers[name]().then(({attach}) => attach(port2));
  }

  set onmessage(heard) { this.port.onmessage = heard; }
  set onmessageerror(heard) { this.port.onmessageerror = heard; }
  postMessage(message, transfer = []) {
    if (message.module) this.attached.then(() => this.other.onmessage({data: message}));
    else this.port.postMessage(message, transfer);
  }
  terminate() { this.port.close(); }
}

/**
 * A Worker from the script of the page or, where the browser refuses it, its code on the thread of the page. Some browsers
 * say so when it is made, others later; until the first answer it is therefore known what has been sent.
 */
class Started {
  onmessage = null;
  onerror = null;
  onmessageerror = null;
  #sent = [];

  constructor(name) {
    this.name = name;
    try {
      this.#listen(new Worker(urlOfScript(), {name}));
    } catch {
      this.#stay();
    }
  }

  #listen(worker) {
    this.worker = worker;
    worker.onmessage = (event) => {
      this.#sent = null;
      this.onmessage?.(event);
    };
    worker.onmessageerror = (event) => this.onmessageerror?.(event);
    worker.onerror = (event) => {
      if (this.#sent === null) return this.onerror?.(event);
      event.preventDefault?.();
      worker.terminate();
      return this.#stay();
    };
  }

  #stay() {
    this.#listen(new OnThisThread(this.name));
    for (const message of this.#sent) this.worker.postMessage(message);
  }

  postMessage(message, transfer = []) {
    this.#sent?.push(message);
    this.worker.postMessage(message, transfer);
  }

  terminate() {
    this.worker.terminate();
  }
}

/** What comes back is used like a Worker. Those that share a batch are of no use on the same thread. */
export function startWorker(url, name) {
  return name === "nn4n-shards" ? new Worker(urlOfScript(), {name}) : new Started(name);
}
