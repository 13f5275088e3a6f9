// The worker that trains: it owns the engine, runs it in slices, and reports. It has a clock of its own, so that
// training goes on while the tab is hidden.
//
// Messages in (each with `sequence`, a growing number):
//   {type: "module", module}              first of all, without a number: the compiled module of page and engine
//   {type: "open", experiment, keep}      JSON text or a link; keep: the run before is kept under this number, if any
//   {type: "restore", run, experiment, keep}   goes on, paused, with the run that was kept under a number; if it is not
//                                         kept any more, opens the experiment
//   {type: "take", bytes, id, weights_only, experiment, keep}   takes up, paused, the run of a checkpoint, kept under `id`
//                                         if it has one; or begins the experiment with the weights of a file
//   {type: "examine", bytes, experiment}  asks what a file holds; it need not be for the run
//   {type: "share", what, view}           asks for a link (Engine.share), and for the state of the run that is in it
//   {type: "file", kind}                  asks for the run as a file: "checkpoint", "safetensors", "npz", "curves" or "trial"
//   {type: "check", predicates}           asks which checks of a lesson hold; costly ones only while nothing trains
//   {type: "to_analyse", moment}          asks for the run that is shown as bytes, and for the moment of its film with this
//                                         iteration, if it is not null
//   {type: "moment", iteration}           asks for the moment of the film that is nearest to an iteration; null = none is shown
//   {type: "branch", keep}                goes on, paused, from the moment that is shown, as a run of its own
//   {type: "keep"}                        writes the run into the storage at once: the page may be about to go
//   {type: "run", until: n | null}        stops exactly at iteration n; null = until paused
//   {type: "pause"} {type: "reset", keep}
//   {type: "best", keep}                  goes on, paused, from where the run had its best weights
//   {type: "change", path, value, settles}   takes effect at the next iteration; settles: once no other one of this path
//                                         has come for a moment
//   {type: "intervene", experiment}       takes the interventions of this document, JSON text; the run goes on
//   {type: "speed", value}                iterations per second, 0 = full
//   {type: "trial", index}
//   {type: "show_best", best}             snapshots, shared links and files are of the run's best weights, or its last
//   {type: "workers", value}              at most so many Workers share a batch, this one included
//   {type: "ceiling"}                     asks, for the benchmark, how fast this thread can compute at all
//   {type: "ack"}                         the last snapshot was taken in, another one may come
// Messages out (with the `sequence` of the last message that they take into account):
//   {type: "ready", presets}
//   {type: "opened", title, operations}   operations: of one iteration, which tell how long one may take
//   {type: "snapshot", status, speed, workers, bytes, film}   workers: how many took part in the last iteration; film: the
//                                         iterations of its moments, when they are others than before
//   {type: "moment", asked, bytes}        a snapshot of the moment that was asked for, and another one after "trial"
//   {type: "no_moment"}                   none is shown from which to go on; the run stays where it is
//   {type: "experiment", experiment}      JSON text, after a change was recorded in it
//   {type: "ceiling", gflops, bytes}      and the memory that the engine has taken
//   {type: "gone"}                        the run to restore is not kept any more
//   {type: "no_best"}                     the best weights of the run are not kept any more; it stays where it is
//   {type: "pong"}                        to "ping", at once unless an iteration is being computed (heartbeat.js)
//   {type: "answer", answer or error}     to "examine", "share", "file", "check" and "to_analyse", in the order in which they were asked
//   {type: "kept", begun}                 the id of the run that has just begun or come back
//   {type: "kept", record}                the run as it was written into the storage
//   {type: "kept", removed}               the id of a short run that was forgotten
//   {type: "kept", failure}               why the run cannot be written, in a sentence
//   {type: "failed", message}             the engine is lost; a new worker is needed
import createModule from "./playground.mjs";
import {Engine, EngineError} from "./engine/engine.js";
import {Helpers} from "./helpers.js";
import {Keeper} from "./keeper.js";
import {KeptRuns} from "./kept-runs.js";
import {startModule} from "./loader.js";

