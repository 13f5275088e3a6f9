// The service worker: the page works without a network after the first visit.
//
// It keeps one whole build at a time, each file checked by its hash, and answers from that alone: what does not match is not
// installed, and the build before stays. A newer build waits until the person takes it (offline.js). Tabs that still show the
// build before get its files from its cache, which is kept that long; names with a hash are never those of another content.

/** make-site.mjs writes the build's identity and its files here: [name, the beginning of the content's SHA-256]. */
const site = {build: "", files: []};

const scope = new URL(self.registration.scope);
const prefix = `nn4n ${scope.pathname} `;
const cacheName = prefix + site.build;
const CACHES = 2;  // this build and the one before
const hashed = /\.[0-9a-f]{10}\.[a-z0-9]+$/;
const names = new Set(site.files.map(([name]) => name));

async function hashOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Fetches a file of this build; rejects when it is not the one that was built. */
async function fetchChecked([name, hash]) {
  const response = await fetch(new URL(name, scope), {cache: hashed.test(name) ? "default" : "no-cache"});
  const bytes = await response.arrayBuffer();
  if (!response.ok || !(await hashOf(bytes)).startsWith(hash)) throw new Error(`${name} is not that of build ${site.build}.`);
  const headers = new Headers(response.headers);
  for (const gone of ["Content-Encoding", "Content-Length"]) headers.delete(gone);  // the bytes are unpacked
  return [name, new Response(bytes, {headers})];
}

async function install() {
  const before = await caches.has(cacheName);
  const cache = await caches.open(cacheName);
  try {
    for (const [name, response] of await Promise.all(site.files.map(fetchChecked))) await cache.put(new URL(name, scope), response);
  } catch (error) {
    if (!before) await caches.delete(cacheName);
    throw error;
  }
}

async function forgetOlderBuilds() {
  const builds = (await caches.keys()).filter((key) => key.startsWith(prefix) && key !== cacheName);
  for (const old of builds.slice(0, Math.max(builds.length - (CACHES - 1), 0))) await caches.delete(old);
}

async function answer(name, request) {
  const kept = names.has(name) ? await (await caches.open(cacheName)).match(new URL(name, scope)) : undefined;
  const before = !kept && hashed.test(name) ? await caches.match(request) : undefined;
  return kept ?? before ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOlderBuilds()));
self.addEventListener("message", ({data}) => {
  if (data?.type === "take") self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const {origin, pathname} = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== scope.origin || !pathname.startsWith(scope.pathname)) return;
  event.respondWith(answer(pathname.slice(scope.pathname.length) || "index.html", event.request));
});
