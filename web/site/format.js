// Numbers as people read them; the words of the toolbar and of the status line.

export const count = (n) => n.toLocaleString("en");

export const percent = (fraction) => fraction === null ? "–" : `${(100 * fraction).toFixed(1)} %`;

/** "7c1e 90d4" */
export const fingerprint = (digits) => digits ? `${digits.slice(0, 4)} ${digits.slice(4)}` : "–";

/** Iterations per second: whole ones, or one decimal where that is most of the number. */
export const speed = (perSecond) => `${perSecond >= 9.95 ? count(Math.round(perSecond)) : perSecond.toFixed(1)} it/s`;

/** The run in a sentence, and what is wrong with it in another. */
export function sentence(state) {
  const {film} = state;
  if (film?.shown == null) return sentenceOfRun(state);
  return `${sentenceOfRun(state)} Shown: iteration ${count(film.shown)} of ${count(state.iteration)}.`;
}

function sentenceOfRun({status, iteration, accuracy, problems = [], diagnoses = []}) {
  if (problems.length > 0 && status !== "stopped")
    return `Cannot run yet: ${problems.length === 1 ? "one setting stands" : `${problems.length} settings stand`} in the way.`;
  const measured = diagnoses.length > 0 ? ` ${diagnoses[0].message}` : accuracy === null ? "" : ` Accuracy ${percent(accuracy)}.`;
  switch (status) {
    case "training": return iteration === 0 ? `Training.${measured}` : `Training, iteration ${count(iteration)}.${measured}`;
    case "paused": return `Paused at iteration ${count(iteration)}.${measured}`;
    case "stopped": return "The engine has stopped.";
    default: return diagnoses.length > 0 ? `Ready.${measured}` : "Ready. Nothing runs until you press Run.";
  }
}
