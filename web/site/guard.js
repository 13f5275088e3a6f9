// Shows a sentence when a script of the page does not arrive, because then none of the modules runs. This is a classic
// script in the head, so that it listens before the others are loaded.
addEventListener("error", ({target}) => {
  if (!(target instanceof HTMLScriptElement)) return;
  // In a frame without an origin no part of the page may come from its own host.
  document.getElementById("one-file-here").hash = location.hash;
  document.getElementById(self.origin === "null" ? "no-origin" : "incomplete").hidden = false;
}, true);