const inPage = typeof document !== "undefined";  // where the browser refuses Workers (parts-inside.js)
const SLICE_MS = inPage ? 12 : 10;  // of training between two looks at the messages
const SNAPSHOT_INTERVAL_MS = 33;
const SLOW_SNAPSHOT_INTERVAL_MS = 250;
const SNAPSHOT_SHARE = 0.03;   // of the time may go into snapshots of large networks, between these two intervals
const SPEED_WINDOW_MS = 1500;  // over which iterations per second are measured

const run = {training: false, iteration: 0, until: null, workers: 1};
const report = {wanted: false, inFlight: false, sentAt: -Infinity, interval: SNAPSHOT_INTERVAL_MS, historyFrom: 0,
  sequence: 0, film: ""};
const pace = {limit: 0, startedAt: 0, startedFrom: 0, marks: []};

let engine = null;   // as scripts have it: the page is a user of the package nn4n-engine, with its own compiled module
let Raw = null;      // the compiled class, and
let raw = null;      // the same engine with what only the page needs (src/api/engine.h)
let helpers = null;
let machine = null;  // measures this thread, for the benchmark
let failed = false;
let busy = false;    // between the parts of a step that others share
let shownMoment = null;  // its iteration
let held = {};       // what the engine answered about the experiment: {title, link, text, operations}
const keptRuns = new KeptRuns();
const keeper = new Keeper({
  describe: ({whole = false} = {}) => whole ? describeRun() : {iteration: run.iteration},
  bytes: () => engine.checkpoint(),
  film: {
    iterations: () => JSON.parse(raw.film()),
    bytes: (iteration) => raw.moment(iteration),
    take: takeFilm,
  },
  told: (answer) => post({type: "kept", ...answer}),
});
const waiting = [];  // messages that came before the engine was there, or while it was busy

/** Whom this Worker talks to: the page, through itself or through a port. */
let port = null;

function post(message, transfer = []) {
  port.postMessage({...message, sequence: report.sequence}, transfer);
}

/** In words what has ended the engine. What the toolchain says of it goes to the console. */
function wordsOf(error) {
  if (!(error instanceof WebAssembly.RuntimeError)) return String(error?.message ?? error);
  console.error(error);
  if (!/Aborted|memory|alloc/i.test(error.message)) return "It met a fault in its own code.";
  return "It needed more memory than this browser gives a page. Fewer units, fewer trials in a batch or a longer time " +
    "step need less.";
}

function fail(error) {
  failed = true;
  run.training = false;
  post({type: "failed", message: wordsOf(error)});
}

function guarded(action) {
  if (failed) return;
  try {
    action()?.catch?.(fail);
  } catch (error) {
    fail(error);
  }
}

// The pace ------------------------------------------------------------------------------------------------------------

function restartClock() {
  pace.startedAt = performance.now();
  pace.startedFrom = run.iteration;
}

/** How many iterations the speed limit allows by now. */
function iterationsDue(now) {
  if (pace.limit === 0) return Infinity;
  const behind = Math.floor((now - pace.startedAt) / 1000 * pace.limit) + 1 - (run.iteration - pace.startedFrom);
  if (behind <= pace.limit + 1) return behind;
  restartClock();  // a second behind: this machine is slower than the limit
  return 1;
}

function markSpeed(now) {
  const {marks} = pace;
  marks.push({now, iteration: run.iteration});
  while (marks.length > 2 && marks[1].now < now - SPEED_WINDOW_MS) marks.shift();
}

function measuredSpeed() {
  const {marks} = pace;
  if (!run.training || marks.length < 2) return 0;
  const [first, last] = [marks[0], marks[marks.length - 1]];
  return 1000 * (last.iteration - first.iteration) / Math.max(last.now - first.now, 1);
}

// The loop ------------------------------------------------------------------------------------------------------------

const channel = new MessageChannel();  // a message to itself comes back at once; browsers slow timers down
let timer = 0;
let nextSlice = false;

channel.port1.onmessage = () => {
  nextSlice = false;
  guarded(slice);
};

