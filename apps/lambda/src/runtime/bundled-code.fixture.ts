import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** All code of a bundled function, whenever it is loaded; packages that lie beside it are not its own. */
export async function wholeCode(folder: string): Promise<string> {
  const files = await readdir(folder, { recursive: true });
  const own = files.filter((file) => file.endsWith(".mjs") && !file.startsWith("node_modules"));
  return together(folder, own);
}

/** What is loaded before anything is asked for: the entry, and what it imports. */
export async function codeLoadedAtOnce(folder: string): Promise<string> {
  const known = new Set<string>();
  async function follow(file: string): Promise<void> {
    if (known.has(file)) return;
    known.add(file);
    const code = await readFile(join(folder, file), "utf8");
    for (const [, path = ""] of code.matchAll(/\b(?:import|from) ?["'`](\.[^"'`]+)["'`]/g)) {
      await follow(join(file, "..", path));
    }
  }
  await follow("index.mjs");
  return together(folder, [...known]);
}

async function together(folder: string, files: readonly string[]): Promise<string> {
  return (await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")))).join("\n");
}
