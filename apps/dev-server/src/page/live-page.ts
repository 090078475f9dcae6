import { randomBytes } from "node:crypto";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { LocalRoute } from "../routes/local-route.ts";
import type { PageSource } from "./page.ts";
import { documentHeaders, partHeaders, typeOf } from "./page-headers.ts";
import { readPart } from "./read-part.ts";

const web = new URL("../../../web/", import.meta.url);
const base = "/@page/";

/** `apps/web/live.ts`, which is no part of what is shipped. */
interface Live {
  document(file: string, nonce: string): Promise<string>;
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * The page as its sources are at this moment, for whoever works on it: Vite in this process, on this port. It is loaded when
 * somebody first asks for the page, so that nobody else waits for it.
 */
export function createLivePage(server: Server, publicUrl: string): PageSource & { readonly route: LocalRoute } {
  let opening: Promise<Live> | undefined;
  const open = (): Promise<Live> => {
    opening ??= import(new URL("live.ts", web).href).then(({ openLivePage }) =>
      openLivePage({ server, base, host: new URL(publicUrl).hostname }),
    );
    return opening;
  };
  return {
    document: async (entry, status) => {
      const nonce = randomBytes(16).toString("base64");
      const html = await (await open()).document(`${entry}.html`, nonce);
      return new Response(html, { status, headers: documentHeaders(nonce) });
    },
    part: async (path) => {
      const bytes = await readPart(new URL("public/", web), path);
      return bytes && new Response(bytes, { headers: { ...partHeaders, "content-type": typeOf(path) } });
    },
    route: {
      prefix: base,
      methods: ["GET", "HEAD"],
      // Modules are named by their files, wherever these lie.
      anySpelling: true,
      handle: async (request, response) => (await open()).handle(request, response),
    },
    close: async () => (await opening)?.close(),
  };
}