function schedule() {
  clearTimeout(timer);
  if (!run.training) return;
  const delay = pace.limit === 0 ? 0 : (run.iteration - pace.startedFrom) / pace.limit * 1000 + pace.startedAt -
      performance.now();
  if (delay > 1 || inPage) {  // a timer leaves the page's thread free for a moment
    timer = setTimeout(() => guarded(slice), Math.max(delay, 0));
  } else if (!nextSlice) {
    nextSlice = true;
    channel.port2.postMessage(null);
  }
}

/** One iteration, alone or with helpers; the same bits either way. */
async function step() {
  const shards = raw.shards();
  const others = helpers.wanted(shards);
  run.workers = 1 + others.length;
  if (others.length === 0) {
    const started = performance.now();
    const reached = raw.step(1);
    helpers.tookAlone(performance.now() - started);
    return reached;
  }
  const parts = raw.parts(others.length + 1);
  const answers = helpers.sum(others, parts, raw);
  busy = true;
  raw.beginStep(parts[0], parts[1]);
  raw.drawAhead();
  sendSnapshot();  // while the others are at work
  await answers;
  busy = false;
  return raw.finishStep();
}

async function slice() {
  if (!run.training || busy) return;
  const started = performance.now();
  let due = Math.min(iterationsDue(started), (run.until ?? Infinity) - run.iteration);
  while (due-- > 0 && performance.now() - started < SLICE_MS) {
    const reached = await step();
    report.wanted = true;
    const diverged = reached <= run.iteration;
    run.iteration = reached;
    if (diverged) {
      run.training = false;
      report.historyFrom = 0;
      break;
    }
    if (raw.done()) run.training = false;
    if (waiting.length > 0 || !run.training) break;
  }
  if (run.until !== null && run.iteration >= run.until) run.training = false;
  if (!run.training) raw.measureEffect();
  markSpeed(performance.now());
  sendSnapshot();
  keeper.keep(run.training);
  for (const message of waiting.splice(0)) receive(message);
  schedule();
}

// Reports -------------------------------------------------------------------------------------------------------------

function status() {
  if (run.training) return "training";
  return run.iteration === 0 ? "idle" : "paused";
}

/** Sends a snapshot, unless one is under way. About thirty a second leave while training, fewer when they take long. */
function sendSnapshot() {
  const now = performance.now();
  if (!report.wanted || report.inFlight) return;
  if (run.training && now - report.sentAt < report.interval) return;
  const bytes = raw.snapshot(report.historyFrom);
  const taken = performance.now() - now;
  report.interval = Math.min(Math.max(SNAPSHOT_INTERVAL_MS, taken / SNAPSHOT_SHARE), SLOW_SNAPSHOT_INTERVAL_MS);
  report.historyFrom = run.iteration;
  report.wanted = false;
  report.inFlight = true;
  report.sentAt = now;
  const {workers} = run;
  post({type: "snapshot", status: status(), speed: measuredSpeed(), workers, bytes, ...newsOfFilm()}, [bytes.buffer]);
}

function newsOfFilm() {
  const film = raw.film();
  if (film === report.film) return {};
  report.film = film;
  return {film: JSON.parse(film)};
}

/** Sends the moment of the film that is shown. */
function sendMoment() {
  const bytes = raw.showMoment(shownMoment);
  if (bytes.length > 0) post({type: "moment", asked: shownMoment, bytes}, [bytes.buffer]);
}

/** Takes in the moments of the run that the storage has, and answers which. What is damaged there is left out, and said. */
function takeFilm(moments) {
  const refusals = moments.map(({bytes}) =>
    bytes instanceof Uint8Array ? raw.addMoment(bytes) : "A moment of the film is not a file.");
  const refused = refusals.filter(Boolean);
  if (refused.length > 0) {
    const how = `${refused.length} of the film's ${moments.length} kept moments cannot be shown.`;
    post({type: "kept", failure: `${how} ${refused[0]}`});
  }
  report.wanted = true;
  sendSnapshot();
  return refusals.map((refusal) => refusal === "");
}

function takeIterationFromEngine() {
  run.iteration = engine.state().iteration;
}

// Messages ------------------------------------------------------------------------------------------------------------

