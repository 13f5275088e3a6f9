// Files that a person chooses in the browser's dialog or drops on the playground. They go to the view as data URLs,
// which keep every byte; the view alone decides what is in them.

const LONGEST_BYTES = 16 * 1024 * 1024;  // src/codec reads no longer ones

const megabytes = (bytes) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

function urlOf(file) {
  return new Promise((resolve, reject) => {
    if (file.size > LONGEST_BYTES) {
      reject(new Error(`${file.name} has ${megabytes(file.size)}; allowed ${megabytes(LONGEST_BYTES)}.`));
      return;
    }
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result));
    reader.addEventListener("error", () => reject(new Error(`${file.name} cannot be read.`)));
    reader.readAsDataURL(file);
  });
}

/** Asks for a file with one of these endings; resolves with its data URL once one was chosen. */
export function askForFile(endings) {
  const input = Object.assign(document.createElement("input"), {type: "file", accept: endings});
  return new Promise((resolve, reject) => {
    input.addEventListener("change", () => {
      const [file] = input.files;
      if (file) urlOf(file).then(resolve, reject);
    });
    input.click();
  });
}

/** Calls back with a promise of the data URL of a file that is dropped on the element. */
export function onDroppedFile(element, dropped) {
  element.addEventListener("dragover", (event) => event.preventDefault());
  element.addEventListener("drop", (event) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file) dropped(urlOf(file));
  });
}

/** Hands text out as a file, which the browser saves or asks about. */
export function saveFile(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], {type}));
  Object.assign(document.createElement("a"), {href: url, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);  // once the browser has surely read it
}
