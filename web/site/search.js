// Search over all settings: a dialog with a text field and what was found; choosing leads to the control in the canvas.
// It is HTML, so that a soft keyboard, an input method and a screen reader have something to work with.

const element = (id) => document.getElementById(id);

function made(tag, className, text) {
  const node = Object.assign(document.createElement(tag), {className});
  node.textContent = text;
  return node;
}

export class Search {
  #found = [];
  #chosen = 0;

  /**
   * @param {object} parts
   * @param {(text: string) => {path: string, label: string, value: string, help: string}[]} parts.find
   * @param {(path: string) => void} parts.go
   */
  constructor({find, go}) {
    Object.assign(this, {find, go});
    element("search-button").addEventListener("click", () => this.open());
    element("search-text").addEventListener("input", () => this.#look());
    element("search-text").addEventListener("keydown", (event) => this.#key(event));
    element("search-results").addEventListener("click", ({target}) => {
      const row = target.closest("li");
      if (row) this.#choose(Number(row.dataset.index));
    });
  }

  open() {
    if (element("search").open) return;
    element("search").showModal();
    element("search-text").select();
    this.#look();
  }

  #look() {
    const text = element("search-text").value;
    this.#found = this.find(text);
    element("search-results").replaceChildren(...this.#found.map((one, index) => this.#row(one, index)));
    const count = this.#found.length;
    element("search-count").textContent = text.trim() === "" ? "Try tau, Dale, noise or learning rate." :
      count === 0 ? "No setting has these words in its name, its help or its key." :
      `${count} ${count === 1 ? "setting" : "settings"}`;
    this.#mark(0);
  }

  #row({label, value, help}, index) {
    const row = made("li", "", "");
    row.id = `search-${index}`;
    row.dataset.index = index;
    row.setAttribute("role", "option");
    row.append(made("b", "", label), made("span", "value", value), made("small", "", help));
    return row;
  }

  #mark(index) {
    this.#chosen = Math.max(0, Math.min(index, this.#found.length - 1));
    for (const row of element("search-results").children) {
      row.setAttribute("aria-selected", Number(row.dataset.index) === this.#chosen);
    }
    const row = element(`search-${this.#chosen}`);
    row?.scrollIntoView({block: "nearest"});
    element("search-text").setAttribute("aria-activedescendant", row ? row.id : "");
  }

  #key(event) {
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (step) this.#mark(this.#chosen + step);
    if (event.key === "Enter") this.#choose(this.#chosen);
    if (step || event.key === "Enter") event.preventDefault();
  }

  #choose(index) {
    const found = this.#found[index];
    if (!found) return;
    element("search").close();
    element("canvas").focus();
    this.go(found.path);
  }
}
