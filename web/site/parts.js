// Where the parts of the page come from. In the site every part is a file of its own. In the one file (one-file.js) they
// are all inside, and parts-inside.js stands in place of this module, with the same names.

/** Is the whole page one file? */
export const isOneFile = false;

/** The answer to a request for a part. */
export const fetchPart = (url) => fetch(url);

/** Starts the Worker of a module. What comes back is used like a Worker. */
export const startWorker = (url, name) => new Worker(url, {type: "module", name});

/** The text of the whole page as one file, with nothing inside. */
export async function wholePage() {
  const answer = await fetch(new URL("./nn4n-playground.html", import.meta.url)).catch(() => null);
  if (!answer?.ok) throw new Error("The one file could not be loaded. Is the network there?");
  return answer.text();
}
