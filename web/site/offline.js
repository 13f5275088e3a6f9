// The page's end of the service worker (sw.js): installs it, and announces a newer build, which is taken when the person
// says so. Until then everything stays that of one build.

const element = (id) => document.getElementById(id);

/** Calls back when a newer build has been installed and waits. */
function watch(registration, waiting) {
  const look = () => {
    if (registration.waiting && navigator.serviceWorker.controller) waiting(registration.waiting);
  };
  look();
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
}

/**
 * @param {() => Promise<void>} keep resolves when nothing is lost by loading the page again
 * @param {(sentence: string) => void} say
 */
export async function beginOffline(keep, say) {
  const container = navigator.serviceWorker;
  if (!container) return;  // an address without encryption, or a browser that keeps nothing
  const registration = await container.register("./sw.js").catch(() => null);  // then the page needs the network
  if (!registration) return;
  let newer = null;
  watch(registration, (worker) => {
    newer = worker;
    element("update").hidden = false;
  });
  element("update-later").addEventListener("click", () => { element("update").hidden = true; });
  element("update-take").addEventListener("click", async () => {
    element("update-take").disabled = true;
    try {
      await keep();
      if (newer.state === "activated") return location.reload();  // another tab has taken it
      container.addEventListener("controllerchange", () => location.reload(), {once: true});
      return newer.postMessage({type: "take"});
    } catch ({message}) {
      element("update-take").disabled = false;
      return say(message);
    }
  });
}
