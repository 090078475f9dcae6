import { readFile } from "node:fs/promises";
import { Hono } from "hono";

const own = (name: string): URL => new URL(`../../reference/${name}`, import.meta.url);

/** The parts of the page and where they lie: ours in a folder of their own, the others as they come from npm. */
const parts: Readonly<Record<string, readonly [source: URL, type: string]>> = {
  "/docs": [own("index.html"), "text/html; charset=utf-8"],
  "/docs/reference.js": [own("reference.js"), "text/javascript; charset=utf-8"],
  "/docs/reference.css": [own("reference.css"), "text/css; charset=utf-8"],
  "/docs/swagger-ui-bundle.js": [
    new URL(import.meta.resolve("swagger-ui-dist/swagger-ui-bundle.js")),
    "text/javascript; charset=utf-8",
  ],
  "/docs/swagger-ui.css": [new URL(import.meta.resolve("swagger-ui-dist/swagger-ui.css")), "text/css; charset=utf-8"],
};

const headers = {
  "cache-control": "no-cache",
  // Swagger UI draws its icons from data: addresses; everything else is ours, and nothing is inline.
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

/** A page to read the description of the API and to try it, which asks nobody but this server. */
export function apiReferenceRoutes(): Hono {
  const app = new Hono();
  for (const [path, [source, type]] of Object.entries(parts)) {
    app.get(path, async () => new Response(await readFile(source), { headers: { ...headers, "content-type": type } }));
  }
  return app;
}
