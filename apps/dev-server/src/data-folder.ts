import { accessSync, constants, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lockFolder } from "@tintype/adapters-local";
import type { Config } from "./config.ts";
import { ConfigError } from "./environment.ts";

/** Where things lie in the data folder. */
export interface DataFolder {
  readonly root: string;
  readonly database: string;
  readonly userPool: string;
  readonly blobs: string;
  readonly keys: string;
  readonly mail: string;
  readonly scratch: string;
}

/** A data folder that no other process works in. */
export interface OpenDataFolder extends DataFolder {
  /** Lets others in. */
  release(): void;
}

const lock = "lock";
/** Says for which watcher the folder was emptied last. */
const resetFor = "reset-for";

/** What `--reset` may find in a folder that it empties: nobody's home directory is emptied by a slip of the keyboard. */
const ours = [
  lock,
  resetFor,
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

/**
 * Makes sure that there is a folder to work in, which nobody else works in, and empties it where that is asked for; once
 * for each watcher. Throws `ConfigError`, in words, where that cannot be; then nothing has been removed.
 */
export function openDataFolder({
  dataFolder: root,
  reset,
  watcher,
}: Pick<Config, "dataFolder" | "reset" | "watcher">): OpenDataFolder {
  const isToBeEmptied = reset && !wasEmptiedFor(root, watcher);
  if (isToBeEmptied) refuseForeign(root);
  const { release } = claim(root);
  if (isToBeEmptied) {
    empty(root);
    writeFileSync(join(root, resetFor), `${watcher ?? ""}`);
  }
  return {
    root,
    database: join(root, "tintype.db"),
    userPool: join(root, "user-pool.db"),
    blobs: join(root, "blobs"),
    keys: join(root, "keys"),
    mail: join(root, "mail"),
    scratch: join(root, "scratch"),
    release,
  };
}

function claim(root: string): Pick<OpenDataFolder, "release"> {
  try {
    mkdirSync(root, { recursive: true });
    accessSync(root, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError(
      `The data folder ${root} cannot be used: ${reason}. Set TINTYPE_DATA to a folder that can be written.`,
      { cause },
    );
  }
  try {
    return lockFolder(root);
  } catch (cause) {
    throw new ConfigError(
      `Another Tintype is running on the data folder ${root}. Stop it, or set TINTYPE_DATA to another folder.`,
      { cause },
    );
  }
}

function refuseForeign(root: string): void {
  const stranger = namesIn(root).find((name) => !ours.includes(name));
  if (stranger === undefined) return;
  throw new ConfigError(
    `I did not empty ${root}: it holds ${stranger}, which is not mine. Remove it, or choose another TINTYPE_DATA.`,
  );
}

function empty(root: string): void {
  for (const name of namesIn(root)) {
    if (name !== lock) rmSync(join(root, name), { recursive: true, force: true });
  }
}

function wasEmptiedFor(root: string, watcher: number | undefined): boolean {
  if (watcher === undefined) return false;
  try {
    return readFileSync(join(root, resetFor), "utf8") === `${watcher}`;
  } catch {
    return false;
  }
}

function namesIn(root: string): readonly string[] {
  try {
    return readdirSync(root);
  } catch {
    // Not there, or not to be read: whoever opens it will say so.
    return [];
  }
}
