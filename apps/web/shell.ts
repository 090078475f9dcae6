import { createHash } from "node:crypto";
import type { Plugin } from "vite";

/**
 * Tells the service worker what the page of people with an account is made of, and by which hash to know the document that goes
 * with it. The page of a link needs the network anyway.
 */
export function shell(): Plugin {
  return {
    name: "tintype-shell",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const worker = bundle["service-worker.js"];
        const document = bundle["index.html"];
        if (worker?.type !== "chunk" || document?.type !== "asset") throw new Error("The page lacks a part.");
        const parts = Object.values(bundle)
          .filter((part) => part.fileName.startsWith("assets/") && !("name" in part && part.name === "share"))
          .map(({ fileName }) => `/${fileName}`)
          .concat("/assets/icon.svg")
          .toSorted();
        const integrity = `sha256-${createHash("sha256").update(document.source).digest("base64")}`;
        const version = createHash("sha256")
          .update(JSON.stringify([parts, integrity]))
          .digest("hex")
          .slice(0, 16);
        worker.code = worker.code.replace("TINTYPE_SHELL", () => JSON.stringify({ version, parts, integrity }));
      },
    },
  };
}
