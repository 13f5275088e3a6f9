/** What is wrong with a field of an experiment, or with a file. */
export interface Issue { path: string; message: string }

/** Something that was asked for cannot be done. */
export class EngineError extends Error { issues: Issue[] }

/** What was opened. What was wrong with it has been repaired and is listed in `issues`. */
export interface Opened {
  title: string;
  /** The fragment of a link, without "#". */
  link: string;
  /** The experiment, with all fields that differ from the defaults or not. */
  experiment: Record<string, unknown>;
  /** The experiment as JSON text. The same experiment gives the same text. */
  text: string;
  /** Multiplications and additions with recurrent weights in one iteration of training, as for a dense network. */
  operations: number;
  issues: Issue[];
}

export interface State {
  iteration: number;
  /** Null before it has been measured. */
  loss: number | null;
  /** A share of 0 to 1, in the last validation; null before it has been measured. */
  accuracy: number | null;
  /** Eight hexadecimal digits: the same digits are the same weights, to the last bit. */
  fingerprint: string;
  diverged_at: number | null;
  passed_at: number | null;
  best_iteration: number;
  best_accuracy: number | null;
  confirmed_accuracy: number | null;
  stage: number;
  stages: number;
  redraws: number;
  shown: "last" | "best";
  diagnoses: {key: string; path: string; message: string; remedy: string}[];
  /** At most 61 pairs of an iteration and its accuracy. */
  curve: [number, number][];
  /** The task is learnt, and training is to stop there (training.stop). */
  done: boolean;
}

/** A link to hand on. */
export interface Link {
  link: string;
  characters: number;
  bits: number | null;
  accuracy: number | null;
  copy_accuracy: number | null;
  shown: "last" | "best";
  iteration: number;
}

/**
 * An experiment and its run. A new engine holds the default experiment, not yet trained. Methods throw an EngineError when
 * something cannot be done; the run is then as it was.
 */
export class Engine {
  /**
   * Opens "preset:NAME", a link or its fragment, JSON text, an experiment as an object (only what differs from the defaults
   * needs to be in it), or the bytes of a file: a checkpoint, which goes on to the same bits, or weights.
   */
  open(what: string | object | Uint8Array | ArrayBuffer): Opened;
  /** Trains for so many further iterations, or fewer when the loss is not finite or when training is to stop. */
  train(iterations: number): State;
  state(): State;
  /** How the network does in so many fresh trials, at most 100,000: curves that suit the task, with intervals. */
  evaluate(trials?: number, how?: {activity?: boolean}): Record<string, unknown>;
  /** How the network does it: "fixed_points@Stimulus", "spectrum", "pca", "axes", "gradient", "activity" …, with commas between. */
  analyse(what: string): Record<string, unknown>;
  /** Acts on all that is looked at from now on: ["silence:Decision/I@Stimulus"]. An empty list takes all of them back. */
  intervene(acts: (string | {act: string; on?: boolean; trained_from?: number; trained_until?: number})[]): Opened;
  /** Changes a field that may change during training, such as "training.learning_rate", and records the change. */
  change(path: string, value: number): Opened;
  /** Back to iteration 0 and the weights of the beginning. */
  reset(): State;
  /** The weights as a file, with the names of NN4N's state_dict. */
  weights(format?: "safetensors" | "npz"): Uint8Array;
  /** Starts anew at iteration 0 with the weights of a file. */
  setWeights(bytes: Uint8Array | ArrayBuffer): Opened;
  /** The run as a file, from which open() goes on to the same bits. */
  checkpoint(): Uint8Array;
  /** Files, links, tables and evaluations are of the best weights of the run, or of its last ones. */
  showBest(best?: boolean): boolean;
  /** A table as CSV. */
  table(what: "curves" | "trial"): string;
  /** A Python program that rebuilds the network with NN4N on PyTorch. */
  python(): string;
  link(what?: "setup" | "run" | "trained"): Link;
  /** The areas, their units and the densities that were drawn. */
  structure(): Record<string, unknown>;
  presets(): {key: string; label: string; help: string}[];
  /** Gives its memory back. */
  close(): void;
}

/** What came out of a job of a sweep. */
export interface JobResult {
  program: string;
  /** Counted from 1, as `nn4n sweep` does. */
  job: number;
  settings: Record<string, number | string | boolean>;
  iterations: number;
  /** The iteration at which the task was learnt, or null. */
  passed_at: number | null;
  /** Shares of 0 to 1; null before they have been measured. */
  accuracy: number | null;
  confirmed_accuracy: number | null;
  loss: number | null;
  redraws: number;
  diverged: boolean;
  fingerprint: string;
  until: number;
  link: string;
}

/**
 * An experiment at all combinations of some settings and seeds, as numbered jobs: those of the program `nn4n sweep`, with the
 * same bits. The number of a job here counts from 0.
 */
/** What a trained network does: accuracy, its behavioural plots as in `nn4n analyse --json`, and mean rates by condition. */
export interface Individual {
  accuracy: number | null;
  plots: Record<string, unknown>[];
  states: {conditions: string[]; units: number; states: number[][]};
}

export class Sweep {
  readonly jobs: number;
  readonly iterations: number;
  /** The settings with their values; the seeds are the last axis and turn fastest. */
  readonly axes: {path: string; values: (number | string | boolean)[]}[];
  /** The fragment of the link of a job, without "#". */
  link(job: number): string;
  experiment(job: number): Record<string, unknown>;
  /** What `nn4n sweep FILE --list` prints. */
  list(file?: string): string;
  /** Trains a job to its end. */
  run(job: number): JobResult;
  /** The same in slices: begin(), step() until `ended`, result(). */
  begin(job: number): void;
  /** Trains for so many iterations, or fewer where the job ends; answers how far it is. */
  step(iterations?: number): number;
  readonly ended: boolean;
  /** Null while the job has not ended. */
  result(): JobResult | null;
  /** What the network of a job that has ended does in the same trials as those of all jobs; null before its end. */
  individual(): Individual | null;
  /** How alike 2 to 64 of them are: angles between their mean rates by condition after the best rotation [rad], and places in a plane. */
  map(individuals: Individual[]): {conditions: string[]; distances: number[][]; places: [number, number][]; explained: number};
  /** The table of these results as CSV, as `nn4n sweep --collect` writes it; what is null is left out. */
  table(results: (JobResult | null)[]): string;
  /** Gives its memory back. */
  close(): void;
}

type Asked<Method> = Method extends (...args: infer Args) => infer Answer ? (...args: Args) => Promise<Answer> : never;

/** The same engine in a Worker of its own. */
export type EngineWorker = {[Name in Exclude<keyof Engine, "train" | "close">]: Asked<Engine[Name]>} & {
  train(iterations: number, how?: {progress?: (state: State) => void}): Promise<State>;
  /** Ends train(), which resolves with how far it has come. */
  pause(): void;
  close(): void;
};

/** An engine on this thread. */
export function createEngine(): Promise<Engine>;
/** An engine in a Worker: in a browser from a blob (worker-src blob:), under node as a thread. */
export function createWorker(): Promise<EngineWorker>;
/** A sweep on this thread; rejects with an EngineError when the specification, JSON text or an object, does not fit. */
export function createSweep(spec: string | object): Promise<Sweep>;
/** The build, and the schema of experiments and links. */
export const build: string;
export const schema: number;
