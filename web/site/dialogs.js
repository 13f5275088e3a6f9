// What dialogs have in common.

/** Closes a dialog at a press that begins and ends beside it. Escape closes every dialog by itself. */
export function closeOutside(dialog) {
  const beside = ({target, clientX, clientY}) => {
    const {left, right, top, bottom} = dialog.getBoundingClientRect();
    return target === dialog && (clientX < left || clientX > right || clientY < top || clientY > bottom);
  };
  let began = false;
  dialog.addEventListener("pointerdown", (event) => { began = beside(event); });
  dialog.addEventListener("click", (event) => {
    if (began && beside(event)) dialog.close();
  });
}

/** A new element with a class and a text. */
export function made(tag, className, text = "") {
  const node = Object.assign(document.createElement(tag), {className});
  node.textContent = text;
  return node;
}
