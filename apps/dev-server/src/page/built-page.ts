import type { PageSource } from "./page.ts";
import { documentHeaders, partHeaders, typeOf } from "./page-headers.ts";
import { readPart } from "./read-part.ts";

/** Where `apps/web` is built into, as far from here as from the bundle. */
const bundle = new URL("../../../web/bundle/", import.meta.url);

/** Names that change with what is in them. */
const hashed = /^\/assets\/.+-[\w-]{8}\.\w+$/;

/** The page as it was built: `npm run build`. A server without it answers, and says what is missing. */
export function createBuiltPage(folder = bundle): PageSource {
  return {
    document: async (entry, status) => {
      const html = await readPart(folder, `/${entry}.html`);
      return html === undefined
        ? new Response("The page has not been built: npm run build.\n", { status: 503, headers: partHeaders })
        : new Response(html, { status, headers: documentHeaders() });
    },
    part: async (path) => {
      const bytes = path.endsWith(".html") ? undefined : await readPart(folder, path);
      if (bytes === undefined) return undefined;
      const caching = hashed.test(path) ? { "cache-control": "public, max-age=31536000, immutable" } : {};
      const headers = { ...partHeaders, ...caching, "content-type": typeOf(path) };
      return new Response(bytes, { headers });
    },
    close: async () => {},
  };
}
