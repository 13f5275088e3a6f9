// The address of the page is the document: its fragment is the link, which follows every edit. Some learning platforms
// and redirects drop the fragment of an address, so the link is read from the query's `s` as well.

const UPDATE_DELAY_MS = 300;  // browsers refuse to change the address with every frame

export class Address {
  /** @param {(text: string) => void} followed the person went to another link */
  constructor(followed) {
    this.current = this.read();
    this.timer = 0;
    addEventListener("hashchange", () => {
      const text = this.read();
      if (text !== this.current) followed(text);
    });
  }

  /** The link that the address holds, without "#"; empty when it holds none. */
  read() {
    if (location.hash.length > 1) return location.hash.slice(1);
    return new URLSearchParams(location.search).get("s") ?? "";
  }

  /** Tells that what the address says has been opened, and is this link: there is nothing to write until an edit. */
  opened(link) {
    this.#cancel();
    this.current = link;
  }

  /** Takes the view's link over, a little later. */
  update(link) {
    if (link === this.pending || (!this.timer && link === this.current)) return;
    this.#cancel();
    this.pending = link;
    this.timer = setTimeout(() => this.#write(link), UPDATE_DELAY_MS);
  }

  #cancel() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.pending = undefined;
  }

  #write(link) {
    this.#cancel();
    this.current = link;
    try {
      history.replaceState(null, "", fullLink(link));
    } catch {
      // refused in some frames; Share still has the link
    }
  }
}

/** The whole address that opens this link. */
export function fullLink(link) {
  const address = new URL(location.href);
  address.search = "";
  address.hash = link;
  return address.href;
}
