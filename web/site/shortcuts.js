// Keys that work wherever the focus is: Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y undo and redo, Ctrl+K searches. In a text field
// they undo what is being typed, as everywhere. Ctrl+A selects what is in a text field, and nothing elsewhere: the page
// is no text.

const TEXT_FIELDS = "input, textarea, select, dialog[open] *";

/**
 * @param {object} parts
 * @param {() => boolean} parts.typing is a value being typed in the canvas?
 * @param {() => void} parts.search
 * @param {(name: string) => void} parts.command
 */
export function listenForShortcuts({typing, search, command}) {
  const act = (event) => {
    const key = event.key.toLowerCase();
    if (key === "k" && !event.shiftKey) return search;
    if (event.target.closest(TEXT_FIELDS)) return null;
    if (key === "a") return () => {};
    if (typing()) return null;
    if (key === "z") return () => command(event.shiftKey ? "redo" : "undo");
    return key === "y" && !event.shiftKey ? () => command("redo") : null;
  };
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const action = act(event);
    if (!action) return;
    event.preventDefault();
    action();
  }, {capture: true});
}
