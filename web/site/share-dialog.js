// The dialog of Share: what the link is to hold, how long it then is and where it survives, what a shared copy is worth,
// and a code to scan.
import {closeOutside} from "./dialogs.js";
import {showEmbedCode} from "./embed-code.js";
import {count, percent} from "./format.js";
import {LONGEST_FOR_CHATS, LONGEST_LINK, longSentence} from "./link.js";

const LONGEST_FOR_LMS = 4000;  // learning platforms cut longer ones off, or wrap them

const CANNOT_COPY =
  "This browser does not let the page copy by itself. The link is selected: press Ctrl+C, or ⌘C.";
const CANNOT_COPY_CODE = CANNOT_COPY.replace("The link", "The code");

const element = (id) => document.getElementById(id);

/** Where a link of this length survives. */
export function whereItSurvives(characters) {
  const has = `The link has ${count(characters)} characters`;
  if (characters <= LONGEST_FOR_CHATS) return `${has} and survives everywhere: in chats, learning platforms and e-mail.`;
  if (characters <= LONGEST_FOR_LMS) return `${has}: learning platforms and e-mail take it, chats may cut it off.`;
  if (characters <= LONGEST_LINK) return `${has}: browsers take it, but platforms, e-mail and chats may cut it off. A file is safer.`;
  return `${has}, more than a link can hold (${count(LONGEST_LINK)}). Save a file instead.`;
}

export class ShareDialog {
  #asked = 0;

  /**
   * @param {object} parts
   * @param {(what: string) => Promise<object>} parts.share {link, characters, bits, accuracy, copy_accuracy}
   * @param {() => string} parts.leftOut what the link leaves out, in sentences
   * @param {() => string} parts.longParts the settings that make it long
   * @param {(text: string) => Promise<boolean>} parts.copy
   * @param {(kind: string) => Promise<void>} parts.save
   * @param {(format: string, fragment: string) => Promise<void>} parts.oneFile saves the page as one file with a link inside,
   *     as "html" or "zip"
   */
  constructor({share, leftOut, longParts, copy, save, oneFile}) {
    Object.assign(this, {share, leftOut, longParts, copy, save, oneFile});
    closeOutside(element("copy"));
    element("copy-what").addEventListener("change", ({target}) => this.#choose(target.value));
    element("copy-again").addEventListener("click", () => this.#copy());
    element("copy-file").addEventListener("click", () =>
      this.save(this.#what === "setup" ? "experiment" : "run").catch(({message}) => this.#say(message)));
    for (const [id, format] of [["copy-one", "html"], ["copy-zip", "zip"]]) {
      element(id).addEventListener("click", () =>
        this.oneFile(format, this.#fragment).then(() => this.#say("The file is saved."), ({message}) => this.#say(message)));
    }
    element("embed-copy").addEventListener("click", () => this.#copyCode());
  }

  get #what() {
    return element("copy-what").querySelector(":checked").value;
  }

  get #fragment() {
    return new URL(element("copy-text").value).hash.slice(1);
  }

  show(found, copied) {
    element("embed").open = false;
    element("copy-what").querySelector("[value=setup]").checked = true;
    this.#draw(found, copied ? "The link is copied." : CANNOT_COPY);
    element("copy").showModal();
    element("copy-text").select();
  }

  async #choose(what) {
    const asked = ++this.#asked;
    this.#say(what === "trained" ? "The copy is being measured." : "");
    try {
      const found = await this.share(what);
      if (asked === this.#asked) this.#draw(found, "");
    } catch ({message}) {
      this.#say(message);
    }
  }

  #say(text) {
    element("copy-why").textContent = text;
  }

  #draw({link, characters, bits, accuracy, copy_accuracy: copyAccuracy, shown, iteration}, done) {
    const which = shown === "best" ? `It is of the best weights, those of iteration ${count(iteration)}.` : "";
    const worth = bits > 0 ? `The weights are rounded to ${bits} bits. In the same fresh trials the shared copy is right ` +
      `in ${percent(copyAccuracy)}, the network itself in ${percent(accuracy)}.` : "";
    this.#say([done, which, worth, whereItSurvives(characters)].filter(Boolean).join(" "));
    const long = !worth && characters > LONGEST_FOR_CHATS ? longSentence(characters, this.longParts()) : "";
    const remarks = [long, this.leftOut()].filter(Boolean).join(" ");
    element("copy-left-out").textContent = remarks;
    element("copy-left-out").hidden = remarks === "";
    element("copy-text").value = link;
    element("copy-text").select();
    this.#drawCode(link);
    showEmbedCode(this.#fragment);
  }

  async #copyCode() {
    const copied = await this.copy(element("embed-text").value);
    if (!copied) element("embed-text").select();
    this.#say(copied ? "The code is copied." : CANNOT_COPY_CODE);
  }

  async #drawCode(link) {
    const {code} = await import("./link-code.js");
    const picture = code(link);
    element("copy-code").hidden = picture === null;
    element("copy-code").replaceChildren(...picture ? [picture] : []);
  }

  async #copy() {
    const copied = await this.copy(element("copy-text").value);
    element("copy-text").select();
    this.#say(copied ? "The link is copied." : CANNOT_COPY);
  }
}
