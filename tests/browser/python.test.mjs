// Python's side of what is handed on: the program that rebuilds a network with NN4N on PyTorch, and files that NumPy
// wrote. It runs with Debian's python3-torch against stand-ins of NN4N's classes (tests/python), which do what the
// program needs of NN4N 1.2 and of 1.0.3.
import assert from "node:assert/strict";
import {spawnSync} from "node:child_process";
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {after, test} from "node:test";
import {root, siteFolder} from "./support/site.mjs";

const folder = mkdtempSync(join(tmpdir(), "nn4n-python-"));
after(() => rmSync(folder, {recursive: true}));

const python = ["/usr/bin/python3", "python3"].find((name) => spawnSync(name, ["-c", "import torch, numpy"]).status === 0);
const versions = ["nn4n_1_2", "nn4n_1_0_3"];

/** Runs Python with a version of the stand-in; answers {code, out, err}. */
function runPython(version, ...words) {
  assert.ok(python, "no Python with torch and numpy found: apt-get install python3-torch python3-numpy");
  const env = {...process.env, PYTHONPATH: join(root, "tests/python", version), PYTHONDONTWRITEBYTECODE: "1"};
  const {status, stdout, stderr} = spawnSync(python, words, {cwd: folder, env, encoding: "utf8"});
  return {code: status, out: stdout, err: stderr};
}

/** Runs the program nn4n under node. */
function nn4n(...words) {
  const program = join(siteFolder, "../nn4n.mjs");
  const {status, stdout, stderr} = spawnSync(process.execPath, [program, ...words], {cwd: folder, encoding: "utf8"});
  return {code: status, out: stdout, err: stderr};
}

function succeeds({code, out, err}) {
  assert.equal(code, 0, err + out);
  return out;
}

/** Two areas with activations of their own, time constants that are learnt, and every term of the loss. */
const MANY_TERMS = "v=0&network.areas.0.units=9&network.areas.1.units=8&network.areas.1.own_activation=true" +
  "&network.areas.1.activation=sigmoid&network.areas.1.tau_ms=50&network.learn_alpha=true&loss=11&loss.1.weight=0.1" +
  ["mean_rate", "rate_sd", "rate_cv", "state_prediction", "entropy", "hebbian", "all_weights", "recurrent_weight",
    "vanishing_gradient"].map((name, i) => `&loss.${i + 2}.term=${name}&loss.${i + 2}.weight=0.01`).join("");

const networks = {
  "two areas of E and I units": "preset:pdm",
  "three areas": "preset:three_areas",
  "cross-entropy on trials of NeuroGym": "preset:nn_brain_ei",
  "two areas with masks between them": "preset:nn4n_ei_two_areas",
  "no signs, own activations, every term of the loss": MANY_TERMS,
};
for (const [what, experiment] of Object.entries(networks)) {
  test(`the Python program rebuilds the network, and trains it: ${what}`, () => {
    succeeds(nn4n("train", experiment, "--iterations", "20", "--checkpoint", "run.safetensors"));
    succeeds(nn4n("python", "run.safetensors", "--out", "network.py"));
    for (const version of versions) {
      const out = succeeds(runPython(version, "network.py", "--train", "2"));
      assert.match(out, /^rates +differs by \d\.\de-\d\d$/m);
      assert.match(out, /The network is the playground's, to 0\.0001\./);
      assert.match(out, /iteration 2: loss \d/);
      if (experiment === MANY_TERMS) assert.match(out, /vanishing_gradient +is not part of this program's loss/);
    }
  });
}

test("the Python program stops where the network is not the playground's", () => {
  succeeds(nn4n("python", "preset:pdm", "--out", "network.py"));
  const text = readFileSync(join(folder, "network.py"), "utf8");
  writeFileSync(join(folder, "other.py"), text.replace('"dt_ms": 20', '"dt_ms": 19').replace(
    'layer.alpha = arrays["alpha"]', 'layer.alpha = arrays["alpha"] * 0.95'));
  for (const version of versions) {
    const {code, err} = runPython(version, "other.py");
    assert.equal(code, 1);
    assert.match(err, /AssertionError: rates differs by \S+ from the playground's/);
  }
});

test("a network in layers has no Python program, and the sentence says why", () => {
  const {code, err} = nn4n("python", "v=0&network.areas.1.layer=1");
  assert.equal(code, 2);
  assert.match(err, /NN4N's CTRNN has one layer\. Set the layer of every area to 0/);
});

test("a state_dict that NumPy saved as npz opens, and a transposed one is refused with words", () => {
  succeeds(nn4n("train", "v=0&seed=3", "--iterations", "5", "--out", "weights.npz"));
  const program = `
import numpy as np
with np.load("weights.npz") as arrays:
    state = {k: arrays[k] for k in arrays.files if k.startswith(("recurrent_layer.", "readout_layer.")) or k == "init_state"}
np.savez("state.npz", **{k: v.astype("float64") for k, v in state.items()})
np.savez_compressed("packed.npz", **state)
state["recurrent_layer.input_layer.weight"] = state["recurrent_layer.input_layer.weight"].T
np.savez("transposed.npz", **state)
state["recurrent_layer.input_layer.weight"] = np.array(["a", "b"])
np.savez("words.npz", **state)
`;
  succeeds(runPython(versions[0], "-c", program));
  const fingerprint = (out) => JSON.parse(out.trim().split("\n").at(-1)).fingerprint;
  const expected = fingerprint(succeeds(nn4n("train", "weights.npz", "--iterations", "0")));
  for (const name of ["state.npz", "packed.npz"]) {
    const out = succeeds(nn4n("train", "v=0&seed=3", "--weights", name, "--iterations", "0"));
    assert.equal(fingerprint(out), expected, name);
  }
  const refused = (name) => {
    const {code, err} = nn4n("train", "v=0&seed=3", "--weights", name, "--iterations", "0");
    assert.equal(code, 2, name);
    return err;
  };
  assert.match(refused("transposed.npz"),
    /recurrent_layer\.input_layer\.weight is 3 x 64; allowed 64 x 3 \(is it transposed\?\)/);
  assert.match(refused("words.npz"), /is of type <U1; allowed <f4, <f8/);
});

test("the README's program turns a task of NeuroGym into own data, which trains", () => {
  const [, program] = readFileSync(join(root, "README.md"), "utf8").match(/```python\n([^]*?)```/);
  succeeds(runPython("neurogym", "-c", program));
  const out = succeeds(nn4n("train", "neurogym.npz", "--iterations", "3"));
  assert.equal(JSON.parse(out.trim().split("\n").at(-1)).iterations, 3);
  succeeds(nn4n("import", "neurogym.npz", "--out", "own.json"));
  const {task} = JSON.parse(readFileSync(join(folder, "own.json"), "utf8"));
  assert.equal(task.name, "data");
  assert.equal(task.step_ms, 20);
});
