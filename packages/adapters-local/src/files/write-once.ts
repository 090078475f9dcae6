import { randomUUID } from "node:crypto";
import { dirname, join } from "node:path";
import { syncFolder } from "./durable-folders.ts";
import { type FileSystem, fileSystem, onDisk, unlessAbsent } from "./file-system.ts";
import { nameOnce } from "./name-once.ts";

/**
 * Writes a file that only its owner can read, unless there is one of that name: that one stays. Its folder must be there.
 * When this resolves the file is whole and survives a loss of power; tells whether it is the one written here.
 */
export async function writeOnce(system: FileSystem, path: string, content: Uint8Array | string): Promise<boolean> {
  const temporary = join(dirname(path), `.${randomUUID()}${ending}`);
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

/**
 * Removes what `writeOnce` left in these folders when its process was killed. For whoever has the folders alone: what
 * another process is writing looks the same.
 */
export async function removeHalfWritten(folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    const names = (await onDisk(() => unlessAbsent(fileSystem.readdir(folder)))) ?? [];
    const halfWritten = names.filter((name) => name.startsWith(".") && name.endsWith(ending));
    for (const name of halfWritten) await onDisk(() => unlessAbsent(fileSystem.unlink(join(folder, name))));
  }
}

const ending = ".tmp";
