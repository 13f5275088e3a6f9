// Who is compared. Each has `engine`, `structure`, `workers` and
//   time([units, trials, steps], seconds)   resolves with {ms, gflops?, ceiling?}
//   stop()
import {execFile, spawn} from "node:child_process";
import {createInterface} from "node:readline";
import {promisify} from "node:util";

const run = promisify(execFile);

/** The program nn4n under node: one thread, fixed data. */
export class Bench {
  static async start(program, structure) {
    await run(process.execPath, [program, "bench", "--size", "8,8,8", "--structure", structure, "--rounds", "1"]);
    return Object.assign(new Bench(), {program, structure, workers: 1, engine: "NN4N Playground, node"});
  }

  async time(size) {
    const {stdout} = await run(process.execPath, [this.program, "bench", "--json", "--rounds", "3",
      "--size", size.join(","), "--structure", this.structure]);
    const [row] = JSON.parse(stdout).steps;
    return {ms: row.ms_per_step, gflops: row.gflops, ceiling: row.ceiling_gflops};
  }

  stop() {}
}

/** Two programs at once that share nothing, timed as if they shared a step: two Workers could not be faster here. */
export class TwoAtOnce {
  static async start(program, structure) {
    const one = await Bench.start(program, structure);
    return Object.assign(new TwoAtOnce(), {one, structure, workers: 2, engine: "NN4N Playground, node, apart"});
  }

  async time(size) {
    const both = await Promise.all([this.one.time(size), this.one.time(size)]);
    return {ms: (both[0].ms + both[1].ms) / 4};
  }

  stop() {}
}

/** bench.html in Chromium: whole iterations of the trainer, with their trials, in the page's Workers. */
export class Page {
  static #shared;

  static async start(structure, workers) {
    Page.#shared ??= Page.#open();
    const {site, page} = await Page.#shared;
    return Object.assign(new Page(), {site, page, structure, workers, engine: "NN4N Playground, Chromium"});
  }

  static async #open() {
    const {start} = await import("../../browser/support/site.mjs");
    const site = await start();
    const page = await site.browser.newPage();
    page.setDefaultTimeout(0);
    await page.goto(new URL("bench.html", site.url).href);
    await page.waitForFunction(() => window.benchmark);
    return {site, page};
  }

  async time(size) {
    const [row] = await this.page.evaluate((what) => window.benchmark(what),
        {rounds: 1, sizes: [size], structures: [this.structure], workers: [this.workers]});
    return row;
  }

  async stop() {
    await Page.#shared?.then(({site}) => site.close());
    Page.#shared = undefined;
  }
}

/** A process that answers "units trials steps seconds" with milliseconds, a line each. */
export class Answering {
  static async start(program, args, {engine, workers, environment}) {
    const child = spawn(program, args, {env: environment, stdio: ["pipe", "pipe", "inherit"]});
    const lines = createInterface({input: child.stdout})[Symbol.asyncIterator]();
    const self = Object.assign(new Answering(), {child, lines, workers, structure: "dense"});
    const {value: name} = await Promise.race([lines.next(), new Promise((_, reject) => child.on("error", reject))]);
    if (name === undefined) throw new Error(`${program} ${args[0]} does not run`);
    self.engine = engine.replace(/^[^,]*/, name.split(",")[0]);
    return self;
  }

  async time(size, seconds) {
    this.child.stdin.write(`${size.join(" ")} ${seconds}\n`);
    const {value} = await this.lines.next();
    if (value === undefined) throw new Error(`${this.engine} has ended`);
    return {ms: Number(value)};
  }

  stop() {
    this.child.stdin.end();
  }
}
