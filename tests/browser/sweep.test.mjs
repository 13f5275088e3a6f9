// A sweep of 3 × 3 × 4 under three runners, the program itself, GNU parallel and a Slurm array on a cluster of one node
// that is started here. Each is cut off twice and called again. All give the same table.
import assert from "node:assert/strict";
import {execFileSync, spawn, spawnSync} from "node:child_process";
import {existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync} from "node:fs";
import {hostname, tmpdir} from "node:os";
import {join} from "node:path";
import {after, before, test} from "node:test";
import {notRun, root} from "./support/site.mjs";

const program = ["build/native/nn4n", "build/sanitize/nn4n"].map((path) => join(root, path)).find(existsSync);
const spec = {
  experiment: "v=0&task=gonogo&network.areas.0.units=6&network.areas.1.units=5&training.batch=4&training.validation_trials=10",
  iterations: 40,
  axes: {"network.areas.0.units": [4, 6, 8], "training.learning_rate": "0.001..0.003/3"},
  seeds: 4,
};
const jobs = 36;

let folder;
let env;
before(() => {
  folder = mkdtempSync(join(tmpdir(), "nn4n-sweep-"));
  writeFileSync(join(folder, "spec.json"), JSON.stringify(spec));
  if (program) symlinkSync(program, join(folder, "nn4n"));
  env = {...process.env, PATH: `${folder}:${process.env.PATH}:/usr/sbin`};
});
after(() => rmSync(folder, {recursive: true, force: true}));

const has = (name) => spawnSync("sh", ["-c", `command -v ${name}`], {env}).status === 0;
const nn4n = (...words) => execFileSync("nn4n", ["sweep", "spec.json", ...words], {cwd: folder, env, encoding: "utf8"});
const done = (out) => existsSync(join(folder, out)) ? readdirSync(join(folder, out)).filter((name) => name.endsWith(".json")).length : 0;

/** The results of a runner as a table. */
function table(out) {
  nn4n("--out", out, "--collect", `${out}.csv`);
  return readFileSync(join(folder, `${out}.csv`), "utf8");
}

/** Starts a command and, when so many jobs are done, ends it with everything that it started. */
async function cutOff(command, out, enough) {
  const child = spawn("sh", ["-c", command], {cwd: folder, env, detached: true, stdio: "ignore"});
  const ended = new Promise((end) => child.once("exit", end));
  while (done(out) < enough && child.exitCode === null) await new Promise((later) => setTimeout(later, 20));
  assert.equal(child.exitCode, null, "it was still at work");
  process.kill(-child.pid, "SIGKILL");
  await ended;
  assert.ok(done(out) < jobs, "some jobs are not done");
}

let whole;  // the table of a sweep that nothing cut off
function expected() {
  if (!whole) {
    nn4n("--run", "--out", "whole");
    whole = table("whole");
    assert.equal(whole.trim().split("\n").length, jobs + 1);
  }
  return whole;
}

test("the program itself, cut off twice, gives the same table", {timeout: 180_000}, async (t) => {
  if (!program) return notRun(t, 'there is no native program: build the preset "native"');
  await cutOff("exec nn4n sweep spec.json --run --every 0 --out here", "here", 2);
  await cutOff("exec nn4n sweep spec.json --run --every 0 --out here", "here", 12);
  nn4n("--run", "--out", "here");
  assert.equal(table("here"), expected());
  return undefined;
});

test("GNU parallel, cut off twice, gives the same table", {timeout: 180_000}, async (t) => {
  if (!program || !has("parallel")) return notRun(t, "it needs the native program and GNU parallel (Debian: parallel)");
  writeFileSync(join(folder, "jobs.txt"), nn4n("--list", "--every", "0", "--out", "lines"));
  await cutOff("parallel < jobs.txt", "lines", 2);
  await cutOff("parallel < jobs.txt", "lines", 12);
  execFileSync("sh", ["-c", "parallel < jobs.txt"], {cwd: folder, env, stdio: "ignore"});
  assert.equal(table("lines"), expected());
  return undefined;
});

/** Starts a cluster of this machine alone; what ends it. */
function startSlurm() {
  const place = join(folder, "slurm");
  for (const part of ["state", "spool"]) mkdirSync(join(place, part), {recursive: true});
  mkdirSync("/run/munge", {recursive: true});
  execFileSync("sh", ["-c", `[ -f /etc/munge/munge.key ] || mungekey -c
    chown munge: /run/munge /etc/munge/munge.key
    pgrep -x munged >/dev/null || runuser -u munge -- munged --force`], {env, stdio: "ignore"});
  const host = hostname().split(".")[0];
  writeFileSync(join(place, "slurm.conf"), `ClusterName=one
SlurmctldHost=${host}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
StateSaveLocation=${place}/state
SlurmdSpoolDir=${place}/spool
SlurmctldPidFile=${place}/slurmctld.pid
SlurmdPidFile=${place}/slurmd.pid
SlurmctldLogFile=${place}/slurmctld.log
SlurmdLogFile=${place}/slurmd.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
AuthType=auth/munge
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
KillWait=1
SlurmdParameters=config_overrides
SchedulerParameters=sched_interval=1,sched_min_interval=0,batch_sched_delay=0
NodeName=${host} NodeAddr=127.0.0.1 CPUs=12 State=UNKNOWN
PartitionName=all Nodes=${host} Default=YES MaxTime=INFINITE State=UP
`);
  env.SLURM_CONF = join(place, "slurm.conf");
  for (const daemon of ["slurmctld", "slurmd"]) execFileSync(daemon, [], {env, stdio: "ignore"});
  return () => {
    for (const daemon of ["slurmd", "slurmctld"]) {
      try {
        process.kill(Number(readFileSync(join(place, `${daemon}.pid`), "utf8")));
      } catch { /* it has ended */ }
    }
  };
}

test("a Slurm array, cut off twice, gives the same table", {timeout: 180_000}, async (t) => {
  const there = ["slurmctld", "slurmd", "munged", "sbatch"].every(has);
  if (!program || !there || process.getuid() !== 0) {
    // The set-up installs no cluster: this test runs where somebody has installed one.
    return t.skip("NOT RUN: it needs the native program, root, and Slurm with munge (Debian: slurm-wlm)");
  }
  t.after(startSlurm());
  writeFileSync(join(folder, "array.txt"), nn4n("--list", "--every", "0", "--out", "array"));
  const submit = (...more) => execFileSync("sbatch", [...more, `--array=1-${jobs}`, "--output=/dev/null", "--wrap",
    'sed -n "${SLURM_ARRAY_TASK_ID}p" array.txt | sh'], {cwd: folder, env, encoding: "utf8"});
  for (const enough of [2, 12]) {
    const id = /\d+/.exec(submit())[0];
    while (done("array") < enough) await new Promise((later) => setTimeout(later, 50));
    execFileSync("scancel", ["--signal=KILL", "--full", id], {env});
    execFileSync("scancel", [id], {env});
    while (execFileSync("squeue", ["-h"], {env, encoding: "utf8"}).trim()) await new Promise((later) => setTimeout(later, 100));
    assert.ok(done("array") < jobs, "some jobs are not done");
  }
  submit("--wait");
  assert.equal(table("array"), expected());
  return undefined;
});
