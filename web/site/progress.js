// The progress bar of the load: how many bytes of which files have come.

export class Progress {
  /**
   * @param {HTMLProgressElement} bar
   * @param {HTMLElement} label
   * @param {Record<string, number>} sizes by file name; a file without size is not waited for
   */
  constructor(bar, label, sizes) {
    Object.assign(this, {bar, label, sizes, total: 0, come: 0});
  }

  /**
   * Adds a file to what is expected.
   * @param {URL} url
   * @returns {(bytes: number) => void} to be told of each part that came
   */
  expect(url) {
    this.total += this.sizes[url.pathname.split("/").pop()] ?? 0;
    return (bytes) => this.arrived(bytes);
  }

  arrived(bytes) {
    this.come += bytes;
    if (this.total === 0) return;
    this.bar.max = this.total;
    this.bar.value = Math.min(this.come, this.total);
    const kilobytes = (n) => Math.round(n / 1000).toLocaleString("en");
    this.label.textContent =
        `Loading the playground: ${kilobytes(this.bar.value)} of ${kilobytes(this.total)} kB`;
  }
}

/** The sizes that the build wrote into the page; empty when it was not built. */
export function knownSizes() {
  try {
    return JSON.parse(document.querySelector('meta[name="nn4n-sizes"]').content);
  } catch {
    return {};
  }
}
