// Gives every decoder so many inputs, two decoders at a time, and prints a line for each:
//
//   node tests/fuzz/long-run.mjs build/sanitize 1000000 [DECODER…]
//
// The exit code is 1 when something was found; the inputs lie in build/sanitize/fuzz/DECODER.
import {spawn, spawnSync} from 'node:child_process';
import {mkdirSync} from 'node:fs';
import {join, resolve} from 'node:path';

const [build, runs, ...chosen] = process.argv.slice(2);
if (!build || !(Number(runs) > 0)) {
  console.error('usage: node long-run.mjs BUILD-FOLDER INPUTS [DECODER…]');
  process.exit(2);
}
const program = resolve(build, 'tests/nn4n_fuzz');
const listed = spawnSync(program, [], {encoding: 'utf8'}).stderr;
const known = listed.slice(listed.indexOf(':') + 1).trim().split(' ');
const waiting = chosen.length > 0 ? chosen : known;
let found = 0;

function fuzz(decoder) {
  const folder = resolve(build, 'fuzz', decoder);
  const inputs = join(folder, 'inputs');
  mkdirSync(inputs, {recursive: true});
  const options = [`-runs=${runs}`, '-max_len=65536', '-timeout=20', '-rss_limit_mb=2048', '-print_final_stats=1',
    '-verbosity=0', `-artifact_prefix=${folder}/`, inputs];
  return new Promise((done) => {
    const child = spawn(program, options, {env: {...process.env, NN4N_FUZZ: decoder, NN4N_FUZZ_SEEDS: inputs}});
    let said = '';
    child.stderr.on('data', (bytes) => { said = (said + bytes).slice(-20000); });
    child.on('close', (code) => {
      const count = /number_of_executed_units: (\d+)/.exec(said)?.[1] ?? '?';
      console.log(`${decoder}: ${count} inputs, ${code === 0 ? 'nothing found' : `exit code ${code}`}`);
      if (code !== 0) {
        found += 1;
        console.log(said);
      }
      done();
    });
  });
}

async function work() {
  while (waiting.length > 0) await fuzz(waiting.shift());
}
await Promise.all([work(), work()]);
process.exit(found > 0 ? 1 : 0);
