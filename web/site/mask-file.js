// Files of masks: chosen in the browser's dialog, or dropped on the playground. What they say is the view's affair.

const LONGEST_BYTES = 4 * 1024 * 1024;  // 512 by 512 numbers as NumPy prints them take less

async function textOf(file) {
  return file.size <= LONGEST_BYTES ? file.text() : `${file.name} is too long`;
}

/** Asks for a file; calls back with its text once one was chosen. */
export function askForFile(chosen) {
  const input = Object.assign(document.createElement("input"), {type: "file", accept: ".csv,.tsv,.txt,text/*"});
  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (file) chosen(await textOf(file));
  });
  input.click();
}

/** Calls back with the text of a file that is dropped on the element. */
export function onDroppedFile(element, dropped) {
  element.addEventListener("dragover", (event) => event.preventDefault());
  element.addEventListener("drop", async (event) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file) dropped(await textOf(file));
  });
}
