// Shows a sentence when a script of the page does not arrive, because then none of the modules runs. This is a classic
// script in the head, so that it listens before the others are loaded.
addEventListener("error", ({target}) => {
  if (target instanceof HTMLScriptElement) document.getElementById("incomplete").hidden = false;
}, true);
