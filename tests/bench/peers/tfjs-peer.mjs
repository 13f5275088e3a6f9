// The benchmark's training step with TensorFlow.js on its WebAssembly backend; the protocol of torch_peer.py.
import {createInterface} from "node:readline";
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";

const CHANNELS = 3;
const ALPHA = 0.2;

class Work {
  constructor([units, trials, steps]) {
    tf.disposeVariables();
    const scale = 1 / Math.sqrt(units);
    this.recurrent = tf.variable(tf.randomNormal([units, units], 0, scale));
    this.input = tf.variable(tf.randomNormal([CHANNELS, units]));
    this.bias = tf.variable(tf.zeros([units]));
    this.readout = tf.variable(tf.randomNormal([units, CHANNELS], 0, scale));
    this.readoutBias = tf.variable(tf.zeros([CHANNELS]));
    this.mask = tf.keep(tf.ones([units, units]));
    const series = () => Array.from({length: steps}, () => tf.keep(tf.randomNormal([trials, CHANNELS])));
    this.inputs = series();
    this.targets = series();
    this.start = tf.keep(tf.zeros([trials, units]));
    this.optimiser = tf.train.adam(1e-4);
  }

  loss() {
    let potential = this.start;
    let rate = tf.relu(potential);
    const errors = this.inputs.map((input, t) => {
      const drive = tf.add(tf.add(tf.matMul(rate, this.recurrent), tf.matMul(input, this.input)), this.bias);
      potential = tf.add(tf.mul(potential, 1 - ALPHA), tf.mul(drive, ALPHA));
      rate = tf.relu(potential);
      const output = tf.add(tf.matMul(rate, this.readout), this.readoutBias);
      return tf.mean(tf.square(tf.sub(output, this.targets[t])));
    });
    return tf.mean(tf.stack(errors));
  }

  step() {
    this.optimiser.minimize(() => this.loss());
    tf.tidy(() => this.recurrent.assign(tf.mul(this.recurrent, this.mask)));
    this.bias.dataSync();
  }
}

function milliseconds(work, seconds) {
  const taken = [];
  const end = performance.now() + 1000 * seconds;
  do {
    const start = performance.now();
    work.step();
    taken.push(performance.now() - start);
  } while (performance.now() < end);
  return taken.sort((a, b) => a - b)[taken.length >> 1];
}

await tf.setBackend("wasm");
console.log(`TensorFlow.js ${tf.version.tfjs}, ${tf.getBackend()}`);
let size = "";
let work;
for await (const line of createInterface({input: process.stdin})) {
  const numbers = line.trim().split(/\s+/).map(Number);
  const seconds = numbers.pop();
  if (size !== String(numbers)) {
    size = String(numbers);
    work = new Work(numbers);
    work.step();
  }
  console.log(milliseconds(work, seconds));
}
