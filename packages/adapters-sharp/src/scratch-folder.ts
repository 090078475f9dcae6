import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { pid } from "node:process";

/** A folder for the files of one processor, which nobody else can read. */
export interface ScratchFolder {
  /** The path of a file that does not exist yet. */
  newFile(): Promise<string>;
  /** Removes the folder with everything in it; no file can be had any more. */
  remove(): Promise<void>;
}

/**
 * Lies under `base` from the first file on. What processes of this machine that ended without a word (kill -9) left
 * there is removed then.
 */
export function createScratchFolder(base: string): ScratchFolder {
  let folder: Promise<string> | undefined;
  let files = 0;
  let isRemoved = false;
  return {
    async newFile() {
      if (isRemoved) throw new Error("The scratch folder has been removed.");
      folder ??= makeFolder(base);
      files += 1;
      const name = `original-${files}`;
      return join(await folder, name);
    },
    async remove() {
      isRemoved = true;
      if (folder !== undefined) await rm(await folder, { recursive: true, force: true });
    },
  };
}

async function makeFolder(base: string): Promise<string> {
  await mkdir(base, { recursive: true });
  await removeLeftOvers(base);
  return mkdtemp(join(base, `${ours}${pid}-`));
}

const ours = `imaging-${hostname()}-`;

async function removeLeftOvers(base: string): Promise<void> {
  for (const name of await readdir(base)) {
    const owner = Number(/^\d+(?=-)/.exec(name.startsWith(ours) ? name.slice(ours.length) : "")?.[0]);
    if (owner > 0 && !isAlive(owner)) await rm(join(base, name), { recursive: true, force: true });
  }
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    // EPERM: it lives, and is somebody else's.
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
