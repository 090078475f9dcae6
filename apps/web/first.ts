import { join } from "node:path";

interface Modules {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/**
 * Puts what is loaded at once into one file, and what guests load as well into another: left alone, there would be a file for
 * each set of views that share something, thirty before anybody sees a thing, and a slow line takes half a second for six of them.
 */
export function createFirst(): (id: string, modules: Modules) => string | null {
  const reached = new Map<string, ReadonlySet<string>>();
  /** What the beginning of a document imports, and what that imports, all of it at once. */
  const reach = (entry: string, modules: Modules): ReadonlySet<string> => {
    const known = reached.get(entry);
    if (known) return known;
    const begin = join(import.meta.dirname, "src", entry);
    const found = new Set([begin]);
    for (const id of found) for (const next of modules.getModuleInfo(id)?.importedIds ?? []) found.add(next);
    reached.set(entry, found);
    return found;
  };
  return (id, modules) => {
    if (!reach("main.tsx", modules).has(id)) return null;
    return reach("guest.ts", modules).has(id) ? "both" : "first";
  };
}
