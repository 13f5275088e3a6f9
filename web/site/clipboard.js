// Copying text, as far as the browser lets a page do that. In a frame of a learning platform the first way is often
// refused.

async function throughClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;  // no such API here, no permission, or not the focused document
  }
}

function throughSelection(text) {
  const before = document.activeElement;
  const box = document.createElement("textarea");
  box.className = "aside";
  box.readOnly = true;
  box.value = text;
  document.body.append(box);
  box.select();
  const copied = document.execCommand("copy");
  box.remove();
  before?.focus?.({preventScroll: true});
  return copied;
}

/** Call it from the handler of a click or a key. Resolves with whether the text was copied. */
export async function copy(text) {
  return await throughClipboard(text) || throughSelection(text);
}
