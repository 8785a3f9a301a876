// Lets the page of the door be reloaded without a connection. It keeps one empty page (no name, no ticket, no session) with its
// styles and scripts, and gives it out only where the network gave nothing. Its scope is the door of one session.
"use strict";
const EMPTY = "/desk/open-days/door-offline/";
const KEPT = "mingzheng-door";

const keep = async () => {
  const page = await fetch(EMPTY, { credentials: "omit" });
  if (!page.ok) return;
  const text = await page.clone().text();
  const parts = [...text.matchAll(/(?:href|src)="([^"]+\.(?:css|js|svg)[^"]*)"/g)].map((found) => found[1]);
  const cache = await caches.open(KEPT);
  await cache.put(EMPTY, page);
  await Promise.all(parts.map((part) => cache.add(part).catch(() => {})));
};

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keep());
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  if (event.data === "keep") event.waitUntil(keep().catch(() => {}));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  const wanted = request.mode === "navigate" ? EMPTY : request;
  const otherwise = async (error) => {
    const found = await caches.match(wanted, { ignoreVary: true });
    if (!found) throw error;
    return found;
  };
  event.respondWith(fetch(request).catch(otherwise));
});
