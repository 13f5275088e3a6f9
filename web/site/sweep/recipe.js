// What takes a sweep to a cluster: its specification, the list of its jobs, and how to run them.
import {strToU8, zipSync} from "../fflate.js";

const FILE = "sweep.json";
const LONGEST_ARRAY = 1000;  // with the settings that Slurm comes with

const recipe = (jobs) => `A sweep of NN4N Playground with ${jobs} jobs.

${FILE} is the specification. Each line of jobs.txt is the command of one job; behind the # stands its link, which opens
the experiment of the job in the playground. The program "nn4n" must be found by the shell (its README says how it is built),
and the commands run in the folder of these files.

On the cores of one machine:
    nn4n sweep ${FILE} --run

With GNU parallel, also on several machines (see its option --sshloginfile):
    parallel < jobs.txt

As an array of Slurm, on a folder that all nodes see:
    sbatch --array=1-${jobs} --wrap 'sed -n "\${SLURM_ARRAY_TASK_ID}p" jobs.txt | sh'
${jobs > LONGEST_ARRAY ? `Slurm takes arrays of at most ${LONGEST_ARRAY} jobs, unless the cluster allows more (MaxArraySize). Split the list then.
` : ""}
What is done so far, as a table, or as arrays for NumPy:
    nn4n sweep ${FILE} --collect results.csv
    nn4n sweep ${FILE} --collect results.npz

A job that was cut off goes on from its checkpoint, to the same bits, when its command is called again. A job that is done is
not run again, and nothing is overwritten. The results lie in sweep.jobs/, those that the page has computed too: they are the
same bits.
`;

export const specFile = FILE;

const nameOf = (job) => `sweep.jobs/${String(job + 1).padStart(5, "0")}.json`;

/**
 * All of it in one archive, with the results of the jobs that are done.
 * @param {(object | null)[]} results
 */
export function recipeOf(spec, list, results) {
  const jobs = results.length;
  const done = [...results.entries()].filter(([, result]) => result)
      .map(([job, result]) => [nameOf(job), strToU8(`${JSON.stringify(result, null, 2)}\n`)]);
  return zipSync({
    ...Object.fromEntries(done),
    [FILE]: strToU8(`${JSON.stringify(spec, null, 2)}\n`),
    "jobs.txt": strToU8(list),
    "README.txt": strToU8(recipe(jobs)),
  }, {level: 9});
}