function startOver() {
  run.training = false;
  run.until = null;
  report.historyFrom = 0;
  report.film = "";
  shownMoment = null;
  pace.marks = [];
  takeIterationFromEngine();
}

/** Remembers what the engine answered about the experiment, and tells the helpers. */
function hold({title, link, text, operations}) {
  held = {title, link, text, operations};
  helpers.open(text);
}

/** What `act` gives; null where the engine refuses. */
function unlessRefused(act) {
  try {
    return act();
  } catch (error) {
    if (error instanceof EngineError) return null;
    throw error;
  }
}

/** Opens an experiment; the default one where it cannot be read at all. */
const opened = (experiment) => unlessRefused(() => engine.open(experiment)) ?? engine.open("v=0");

/**
 * Takes up another run: what the engine answered about it, the id under which it is kept, if it is, and how far the
 * storage has it.
 */
function takeUp(found, id = "", keptIteration = null) {
  hold(found);
  startOver();
  keeper.begin(id, keptIteration ?? run.iteration);
  post({type: "opened", title: found.title, operations: found.operations});
}

/** The engine's run as a record of store.js. */
function describeRun() {
  const {iteration, accuracy, fingerprint, curve} = engine.state();
  const {title, link, text: experiment} = held;
  return {title, link, experiment, iteration, accuracy, fingerprint, curve, seed: JSON.parse(experiment).seed};
}

/** Another run is about to take the place of this one, which undo may bring back under a number. */
function leaveRun(number) {
  if (run.iteration === 0 && number === undefined) return;  // only given weights are worth to be kept at the start
  const {id} = keeper;
  const bytes = keeper.leave();
  if (number !== undefined) keptRuns.keep(number, {id, bytes});
}

/** Goes on, paused, with the run of a checkpoint; without one that can be read, opens the experiment. */
function resume(bytes, id, experiment) {
  const restored = bytes && unlessRefused(() => engine.open(bytes));
  takeUp(restored ?? opened(experiment), restored ? id : "");
  post(restored ? {type: "experiment", experiment: restored.text} : {type: "gone"});
}

const handle = {
  open({experiment, keep}) {
    leaveRun(keep);
    takeUp(opened(experiment));
  },
  restore({run: number, experiment, keep}) {
    const kept = keptRuns.take(number);
    leaveRun(keep);
    resume(kept?.bytes, kept?.id, experiment);
  },
  take({bytes, id, weights_only: weightsOnly, experiment, keep}) {
    leaveRun(keep);
    if (!weightsOnly) return resume(bytes, id, experiment);
    opened(experiment);
    return takeUp(engine.setWeights(bytes));
  },
  examine({bytes, experiment}) {
    post({type: "answer", answer: JSON.parse(Raw.examine(bytes, experiment))});
  },
  share({what, view}) {
    post({type: "answer", answer: {...engine.link(what, view), state: engine.state()}});
  },
  check({predicates}) {
    post({type: "answer", answer: JSON.parse(raw.check(JSON.stringify(predicates), !run.training))});
  },
  file({kind}) {
    const make = {
      checkpoint: () => raw.shownCheckpoint(),
      safetensors: () => engine.weights(),
      npz: () => engine.weights("npz"),
      curves: () => engine.table("curves"),
      trial: () => engine.table("trial"),
      python: () => engine.python(),
    };
    try {
      const content = make[kind]();
      post({type: "answer", answer: content}, content.buffer ? [content.buffer] : []);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      post({type: "answer", error: error.message});
    }
  },
  to_analyse({moment: iteration}) {
    const moment = iteration === null ? null : raw.moment(iteration);
    if (moment?.length === 0) return post({type: "answer", error: "That moment of the film is no longer kept."});
    const checkpoint = moment ? engine.checkpoint() : raw.shownCheckpoint();
    post({type: "answer", answer: {checkpoint, moment}}, [checkpoint.buffer, ...moment ? [moment.buffer] : []]);
  },
  keep() {
    keeper.keep(false);
  },
  run({until}) {
    run.until = until ?? null;
    run.training = run.until === null || run.until > run.iteration;
    pace.marks = [];
    markSpeed(performance.now());
    restartClock();
  },
  pause() {
    run.training = false;
    raw.measureEffect();
    keeper.keep(false);
  },
  reset({keep}) {
    leaveRun(keep);
    engine.reset();
    startOver();
    keeper.begin("", 0);
  },
  best({keep}) {
    const {id} = keeper;
    leaveRun(keep);
    const found = unlessRefused(() => engine.opened(raw.returnToBest()));
    takeUp(found ?? held, found ? "" : id);
    post(found ? {type: "experiment", experiment: found.text} : {type: "no_best"});
  },
  change({path, value}) {
    const changed = unlessRefused(() => engine.change(path, value));
    if (changed) {
      hold(changed);
      keeper.changed();
      if (!run.training) keeper.keep(false);
    }
    post({type: "experiment", experiment: held.text});
  },
  intervene({experiment: wanted}) {
    hold(engine.intervene(JSON.parse(wanted).interventions));
    keeper.changed();
    keeper.keep(run.training);
    post({type: "experiment", experiment: held.text});
    if (shownMoment !== null) sendMoment();
  },
  speed({value}) {
    pace.limit = value;
    restartClock();
  },
  moment({iteration}) {
    shownMoment = iteration;
    if (iteration === null) raw.showMoment(-1);
    else sendMoment();
  },
  branch({keep}) {
    if (shownMoment === null) return post({type: "no_moment"});
    leaveRun(keep);
    const begun = engine.opened(raw.continueFromMoment());
    takeUp(begun, "", 0);
    post({type: "experiment", experiment: begun.text});
    return keeper.keep(false);
  },
  trial({index}) {
    raw.selectTrial(index);
    if (shownMoment !== null) sendMoment();
  },
  show_best({best}) {
    engine.showBest(best);
  },
  workers({value}) {
    helpers.limitTo(value);
  },
  ceiling() {
    post({type: "ceiling", ...machine()});
  },
};

