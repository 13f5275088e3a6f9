// The page's end of the widget (widget-cell.js): a port that it hands to its parent at the start.
//
// Messages in:   {type: "open", link}   {type: "weights", bytes: Uint8Array}
// Messages out:  {type: "link", link}   after edits, a little later
//                {type: "result", result, weights}   whenever training stops
//                {type: "refused", message}   what came in cannot be taken; the page stays as it is

const LINK_MS = 300;
const LONGEST_LINK = 16 * 1024 * 1024;  // characters; a longer one is no experiment
const LONGEST_FILE = 16 * 1024 * 1024;  // bytes

export class WidgetPort {
  #port;
  #status = "";
  #link = null;
  #timer = 0;

  /**
   * @param {object} parts
   * @param {(link: string) => Promise<void>} parts.open rejects with a sentence
   * @param {(bytes: Uint8Array) => Promise<void>} parts.takeWeights the same
   * @param {() => Promise<Uint8Array>} parts.weights of the network as it is
   */
  constructor(parts) {
    Object.assign(this, parts);
    const {port1, port2} = new MessageChannel();
    this.#port = port1;
    port1.onmessage = ({data}) => this.#heard(data).catch(({message}) => port1.postMessage({type: "refused", message}));
    parent.postMessage({type: "port"}, "*", [port2]);
  }

  async #heard(message) {
    const {type, link, bytes} = message ?? {};
    if (type === "open") {
      if (typeof link !== "string" || link.length > LONGEST_LINK) throw new Error("The link of the notebook is not a text that can be read.");
      await this.open(link);
    } else if (type === "weights") {
      if (!(bytes instanceof Uint8Array) || bytes.length > LONGEST_FILE) throw new Error("The weights of the notebook are not a file that can be read.");
      await this.takeWeights(bytes);
    } else {
      throw new Error("The notebook has sent something that this page does not know.");
    }
  }

  /** @param {{status: string, iteration: number, accuracy: number | null, loss: number | null, fingerprint: string, link: string}} state */
  show({status, iteration, accuracy, loss, fingerprint, link}) {
    const stopped = this.#status === "training" && status !== "training";
    this.#status = status;
    if (link !== this.#link) {
      const first = this.#link === null;
      this.#link = link;
      clearTimeout(this.#timer);
      if (!first) this.#timer = setTimeout(() => this.#port.postMessage({type: "link", link}), LINK_MS);
    }
    if (stopped) this.#tellResult({iterations: iteration, accuracy, loss, fingerprint, link});
  }

  async #tellResult(result) {
    const weights = await this.weights();
    this.#port.postMessage({type: "result", result, weights});
  }
}
