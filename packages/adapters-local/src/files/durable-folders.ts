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

interface Making {
  readonly isThere: Promise<unknown>;
  readonly isDurable: Promise<unknown>;
}

export function createDurableFolders(fileSystem: FileSystem, root: string): DurableFolders {
  const made = new Map<string, Making>();

  const make = (folder: string): Making => {
    const known = made.get(folder);
    if (known !== undefined) return known;
    if (made.size >= remembered) made.clear();
    const making = folder === root ? makeRoot() : makeOne(folder);
    made.set(folder, making);
    making.isDurable.catch(() => made.delete(folder));
    return making;
  };

  const makeRoot = (): Making => {
    const isDurable = makeDurableFolder(fileSystem, root);
    return { isThere: isDurable, isDurable };
  };

  /** All of them are made before the first is synced: the disk needs no longer for many at once than for one. */
  const makeOne = (folder: string): Making => {
    const above = make(dirname(folder));
    const isThere = above.isThere.then(() => unlessCode(fileSystem.mkdir(folder), ["EEXIST"]));
    const isSynced = isThere.then(() => syncFolder(fileSystem, dirname(folder)));
    return { isThere, isDurable: Promise.all([above.isDurable, isSynced]) };
  };

  return {
    make: async (folder) => void (await make(folder).isDurable),
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
