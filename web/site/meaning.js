// What a text that is opened is: an address, something of lessons, a file.

/** The fragment of an address, also of one that holds it in the query, as where a platform drops fragments. */
export function fragmentOf(text) {
  try {
    const address = new URL(text);
    return address.searchParams.get("s") ?? address.hash.slice(1);
  } catch {
    return text;  // no address
  }
}

/** What an address may open beside an experiment (lesson/lesson.js). */
export const isOfLessons = (text) => /^(lessons|class|build|(lesson|done|build)=.+)$/s.test(text);

/** The lesson that stands in the page itself, in a file or a package of one; or null. */
export function lessonInside() {
  const data = document.getElementById("nn4n-inside");
  try {
    return data && JSON.parse(data.textContent).lesson;
  } catch {
    return null;  // then the page opens without it
  }
}

/** The text of a lesson's file, or null when this is something else. */
export function lessonIn(text) {
  const head = text.startsWith("data:") ? atob(text.slice(text.indexOf(",") + 1).slice(0, 80)) : text.slice(0, 60);
  if (!/^\s*\{\s*"nn4n_lesson"/.test(head)) return null;
  return new TextDecoder().decode(bytesOf(text));
}

/** The bytes of a data URL, or of a text as it is. */
export function bytesOf(text) {
  if (!text.startsWith("data:")) return new TextEncoder().encode(text);
  return Uint8Array.from(atob(text.slice(text.indexOf(",") + 1)), (letter) => letter.charCodeAt(0));
}
