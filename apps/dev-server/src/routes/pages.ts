import { readdirSync, readFileSync } from "node:fs";
import { Hono } from "hono";

const folder = new URL("../../pages/", import.meta.url);

const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
  jpg: "image/jpeg",
};

const headers = {
  "cache-control": "no-cache",
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

/** A page or one of its parts, from the folder beside the sources; the names are ours, never a client's. */
function page(name: string, status = 200): Response {
  const type = types[name.slice(name.lastIndexOf(".") + 1)] ?? "";
  return new Response(readFileSync(new URL(name, folder)), { status, headers: { ...headers, "content-type": type } });
}

/** The page that people see at `/`, and what it is made of. */
export function pageRoutes(): Hono {
  const app = new Hono();
  app.get("/", () => page("index.html"));
  const assets = readdirSync(folder).filter((name) => !name.endsWith(".html"));
  for (const name of assets) app.get(`/assets/${name}`, () => page(name));
  return app;
}

/** The page for people who follow a link; it finds out by itself whether the link leads anywhere. */
export const sharePage = (found: boolean): Response => page("share.html", found ? 200 : 404);
