import { readFile } from "node:fs/promises";
import { Hono } from "hono";

const own = (name: string): URL => new URL(`../../reference/${name}`, import.meta.url);

const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
};

const headers = {
  "cache-control": "no-cache",
  // Swagger UI draws its icons from data: addresses; everything else is ours, and nothing is inline.
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

/**
 * A page to read the description of the API and to try it, which asks nobody but this server. Swagger UI, which it is made
 * with, is a tool for development: an installation without it leads to the description itself.
 */
export function apiReferenceRoutes(swaggerUi: URL | null = findSwaggerUi()): Hono {
  const app = new Hono();
  if (swaggerUi === null) return app.get("/docs", (context) => context.redirect("/openapi.json"));
  for (const [path, source] of Object.entries(partsWith(swaggerUi))) {
    const type = types[source.pathname.slice(source.pathname.lastIndexOf(".") + 1)] ?? "";
    app.get(path, async () => new Response(await readFile(source), { headers: { ...headers, "content-type": type } }));
  }
  return app;
}

/** Ours lie in a folder of their own, the others as they come from npm. */
const partsWith = (swaggerUi: URL): Readonly<Record<string, URL>> => ({
  "/docs": own("index.html"),
  "/docs/reference.js": own("reference.js"),
  "/docs/reference.css": own("reference.css"),
  "/docs/swagger-ui-bundle.js": new URL("swagger-ui-bundle.js", swaggerUi),
  "/docs/swagger-ui.css": new URL("swagger-ui.css", swaggerUi),
});

function findSwaggerUi(): URL | null {
  try {
    return new URL(import.meta.resolve("swagger-ui-dist/package.json"));
  } catch {
    return null;
  }
}
