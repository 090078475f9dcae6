import { readFile } from "node:fs/promises";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "vite";

export interface LivePageOptions {
  /** Takes the browsers' connections that tell them what has changed. */
  readonly server: Server;
  /** What every address of a module begins and ends with: `/@page/`. */
  readonly base: string;
  /** The host by which browsers know the server. */
  readonly host: string;
}

/** The page as its sources are at this moment, for whoever works on it. The dev server loads this file when it is needed. */
export async function openLivePage({ server, base, host }: LivePageOptions) {
  const vite = await createServer({
    root: import.meta.dirname,
    configFile: `${import.meta.dirname}/vite.config.ts`,
    base,
    appType: "custom",
    // What it warns of is for whoever works on the page; what it greets with is not.
    logLevel: "warn",
    html: { cspNonce: nonce },
    server: { middlewareMode: true, hmr: { server }, allowedHosts: [host] },
  });
  return {
    /** The document of an entry, with this nonce wherever something stands inside of it. */
    document: async (file: string, saying: string): Promise<string> => {
      const html = await readFile(`${import.meta.dirname}/${file}`, "utf8");
      return (await vite.transformIndexHtml(`/${file}`, html)).replaceAll(nonce, saying);
    },
    /** Answers with a module; resolves to false where there is none. */
    handle: (request: IncomingMessage, response: ServerResponse): Promise<boolean> =>
      new Promise((resolve, reject) => {
        response.once("close", () => resolve(true));
        vite.middlewares(request, response, (error?: unknown) =>
          error === undefined ? resolve(false) : reject(error),
        );
      }),
    close: () => vite.close(),
  };
}

const nonce = "NONCE-OF-THIS-ANSWER";
