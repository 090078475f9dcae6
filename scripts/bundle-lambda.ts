/**
 * Puts each function of `apps/lambda` into a folder of its own in `apps/lambda/bundle`, ready to be zipped: `index.mjs` and
 * what it imports is loaded by the first invocation, and beside it lies what is loaded when it is first needed. (esbuild
 * shares code between parts by whole files, and S3's client comes along with DynamoDB's: 947 KB instead of 575.)
 */
import { readdir, rm } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const app = fileURLToPath(new URL("../apps/lambda/", import.meta.url));
const entries = (await readdir(`${app}src/functions`)).filter((file) => !/\.(?:test|lane|fixture)\.ts$/.test(file));
await rm(`${app}bundle`, { recursive: true, force: true });
for (const file of entries) await bundle(basename(file, ".ts"));

async function bundle(name: string): Promise<void> {
  const bundled = await rolldown({
    input: { index: `${app}src/functions/${name}.ts` },
    platform: "node",
    // The one package with native code: its binary for the function's own processor is put beside the bundle.
    external: [/^node:/, /^sharp(\/|$)/],
    resolve: { conditionNames: ["source", "module", "import", "node", "default"], mainFields: ["module", "main"] },
    checks: { eval: false },
  });
  await bundled.write({
    dir: `${app}bundle/${name}`,
    format: "esm",
    minify: true,
    comments: { legal: false },
    entryFileNames: "[name].mjs",
    chunkFileNames: "parts/[name]-[hash].mjs",
  });
  await bundled.close();
}
