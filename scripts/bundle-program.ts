import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Packages with native code or WebAssembly, which are files of their own. */
const apart = ["better-sqlite3", "libheif-js", "sharp"];

/**
 * Puts a program that contains the dev server, and the one that decodes pictures for it, into a few files: a process that
 * loads ten files starts in half the time of one that loads eight hundred, and is a third smaller. The program is
 * `FOLDER/main.js`; the others lie in `parts` (there as well, unless told). They have to lie as deep in `apps/dev-server` as
 * its sources do: what those find by their own place (pages, the child beside its parent) they find from there, too.
 */
export async function bundleProgram(main: string, folder: string, parts = ""): Promise<void> {
  const bundle = await rolldown({
    input: { main, "imaging-child": `${root}packages/adapters-sharp/src/isolated/imaging-child.ts` },
    platform: "node",
    external: [/^node:/, ...apart.map((name) => new RegExp(`^${name}(/|$)`))],
    resolve: { conditionNames: ["source", "import", "node", "default"] },
    checks: { eval: false },
  });
  await bundle.write({
    dir: folder,
    format: "esm",
    entryFileNames: ({ name }) => (name === "main" ? "main.js" : `${parts}${name}.js`),
    chunkFileNames: `${parts}[name].js`,
  });
  await bundle.close();
}
