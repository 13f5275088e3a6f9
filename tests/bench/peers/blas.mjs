// Chooses the kernel that OpenBLAS uses. By itself OpenBLAS goes by the processor's name, and takes a slow kernel when
// it does not know the name; an environment variable may also have chosen one. So every kernel that this processor can
// run is tried.
import {spawnSync} from "node:child_process";
import {readFileSync} from "node:fs";

const kernels = [["SkylakeX", "avx512f"], ["Zen", "avx2"], ["Haswell", "avx2"], ["Sandybridge", "avx"]];

/** The names of what the processor can do, as Linux gives them. */
export function processorSupports() {
  try {
    return new Set(/^flags\s*:\s*(.*)$/m.exec(readFileSync("/proc/cpuinfo", "utf8"))[1].split(" "));
  } catch {
    return new Set();
  }
}

function environmentFor(kernel, threads) {
  const {OPENBLAS_CORETYPE: _, OPENBLAS_L2_SIZE: __, ...rest} = process.env;
  const count = String(threads);
  return {...rest, OMP_NUM_THREADS: count, OPENBLAS_NUM_THREADS: count, ...(kernel && {OPENBLAS_CORETYPE: kernel})};
}

/** The time of a step of (200, 64, 100), and the name of the kernel that ran: {ms, kernel, asked}; null if it failed. */
function attempt(program, kernel) {
  const {stdout, stderr, status} = spawnSync("/usr/bin/python3", [program, "1"], {
    encoding: "utf8", input: "200 64 100 1.5\n", env: {...environmentFor(kernel, 1), OPENBLAS_VERBOSE: "2"},
  });
  if (status !== 0) return null;
  const ran = /^Core: (\S+)/m.exec(stdout + stderr)?.[1] ?? "unknown";
  return {ms: Number(stdout.trim().split("\n").at(-1)), kernel: ran, asked: kernel};
}

/** The fastest kernel: its name, and a function from a number of threads to the environment in which it is used. */
export function chooseBlas(program, supports) {
  const names = ["", ...kernels.filter(([, needs]) => supports.has(needs)).map(([name]) => name)];
  const tried = names.map((name) => attempt(program, name)).filter((result) => result && result.ms > 0);
  for (const {asked, kernel, ms} of tried) {
    console.error(`OpenBLAS ${asked || "by itself"}: kernel ${kernel}, ${ms.toFixed(1)} ms`);
  }
  tried.sort((a, b) => a.ms - b.ms);
  const best = tried[0] ?? {kernel: "unknown", asked: ""};
  return {kernel: best.kernel, environment: (threads) => environmentFor(best.asked, threads)};
}
