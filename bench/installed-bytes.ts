import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { arch } from "node:process";
import { fileURLToPath } from "node:url";

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly cpu?: readonly string[];
}

/**
 * What a package of this repository occupies on disk together with everything that it needs to run, each once; `beside` it,
 * folders that were built for it.
 */
export function installedBytes(folder: string, beside: readonly string[] = []): number {
  const here = (path: string): string => realpathSync(fileURLToPath(new URL(`../${path}`, import.meta.url)));
  const found = new Set(beside.map(here));
  collect(here(folder), found);
  return [...found].reduce((sum, each) => sum + bytesIn(each), 0);
}

function collect(folder: string, found: Set<string>): void {
  if (found.has(folder)) return;
  const manifest: Manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  // Lambda's binaries are here too, for whoever deploys.
  if (manifest.cpu?.includes(arch) === false) return;
  found.add(folder);
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })) {
    const dependency = resolve(folder, name);
    if (dependency !== undefined) collect(dependency, found);
  }
}

/** Where Node would find it; optional ones of other platforms are nowhere. */
function resolve(from: string, name: string): string | undefined {
  const candidate = join(from, "node_modules", name);
  if (existsSync(candidate)) return realpathSync(candidate);
  return dirname(from) === from ? undefined : resolve(dirname(from), name);
}

function bytesIn(path: string): number {
  const stats = lstatSync(path);
  if (!stats.isDirectory()) return stats.size;
  const names = readdirSync(path).filter((name) => name !== "node_modules");
  return names.reduce((sum, name) => sum + bytesIn(join(path, name)), 0);
}
