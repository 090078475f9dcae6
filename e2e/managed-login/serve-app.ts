import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

export interface ServedApp extends AsyncDisposable {
  readonly origin: string;
  /** Which server the app belongs to; it has to know the app's origin before. */
  pointTo(server: string): void;
}

/** An app with Amplify, bundled as a browser gets it, at an origin of its own; this folder's unless told. */
export async function serveApp(script = new URL("app.js", import.meta.url)): Promise<ServedApp> {
  const bundle = await rolldown({
    input: fileURLToPath(script),
    platform: "browser",
    resolve: { mainFields: ["module", "main"] },
    treeshake: true,
    logLevel: "silent",
  });
  const { output } = await bundle.generate({ format: "es", codeSplitting: false });
  await bundle.close();
  const { code } = output[0];
  let target = "";
  const server = createServer((request, response) => {
    const isScript = request.url === "/app.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html; charset=utf-8");
    const html = `<!doctype html><html lang="en" data-server="${target}"><title>App</title><link rel="icon" href="data:,"><script type="module" src="/app.js"></script>`;
    response.end(isScript ? code : html);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    pointTo: (url) => {
      target = url;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
