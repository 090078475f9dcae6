import { globSync, statSync } from "node:fs";
import { env } from "node:process";
import { build } from "vite";

const folder = import.meta.dirname;
const sources = ["*.{html,ts,json}", "src/**/*", "public/**/*"];

/** Builds the page into `bundle`, unless nothing has changed since that was done. */
export async function buildPage(): Promise<void> {
  const newest = Math.max(...globSync(sources, { cwd: folder }).map((file) => writtenAt(`${folder}/${file}`)));
  if (writtenAt(`${folder}/bundle/index.html`) > newest) return;
  const before = env["NODE_ENV"];
  // A test runner has said `test`, and React would be built for looking into it.
  env["NODE_ENV"] = "production";
  try {
    // What was built before may still be looked at: `npm run build` begins with an empty folder.
    await build({
      root: folder,
      configFile: `${folder}/vite.config.ts`,
      logLevel: "warn",
      build: { emptyOutDir: false },
    });
  } finally {
    if (before === undefined) delete env["NODE_ENV"];
    else env["NODE_ENV"] = before;
  }
}

const writtenAt = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
