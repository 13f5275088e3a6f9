// The beginning of the one file's script, which is the page's and that of all its Workers.
import {workers} from "./parts-inside.js";

if (typeof document === "undefined") workers[self.name]();
else import("./page.js");
