/**
 * Keeps what the page is made of, so that it opens without a network: its documents' own parts, and nothing of what anybody has
 * asked the API, nor any photo. Parts have names that change with them: a document gets those that it was built with, whichever
 * version of this file hands them out. What was built says which they are (`apps/web/shell.ts`).
 */
declare const TINTYPE_SHELL: {
  readonly version: string;
  readonly parts: readonly string[];
  /** Of the document: one of another version is not kept beside these parts. */
  readonly integrity: string;
};

interface LastingEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface ServiceWorker {
  addEventListener(type: "install" | "activate", listener: (event: LastingEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: FetchEvent) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
}
const worker = self as unknown as ServiceWorker;
const { version, parts, integrity } = TINTYPE_SHELL;
const ours = `tintype-${version}`;

/** How long somebody on a train waits for a newer document before they get the one that is here. */
const PATIENCE = 3_000;

/** Addresses that lead to something else than the page. */
const notThePage = /^\/(?:api|s|p|dl|blobs|user-pool|oauth2|login|logout|stand-ins|_dev|docs|\.well-known)(?:\/|$)/;

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  const isDocument = request.mode === "navigate" && !notThePage.test(pathname) && !/\.[^/]*$/.test(pathname);
  if (isDocument) event.respondWith(newest(request, "/"));
  else if (pathname === "/config.json") event.respondWith(newest(request, pathname));
  else if (pathname.startsWith("/assets/")) event.respondWith(kept(request));
});

async function install(): Promise<void> {
  const cache = await caches.open(ours);
  const document = new Request("/", { integrity, cache: "no-cache" });
  await cache.addAll([document, "/config.json", ...parts]);
  await worker.skipWaiting();
}

/** What the version before was made of stays: it may still be open in another tab. */
async function activate(): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith("tintype-") && name !== ours);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

const kept = async (request: Request): Promise<Response> => (await caches.match(request)) ?? fetch(request);

/** What the server has, where it answers in time; what is here otherwise. */
async function newest(request: Request, path: string): Promise<Response> {
  const cache = await caches.open(ours);
  const here = await cache.match(path);
  const there = fetch(request).then(async (response) => {
    // The document belongs to its parts, and is kept with them alone.
    if (response.ok && path !== "/") await cache.put(path, response.clone());
    return response;
  });
  if (here === undefined) return there;
  const late = new Promise<Response>((resolve) => setTimeout(resolve, PATIENCE, here));
  return Promise.race([there.catch(() => here), late]);
}
