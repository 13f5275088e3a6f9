// Elements of the page, made without any text that is read as HTML.

export function element(name, properties = {}, children = []) {
  const made = document.createElement(name);
  const {role, ...rest} = properties;
  Object.assign(made, rest);
  if (role) made.setAttribute("role", role);
  made.append(...children);
  return made;
}

export function button(words, pressed, {key = "", ...properties} = {}) {
  const made = element("button", {type: "button", textContent: words, ...properties});
  if (key) made.dataset.key = key;
  made.addEventListener("click", pressed);
  return made;
}

export const fill = (parent, children) => parent.replaceChildren(...children);

/** On a phone, where a column has no room: two tabs, of which one shows the column and the other the playground. */
export function sheetTabs(column, playground) {
  const choose = (which) => {
    if (which === "playground") document.body.dataset.sheet = which;
    else delete document.body.dataset.sheet;
    tabs.forEach((one, k) => one.setAttribute("aria-pressed", String((k === 1) === (which === "playground"))));
  };
  const tabs = [button(column, () => choose("column"), {key: "sheet.column"}), button(playground, () => choose("playground"), {key: "sheet.playground"})];
  choose("column");
  return element("div", {className: "lesson-sheet"}, tabs);
}

/** A dialog that goes away when it is closed. */
export function dialog(title, children, {closeWords, className = "lesson-dialog tall"} = {}) {
  const head = element("h2", {textContent: title, id: `dialog-${Math.random().toString(36).slice(2)}`});
  const made = element("dialog", {className, translate: false}, [element("div", {className: "head"}, [head, button(closeWords, () => made.close(), {autofocus: true, key: "close"})]),
    element("div", {}, children)]);
  made.setAttribute("aria-labelledby", head.id);
  made.addEventListener("close", () => made.remove());
  document.body.append(made);
  made.showModal();
  return made;
}
