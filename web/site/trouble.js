// What the page says when something it needs is missing or has died: what happened, what to do, one way out.

/**
 * @typedef {object} Trouble
 * @property {string} title
 * @property {string} happened
 * @property {string} remedy
 * @property {string} action the button's words
 */

/** @type {Record<string, Trouble>} */
const troubles = {
  webgl: {
    title: "This browser does not offer WebGL 2",
    happened: "The playground draws with WebGL 2. It is switched off here, or the graphics driver is on the browser’s " +
        "list of faulty ones.",
    remedy: "Switch on hardware acceleration in the browser’s settings (in Chrome: Settings, System) and restart it, " +
        "or open this page in another browser: Chrome, Edge, Firefox and Safari of the last years have WebGL 2.",
    action: "Try again",
  },
  load: {
    title: "The playground could not be loaded",
    happened: "A part of this page did not arrive, or it is of another version than the rest.",
    remedy: "Check the connection and try again. If that does not help, a filter of this network may block files that " +
        "end in .wasm: ask whoever runs it, or use another network.",
    action: "Try again",
  },
  context: {
    title: "The browser has taken the graphics away",
    happened: "The page can no longer draw: the graphics driver was restarted, or too many pages draw at once. Training " +
        "goes on, and the run is kept.",
    remedy: "Reload the page: it comes back with the run. If that does not help, close other pages that draw, or restart " +
        "the browser.",
    action: "Reload the page",
  },
  engine: {
    title: "The engine has stopped",
    happened: "The part of the page that trains ended unexpectedly, perhaps because memory ran out. The experiment is " +
        "not lost, and the run is kept as it was written last.",
    remedy: "Restart the engine: the run comes back, paused, or begins anew where this browser keeps nothing. If it " +
        "happens again, make the network or the batch smaller.",
    action: "Restart the engine",
  },
};

const element = (id) => document.getElementById(id);

/**
 * @param {"webgl" | "load" | "context" | "engine"} kind
 * @param {unknown} detail for whoever looks into it
 * @param {() => void} act what the button does
 */
export function showTrouble(kind, detail, act) {
  const {title, happened, remedy, action} = troubles[kind];
  element("trouble-title").textContent = title;
  element("trouble-happened").textContent = happened;
  element("trouble-remedy").textContent = remedy;
  element("trouble-action").textContent = action;
  element("trouble-action").onclick = act;
  element("trouble-detail").textContent = String(detail?.message ?? detail);
  element("loading").hidden = true;
  element("trouble").hidden = false;
  element("trouble-action").focus();
}

export function hideTrouble() {
  element("trouble").hidden = true;
}
