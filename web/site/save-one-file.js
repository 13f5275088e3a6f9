// Saves the page as one file, with what is open inside: as HTML, or in a zip archive where a filter blocks .html.
import {strToU8, zipSync} from "./fflate.js";
import {saveFile} from "./file.js";
import {inside, oneFile} from "./one-file.js";

const NAME = "nn4n-playground";

/** A data URL of bytes. */
export function dataUrl(bytes) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result));
    reader.addEventListener("error", () => reject(new Error("The run cannot be put into the file.")));
    reader.readAsDataURL(new Blob([bytes], {type: "application/octet-stream"}));
  });
}

/**
 * @param {"html" | "zip"} format
 * @param {string} open what the file opens: a link's fragment, JSON text or a data URL
 */
export async function saveOneFile(format, open) {
  const text = await oneFile({open, lesson: inside().lesson});
  if (format === "html") return saveFile(`${NAME}.html`, "text/html", text);
  return saveFile(`${NAME}.zip`, "application/zip", zipSync({[`${NAME}.html`]: strToU8(text)}, {level: 9}));
}
