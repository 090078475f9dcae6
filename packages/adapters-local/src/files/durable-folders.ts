import { dirname } from "node:path";
import { absent, codeOf, type FileSystem, unlessAbsent, unlessCode } from "./file-system.ts";

/** Folders whose names survive a loss of power. */
export interface DurableFolders {
  /** Makes the folder, and those above it. */
  make(folder: string): Promise<void>;
  /** Forgets that the folder was made, and those above it: somebody has removed one. */
  forget(folder: string): void;
  /** Removes the folder and those above it, up to the top, as far as they are empty; the rest survives as it is now. */
  prune(folder: string, top: string): Promise<void>;
}

const remembered = 10_000;

export function createDurableFolders(fileSystem: FileSystem, root: string): DurableFolders {
  const made = new Map<string, Promise<void>>();

  const make = (folder: string): Promise<void> => {
    const known = made.get(folder);
    if (known !== undefined) return known;
    if (made.size >= remembered) made.clear();
    const making = makeOne(folder);
    made.set(folder, making);
    making.catch(() => made.delete(folder));
    return making;
  };

  const makeOne = async (folder: string): Promise<void> => {
    if (folder === root) return makeDurableFolder(fileSystem, root);
    await make(dirname(folder));
    await unlessCode(fileSystem.mkdir(folder), ["EEXIST"]);
    await syncFolder(fileSystem, dirname(folder));
  };

  return {
    make,
    forget(folder) {
      for (let above = folder; above.length >= root.length; above = dirname(above)) made.delete(above);
    },
    async prune(folder, top) {
      let empty = folder;
      while (empty !== top) {
        try {
          await fileSystem.rmdir(empty);
          made.delete(empty);
        } catch (error) {
          if (occupied.includes(codeOf(error) ?? "")) break;
          if (!absent.includes(codeOf(error) ?? "")) throw error;
        }
        empty = dirname(empty);
      }
      await unlessAbsent(syncFolder(fileSystem, empty));
    },
  };
}

const occupied = ["ENOTEMPTY", "EEXIST", "EBUSY", "EPERM", "EACCES"];

/** Makes the folder, and those above it that are missing; `path` is absolute. The names of all of them survive. */
export async function makeDurableFolder(fileSystem: FileSystem, path: string, mode = 0o777): Promise<void> {
  const first = await fileSystem.mkdir(path, { recursive: true, mode });
  for (let made = path; ; made = dirname(made)) {
    await syncFolder(fileSystem, dirname(made));
    if (first === undefined || made.length <= first.length) break;
  }
}

/** What was named, renamed or removed in the folder survives a loss of power. */
export async function syncFolder(fileSystem: FileSystem, folder: string): Promise<void> {
  const handle = await unlessCode(fileSystem.open(folder, "r"), unopenable);
  if (handle === undefined) return;
  try {
    await unlessCode(handle.sync(), unopenable);
  } finally {
    await handle.close();
  }
}

/** Windows neither opens nor syncs folders. */
const unopenable = ["EISDIR", "EPERM", "EINVAL"];
