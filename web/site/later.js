// The dialogs and files that few use. What they need is loaded when it is asked for.
import {copy} from "./clipboard.js";
import {saveFile, urlOf} from "./file.js";
import {sourceOf} from "./language.js";
import {fullLink, LONGEST_FOR_CHATS, LONGEST_LINK, longSentence} from "./link.js";
import {toast} from "./notices.js";

const element = (id) => document.getElementById(id);

export class Later {
  /**
   * @param {object} parts view, engine, stage, commands and files of the page, and
   * @param {(name: string, argument: unknown) => Promise<unknown>} parts.attempt a command, whose refusal is shown
   * @param {(what: string) => Promise<object>} parts.share a link that holds more than the set-up
   * @param {() => void} parts.refresh what stands around the canvas
   */
  constructor(parts) {
    Object.assign(this, parts);
  }

  async openApart() {
    try {
      const {ApartDialog} = await import("./apart-dialog.js");
      this.apartDialog ??= new ApartDialog({
        module: () => this.engine.module,
        run: () => this.engine.ask({type: "to_analyse", moment: null}),
        intervene: (act) => this.attempt("intervene", act),
      });
      await this.apartDialog.open();
    } catch ({message}) {
      toast(message);
    }
  }

  /** Opens the dialog of sweeps, which is loaded when it is first asked for. */
  async openSweep() {
    try {
      const {SweepDialog} = await import("./sweep/dialog.js");
      this.sweepDialog ??= new SweepDialog({
        module: () => this.engine.module,
        settings: () => JSON.parse(this.view.sweepable()),
        experiment: () => this.view.experiment(),
        title: () => sourceOf(element("title").firstChild),
        openExperiment: async (json) => {
          await this.commands.perform("open", json);
          this.refresh();
        },
        addressOf: fullLink,
        copy, save: saveFile, toast,
        opener: element("sweep-button"),
      });
      await this.sweepDialog.open();
    } catch ({message}) {
      toast(message);
    }
  }

  async figureFiles() {
    const {FigureFiles} = await import("./figure-files.js");
    this.figures ??= new FigureFiles(element("canvas"), this.view, this.stage);
    return this.figures;
  }

  /** The page as one file with what is open inside: the run as it is shown, or the experiment before it has begun. */
  async saveOneFile(format) {
    const {dataUrl, saveOneFile} = await import("./save-one-file.js");
    const begun = this.commands.summary().iteration > 0;
    await saveOneFile(format, begun ? await dataUrl(await this.engine.ask({type: "file", kind: "checkpoint"})) : this.view.experiment());
  }

  async saveFigure({plot, format}) {
    try {
      await (await this.figureFiles()).save(plot, format);
    } catch ({message}) {
      toast(message);
    }
  }

  /** A plot as text, for scripts; a picture as a data URL. */
  async plotText({plot, format}) {
    const blob = await (await this.figureFiles()).blob(plot, format);
    return format === "png" ? urlOf(blob) : blob.text();
  }

  /** Copies the link to the set-up, and opens the dialog with it; the link. */
  async shareSetup() {
    const link = fullLink(this.view.link());
    const long = link.length > LONGEST_FOR_CHATS ? longSentence(link.length, this.view.longParts()) : "";
    if (link.length > LONGEST_LINK) throw new Error(long);
    const copied = await copy(link);
    const {ShareDialog} = await import("./share-dialog.js");
    this.shareDialog ??= new ShareDialog({
      share: (kind) => this.share(kind),
      leftOut: () => this.view.leftOut(),
      longParts: () => this.view.longParts(),
      copy,
      save: (kind) => this.files.save(kind),
      oneFile: async (format, fragment) => (await import("./save-one-file.js")).saveOneFile(format, fragment),
    });
    this.shareDialog.show({link, characters: link.length, accuracy: null, copy_accuracy: null}, copied);
    return link;
  }
}
