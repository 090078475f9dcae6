import { randomUUID } from "node:crypto";
import { dirname, join } from "node:path";
import { syncFolder } from "./durable-folders.ts";
import { type FileSystem, unlessAbsent } from "./file-system.ts";
import { nameOnce } from "./name-once.ts";

/**
 * Writes a file that only its owner can read, unless there is one of that name: that one stays. Its folder must be there.
 * When this resolves the file is whole and survives a loss of power; tells whether it is the one written here.
 */
export async function writeOnce(system: FileSystem, path: string, content: Uint8Array | string): Promise<boolean> {
  const temporary = join(dirname(path), `.${randomUUID()}.tmp`);
  try {
    const file = await system.open(temporary, "wx", 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    return await nameOnce(system, temporary, path);
  } finally {
    await unlessAbsent(system.unlink(temporary));
    await syncFolder(system, dirname(path));
  }
}
