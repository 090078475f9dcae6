import { accessSync, constants, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "./config.ts";
import type { DataFolder } from "./services.ts";

/** What `--reset` may find in a folder that it empties: nobody's home directory is emptied by a slip of the keyboard. */
const ours = [
  "blobs",
  "keys",
  "mail",
  "scratch",
  "tintype.db",
  "tintype.db-shm",
  "tintype.db-wal",
  "user-pool.db",
  "user-pool.db-shm",
  "user-pool.db-wal",
];

/** Makes sure that there is a folder to work in. Throws `ConfigError` in words when there cannot be. */
export function openDataFolder(root: string, reset: boolean): DataFolder {
  try {
    if (reset) emptyFolder(root);
    mkdirSync(root, { recursive: true });
    accessSync(root, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError(
      `The data folder ${root} cannot be used: ${reason}. Set TINTYPE_DATA to a folder that can be written.`,
    );
  }
  return {
    root,
    database: join(root, "tintype.db"),
    userPool: join(root, "user-pool.db"),
    blobs: join(root, "blobs"),
    keys: join(root, "keys"),
    mail: join(root, "mail"),
    scratch: join(root, "scratch"),
  };
}

function emptyFolder(root: string): void {
  let names: string[];
  try {
    names = readdirSync(root);
  } catch {
    return;
  }
  const foreign = names.find((name) => !ours.includes(name));
  if (foreign !== undefined) {
    throw new ConfigError(
      `I did not empty ${root}: it holds ${foreign}, which is not mine. Remove it, or choose another TINTYPE_DATA.`,
    );
  }
  for (const name of names) rmSync(join(root, name), { recursive: true, force: true });
}
