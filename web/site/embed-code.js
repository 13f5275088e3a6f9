// The part of Share that embeds the page in another one: the code to copy, and how the frame looks.
import {isOneFile} from "./parts.js";
import {homeOfPage} from "./one-file.js";

const FILE = "nn4n-playground.html";
const HEIGHT = 640;

const element = (id) => document.getElementById(id);
const escaped = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");

/** The address of the frame. Without a site it is the one file, which then lies beside the page that has the frame. */
export function frameAddress(fragment) {
  const home = homeOfPage();
  return `${home ? new URL(FILE, home).href : FILE}?embed=1#${fragment}`;
}

export const embedCode = (fragment) => `<iframe src="${escaped(frameAddress(fragment))}" sandbox="allow-scripts" width="100%" ` +
  `height="${HEIGHT}" loading="lazy" title="NN4N Playground"></iframe>`;

/** Shows the code for a link and, in the site, a preview when somebody wants to see it. */
export function showEmbedCode(fragment) {
  element("embed-text").value = embedCode(fragment);
  const preview = element("embed-preview");
  preview.replaceChildren();
  element("embed-try").hidden = isOneFile;  // its policy allows no frames in it
  element("embed-try").onclick = () => {
    const frame = Object.assign(document.createElement("iframe"), {src: frameAddress(fragment), title: "Preview"});
    frame.setAttribute("sandbox", "allow-scripts");
    preview.replaceChildren(frame);
    frame.scrollIntoView({block: "nearest"});
  };
}