/** Values that a hand is still moving, by path. Each becomes one change when it has come to rest. */
const moving = new Map();
const SETTLED_MS = 250;
let settling = 0;
/** These messages do not wait for what a hand is moving. */
const passes = new Set(["ack", "check", "trial", "speed", "workers", "ceiling", "examine", "to_analyse"]);

/** All values that a hand is moving count now. */
function settle() {
  clearTimeout(settling);
  const values = [...moving];
  moving.clear();
  for (const [path, value] of values) deliver({type: "change", path, value, sequence: report.sequence});
}

function deliver(message) {
  if (message.type === "change" && message.settles) {
    moving.set(message.path, message.value);
    report.sequence = Math.max(report.sequence, message.sequence);
    clearTimeout(settling);
    settling = setTimeout(settle, SETTLED_MS);
    return;
  }
  if (moving.size > 0 && !passes.has(message.type)) settle();
  if (engine && !busy) guarded(() => receive(message));
  else waiting.push(message);
}

function receive(message) {
  if (message.type === "ack") {
    report.inFlight = false;
  } else if (message.type === "check") {
    handle.check(message);  // nothing that a view shows has changed
  } else {
    report.sequence = Math.max(report.sequence, message.sequence);
    handle[message.type](message);
    report.wanted = true;
    report.interval = SNAPSHOT_INTERVAL_MS;  // somebody waits for what this does
  }
  sendSnapshot();
  schedule();
}

/** Begins to listen. A page that has lost the engine, and has no Workers, attaches another port. */
export function attach(to) {
  port = to;
  failed = false;
  engine = null;
  run.training = false;
  port.onmessage = ({data}) => {
    if (data.type === "ping") return post({type: "pong"});
    if (data.type === "module") return begin(data.module).catch(fail);
    return deliver(data);
  };
}

if (!inPage) attach(self);

async function begin(compiled) {
  const module = await startModule(createModule, compiled);
  ({Engine: Raw} = module);
  engine = new Engine(Raw);
  raw = engine.raw;
  helpers = new Helpers(compiled);
  post({type: "ready", presets: engine.presets()});
  machine = () => ({gflops: Raw.ceiling(), bytes: module.HEAPU8.length});
  for (const message of waiting.splice(0)) guarded(() => receive(message));
}
