import { existsSync } from "node:fs";
import { cp, mkdir, readFile, realpath, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Copies packages, as `from` would find them, into `to/node_modules`, with all that they depend on; what is optional stays. */
export async function copyPackages(from: string, names: readonly string[], to: string): Promise<void> {
  for (const name of names) {
    const source = await realpath(find(from, name));
    const target = join(to, "node_modules", name);
    if (existsSync(target)) continue;
    await cp(source, target, {
      recursive: true,
      filter: (path) => !path.slice(source.length).includes("node_modules"),
    });
    const manifest: { dependencies?: Record<string, string> } = JSON.parse(
      await readFile(join(source, "package.json"), "utf8"),
    );
    await copyPackages(source, Object.keys(manifest.dependencies ?? {}), to);
  }
}

/** Lets `to` find packages as `from` finds them: for this machine alone. */
export async function linkPackages(from: string, names: readonly string[], to: string): Promise<void> {
  await mkdir(join(to, "node_modules"), { recursive: true });
  for (const name of names) await symlink(await realpath(find(from, name)), join(to, "node_modules", name));
}

/** Where Node would look for it. Throws where it is not installed. */
function find(from: string, name: string): string {
  const candidate = join(from, "node_modules", name);
  if (existsSync(candidate)) return candidate;
  if (dirname(from) === from) throw new Error(`${name} is not installed.`);
  return find(dirname(from), name);
}
