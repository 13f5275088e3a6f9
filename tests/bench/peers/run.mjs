// The playground's training step beside PyTorch's and TensorFlow.js's, taking turns on this machine.
//
//   npm --prefix tests/bench/peers run compare -- [--rounds 5] [--seconds 0.4] [--sizes 50,16,100/50,64,100] [--out FILE]
//
// Needs the preset "web", Debian's python3-torch and libopenblas0-pthread, Chromium, and `npm install` here and in
// tests/browser. Writes a CSV after every size and prints it as a table. A contender that is missing is left out, and a
// line says so.
import {writeFileSync} from "node:fs";
import {availableParallelism, cpus} from "node:os";
import {join, resolve} from "node:path";
import {parseArgs} from "node:util";
import {chooseBlas, processorSupports} from "./blas.mjs";
import {Answering, Bench, Page, TwoAtOnce} from "./contenders.mjs";
import {printTable, toCsv} from "./table.mjs";

const here = import.meta.dirname;
const root = resolve(here, "../../..");
const {values: options} = parseArgs({options: {
  rounds: {type: "string", default: "5"},
  seconds: {type: "string", default: "0.4"},
  sizes: {type: "string", default: "50,16,100/50,64,100/100,64,100/100,20,1000/200,64,100/400,64,100"},
  out: {type: "string", default: join(here, "results.csv")},
  table: {type: "string"},  // only prints the table of an existing CSV file
}});

if (options.table) {
  printTable(options.table);
  process.exit();
}

const sizes = options.sizes.split("/").map((size) => size.split(",").map(Number));
const seconds = Number(options.seconds);
const rounds = Number(options.rounds);
const threads = availableParallelism();
const workers = Math.min(threads, 8);

/** Everything that can run here, in the order of the table. */
async function gather() {
  const contenders = [];
  const add = async (name, start) => {
    try {
      contenders.push(await start());
    } catch (error) {
      console.error(`not compared: ${name}: ${error.message.split("\n")[0]}`);
    }
  };
  for (const structure of ["dense", "E/I", "area-sparse", "element-sparse"]) {
    await add("node", () => Bench.start(join(root, "build/web/nn4n.mjs"), structure));
  }
  if (threads > 1) await add("node", () => TwoAtOnce.start(join(root, "build/web/nn4n.mjs"), "dense"));
  for (const count of new Set([1, workers])) {
    for (const structure of ["dense", "area-sparse", "element-sparse"]) {
      await add("Chromium", () => Page.start(structure, count));
    }
  }
  const blas = chooseBlas(join(here, "torch_peer.py"), processorSupports());
  for (const count of new Set([1, Math.min(2, threads)])) {
    await add("PyTorch", () => Answering.start("/usr/bin/python3", [join(here, "torch_peer.py"), String(count)], {
      engine: `PyTorch, BLAS kernel ${blas.kernel}`, workers: count, environment: blas.environment(count),
    }));
  }
  await add("TensorFlow.js", () => Answering.start(process.execPath, [join(here, "tfjs-peer.mjs")], {
    engine: "TensorFlow.js, WebAssembly", workers: 1, environment: process.env,
  }));
  return contenders;
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

async function compare(contenders, size) {
  const taken = contenders.map(() => []);
  for (let round = 0; round < rounds; ++round) {
    for (const [i, contender] of contenders.entries()) {
      if (contender.slow && round >= 2) continue;  // a step takes more than a second: two rounds are enough
      process.stderr.write(`\r${size}, round ${round + 1} of ${rounds}: ${contender.engine.padEnd(40)}`);
      const answer = await contender.time(size, seconds);
      contender.slow = answer.ms > 1000;
      taken[i].push(answer);
    }
  }
  process.stderr.write("\r".padEnd(80) + "\r");
  return contenders.map(({engine, structure, workers: count}, i) => {
    const ms = taken[i].map((answer) => answer.ms);
    const ceilings = taken[i].map(({ceiling}) => ceiling).filter(Boolean);
    const recurrent = taken[i].map(({gflops}) => gflops).filter(Boolean);
    return {
      engine, structure, workers: count, units: size[0], batch: size[1], steps: size[2],
      ms: median(ms), best_ms: Math.min(...ms),
      gflops: recurrent.length ? median(recurrent) : "", ceiling_gflops: ceilings.length ? median(ceilings) : "",
    };
  });
}

const heading = `${cpus()[0].model.trim()}, ${threads} threads, node ${process.version}, ${rounds} rounds`;
const contenders = await gather();
const rows = [];
try {
  for (const size of sizes) {
    rows.push(...await compare(contenders, size));
    writeFileSync(options.out, toCsv(heading, rows));
  }
} finally {
  for (const contender of contenders) await contender.stop();
}
printTable(options.out);
