// Chooses the theme before the first paint, so that the page does not flash: a classic script in the
// head. toolbar.js changes and stores the choice later.
//
// Where the system forces its own colours on pages, the canvas takes the theme that is as light or
// dark as they are.
(() => {
  const known = ["dark", "light", "projector"];
  const forced = matchMedia("(forced-colors: active)");

  const forcedTheme = () => {
    const probe = document.createElement("div");
    probe.style.background = "Canvas";
    document.documentElement.append(probe);
    const [red, green, blue] = getComputedStyle(probe).backgroundColor.match(/[\d.]+/g).map(Number);
    probe.remove();
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128 ? "dark" : "projector";
  };

  const chosenTheme = () => {
    let stored = null;
    try {
      stored = localStorage.getItem("nn4n.theme");
    } catch {
      // Some frames refuse the storage: the page works without it.
    }
    const preferred = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
    return known.includes(stored) ? stored : preferred;
  };

  const choose = () => {
    document.documentElement.dataset.theme = forced.matches ? forcedTheme() : chosenTheme();
  };
  choose();
  forced.addEventListener("change", () => {
    choose();
    document.dispatchEvent(new Event("forcedcolors"));
  });
})();
