// The jobs of a sweep by the settings that they share: one cell for each combination, one job in it for each seed.

/** What can be shown of a job: its number or null, how it is read, and whether more is better. */
export const measures = {
  accuracy: {
    label: "Accuracy",
    of: ({accuracy}) => accuracy,
    words: (value) => `${(100 * value).toFixed(1)} %`,
    missing: "not measured",
    moreIsBetter: true,
  },
  learnt: {
    label: "Iterations to learn",
    of: ({passed_at: passed}) => passed,
    words: (value) => Math.round(value).toLocaleString("en"),
    missing: "not learnt",
    moreIsBetter: false,
  },
};

export const summaries = {median: "Median over the seeds", worst: "Worst of the seeds"};

/** Numbers from the best to the worst; what is missing, a network that has not learnt, is the worst. */
function ordered(jobs, {of, moreIsBetter}) {
  const worth = (job) => of(job.result) ?? (moreIsBetter ? -Infinity : Infinity);
  return [...jobs].sort((a, b) => moreIsBetter ? worth(b) - worth(a) : worth(a) - worth(b));
}

/**
 * What stands for the jobs of a cell that are done: its number (null where half of the jobs, or the worst one, have none), and
 * the job that is closest to it.
 * @param {{result: object}[]} jobs
 */
export function summaryOf(jobs, measure, summary) {
  if (jobs.length === 0) return {value: null, job: null};
  const sorted = ordered(jobs, measure);
  if (summary === "worst") return {value: measure.of(sorted.at(-1).result), job: sorted.at(-1)};
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  const [a, b] = [measure.of(low.result), measure.of(high.result)];
  return {value: a === null || b === null ? null : (a + b) / 2, job: high};
}

/**
 * Rows and columns of the map. With one setting there is one row.
 * @param {import("./sweep.js").Sweep} sweep
 */
export function cellsOf(sweep) {
  const axes = sweep.plan.axes;
  const seeds = axes.at(-1).values;
  const settings = axes.slice(0, -1);
  const [rows, columns] = settings.length === 2 ? settings : [null, settings[0] ?? {path: "", values: [""]}];
  const height = rows ? rows.values.length : 1;
  const cell = (row, column) => {
    const first = (row * columns.values.length + column) * seeds.length;
    return seeds.map((seed, k) => ({number: first + k, seed, result: sweep.results[first + k], link: sweep.plan.links[first + k]}));
  };
  return {rows, columns, cells: Array.from({length: height}, (_, row) => columns.values.map((_, column) => cell(row, column)))};
}
