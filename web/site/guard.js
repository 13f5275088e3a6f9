// Shows a sentence when a script of the page does not arrive, arrives damaged or keeps the page waiting, because then none
// of the modules runs. This is a classic script in the head, so that it listens before the others are loaded.
{
  const PATIENCE_MS = 20_000;  // without any news of the load
  const loading = () => document.body?.dataset.phase === "loading";
  const show = (id) => { document.getElementById(id).hidden = false; };

  addEventListener("error", ({target}) => {
    const missing = target instanceof HTMLScriptElement;
    const damaged = target === window && loading();  // of a page that runs, others tell (trouble.js)
    if (!missing && !damaged) return;
    // In a frame without an origin no part of the page may come from its own host.
    document.getElementById("one-file-here").hash = location.hash;
    show(missing && self.origin === "null" ? "no-origin" : "incomplete");
  }, true);

  let news = "";
  let since = performance.now();
  const watch = setInterval(() => {
    if (document.body && !loading()) return clearInterval(watch);
    const now = document.getElementById("progress-label")?.textContent ?? "";
    if (now !== news) since = performance.now();
    news = now;
    const stalled = document.getElementById("stalled");
    if (stalled) stalled.hidden = performance.now() - since < PATIENCE_MS;
  }, 1000);
}
