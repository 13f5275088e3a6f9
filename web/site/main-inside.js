// The beginning of the one file's script, which is the page's and that of all its Workers.
import {workers} from "./parts-inside.js";

if (typeof document === "undefined") {
  workers[self.name]();
} else {
  for (const element of document.querySelectorAll("[data-autofocus]")) element.autofocus = true;  // in its dialog
  import("./page.js");
}
