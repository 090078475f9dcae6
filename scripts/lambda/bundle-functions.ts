import { cp, readdir, rm } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { buildPage } from "../../apps/web/build-page.ts";
import { copyPackages, linkPackages } from "./copy-packages.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const sources = `${root}apps/lambda/src/functions/`;

/** What people see who follow a link: it finds out by itself what is there. */
const sharePage = `${root}apps/web/bundle/share.html`;

/** Packages with native code or WebAssembly, which are files of their own. Only what develops photos needs them. */
const apart = ["libheif-js", "sharp"];
const developing = ["imaging"];

/**
 * The API of OpenTelemetry takes nothing from who was registered by an older one (internal/semver.ts of it), and layers are
 * not of this week: functions have an old one.
 */
const alias = { "@opentelemetry/api": `${root}apps/lambda/node_modules/opentelemetry-api-of-layers` };

/**
 * Puts each function of `apps/lambda` into a folder of its own, ready to be zipped: `index.mjs` and what it imports is loaded
 * by the first invocation, beside it lies what is loaded when it is first needed. (rolldown, since esbuild shares code between
 * parts by whole files: S3's client comes along with DynamoDB's, and `GET /photos` loads 947 KB instead of 575.)
 */
export async function bundleFunctions(folder: string, runsOn: "arm64" | "this machine"): Promise<void> {
  const files = (await readdir(sources)).filter((file) => /^[a-z-]+\.ts$/.test(file));
  await buildPage();
  await rm(folder, { recursive: true, force: true });
  for (const name of files.map((file) => basename(file, ".ts"))) {
    await bundleFunction(`${sources}${name}.ts`, `${folder}/${name}`);
    if (name === "http") await cp(sharePage, `${folder}/${name}/share.html`);
    if (developing.includes(name)) await (runsOn === "arm64" ? copyNatives : linkNatives)(`${folder}/${name}`);
  }
}

async function copyNatives(folder: string): Promise<void> {
  await copyPackages(`${root}packages/adapters-sharp`, apart, folder);
  await copyPackages(`${root}apps/lambda`, ["@img/sharp-linux-arm64", "@img/sharp-libvips-linux-arm64"], folder);
}

const linkNatives = (folder: string): Promise<void> => linkPackages(`${root}packages/adapters-sharp`, apart, folder);

/**
 * What is loaded at once lies in one part, for Node takes its time for each file. Not so the function itself: what it waits
 * for while it is loaded is built upon that part, and would wait for the function in turn.
 */
const start = { name: "start", tags: ["$initial" as const], test: (id: string) => !id.startsWith(sources) };

/** Bundles one function, whose source is there; in parts, unless told. */
export async function bundleFunction(source: string, folder: string, { inOneFile = false } = {}): Promise<void> {
  const bundled = await rolldown({
    input: { index: source },
    platform: "node",
    external: [/^node:/, ...apart.map((name) => new RegExp(`^${name}(/|$)`))],
    resolve: {
      alias,
      conditionNames: ["source", "module", "import", "node", "default"],
      mainFields: ["module", "main"],
    },
    checks: { eval: false },
  });
  await bundled.write({
    dir: folder,
    format: "esm",
    minify: true,
    codeSplitting: inOneFile ? false : { groups: [start] },
    comments: { legal: false },
    entryFileNames: "[name].mjs",
    chunkFileNames: "parts/[name]-[hash].mjs",
  });
  await bundled.close();
}
