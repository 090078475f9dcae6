import { readFile } from "node:fs/promises";
import { type Context, Hono, type Next } from "hono";
import type { PageSource } from "../page/page.ts";
import { partHeaders, typeOf } from "../page/page-headers.ts";

const own = new URL("../../pages/", import.meta.url);

/** What the server itself shows: the mailbox's sheet, and a photo to try things with. */
const ownParts = ["style.css", "sample.jpg"];

/** Addresses that are not the page's: what is not found there is told to programs, and to people as well. */
const notThePage = /^\/(?:api|s|p|dl|blobs|assets|user-pool|oauth2|stand-ins|_dev|docs|\.well-known|@page)(?:\/|$)/;

/**
 * The page, and what it is made of. It has addresses of its own (`/trash`, `/photos/ID`), which survive that somebody loads
 * them anew: whoever asks for a page where nothing else is gets it, and it finds out what to show.
 */
export function pageRoutes(page: PageSource): Hono {
  const app = new Hono();
  for (const name of ownParts) {
    app.get(`/assets/${name}`, async () => {
      const headers = { ...partHeaders, "content-type": typeOf(name) };
      return new Response(await readFile(new URL(name, own)), { headers });
    });
  }
  app.get("/", () => page.document("index", 200));
  app.get("*", async (context: Context, next: Next) => {
    const { path } = context.req;
    const part = path.includes(".") ? await page.part(path) : undefined;
    if (part !== undefined) return part;
    if (asksForPage(context) && !notThePage.test(path)) return page.document("index", 200);
    await next();
    return undefined;
  });
  return app;
}

const asksForPage = ({ req }: Context): boolean => {
  const last = req.path.slice(req.path.lastIndexOf("/"));
  return !last.includes(".") && (req.header("accept") ?? "").includes("text/html");
};
