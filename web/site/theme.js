// Chooses the theme before the first paint, so that the page does not flash: a classic script in the
// head. toolbar.js changes and stores the choice later.
(() => {
  const known = ["dark", "light", "projector"];
  let stored = null;
  try {
    stored = localStorage.getItem("nn4n.theme");
  } catch {
    // Some frames refuse the storage: the page works without it.
  }
  const preferred = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
  document.documentElement.dataset.theme = known.includes(stored) ? stored : preferred;
})();
