import { dirname } from "node:path";
import type { FileSystem } from "./file-system.ts";
import { systemError } from "./watched-file-system.fixture.ts";

/** A disk in memory that, when the power goes, forgets any of what was not synced. */
export interface ForgetfulDisk {
  readonly system: FileSystem;
  /** Called before each step that anything does to the disk. */
  before: () => Promise<void>;
  /**
   * The disk as somebody may find it who comes back after the power went now. Of the changes to each file and to each
   * folder since it was synced some have happened and some have not, whichever came first; as `random` decides.
   */
  afterPowerLoss(random: () => number): ForgetfulDisk;
}

export interface ForgetfulDiskOptions {
  /** Whether syncing that does nothing, though it says that it did. */
  readonly lies?: (what: "file" | "folder") => boolean;
}

/** Something as it is, as it is on the platter, and what leads from one to the other. */
interface Kept<State> {
  now: State;
  durable: State;
  unsynced: ((state: State) => State)[];
}

interface File extends Kept<{ readonly bytes: Uint8Array; readonly mtimeMs: number }> {
  readonly kind: "file";
}
interface Folder extends Kept<ReadonlyMap<string, Node>> {
  readonly kind: "folder";
}
type Node = File | Folder;

const empty = { bytes: new Uint8Array(), mtimeMs: 0 };
const newFile = (state: File["now"] = empty): File => ({ kind: "file", now: state, durable: state, unsynced: [] });
const newFolder = (names: Folder["now"] = new Map()): Folder => ({
  kind: "folder",
  now: names,
  durable: names,
  unsynced: [],
});

export function createForgetfulDisk(
  { lies = () => false }: ForgetfulDiskOptions = {},
  root = newFolder(),
): ForgetfulDisk {
  const find = (path: string): Node => {
    let found: Node = root;
    for (const name of path.split("/").filter(Boolean)) {
      if (found.kind === "file") throw systemError("ENOTDIR");
      const next = found.now.get(name);
      if (next === undefined) throw systemError("ENOENT");
      found = next;
    }
    return found;
  };
  const has = (path: string): boolean => {
    try {
      return find(path) !== undefined;
    } catch {
      return false;
    }
  };
  const folderAt = (path: string): Folder => {
    const folder = find(path);
    if (folder.kind === "file") throw systemError("ENOTDIR");
    return folder;
  };
  const name = (path: string, node: Node): void =>
    change(folderAt(dirname(path)), (names) => new Map(names).set(nameIn(path), node));
  const unname = (path: string): void => {
    find(path);
    change(folderAt(dirname(path)), (names) => new Map([...names].filter(([each]) => each !== nameIn(path))));
  };
  const sync = (node: Node): void => {
    if (lies(node.kind)) return;
    node.durable = node.now;
    node.unsynced = [];
  };

  const open = async (path: string, flags: string) => {
    if (flags.startsWith("w")) {
      if (has(path)) throw systemError("EEXIST");
      name(path, newFile());
    }
    const node = find(path);
    const file = () => {
      if (node.kind === "folder") throw systemError("EISDIR");
      return node;
    };
    let position = 0;
    const write = async (chunk: Uint8Array, offset = 0, length = chunk.length - offset) => {
      const [start, piece] = [position, chunk.slice(offset, offset + length)];
      position += length;
      change(file(), ({ bytes, mtimeMs }) => {
        const longer = new Uint8Array(Math.max(bytes.length, start + length));
        longer.set(bytes);
        longer.set(piece, start);
        return { bytes: longer, mtimeMs };
      });
      return { bytesWritten: length };
    };
    return {
      ...afterStep({
        write,
        writeFile: (content: Uint8Array | string) =>
          write(typeof content === "string" ? new TextEncoder().encode(content) : content),
        sync: async () => sync(node),
        utimes: async (_accessed: number, modified: number) =>
          change(file(), ({ bytes }) => ({ bytes, mtimeMs: modified * 1_000 })),
      }),
      read: async (into: Uint8Array, offset: number, length: number, from: number) => {
        const piece = file().now.bytes.subarray(from, from + length);
        into.set(piece, offset);
        return { bytesRead: piece.length };
      },
      stat: async () => statsOf(node),
      close: async () => {},
    };
  };

  const system: unknown = afterStep({
    open,
    copyFile: () => Promise.reject(systemError("ENOSYS")),
    async link(from: string, to: string) {
      if (has(to)) throw systemError("EEXIST");
      name(to, find(from));
    },
    async mkdir(path: string, options?: { readonly recursive?: boolean }) {
      if (options?.recursive !== true) {
        if (has(path)) throw systemError("EEXIST");
        return name(path, newFolder());
      }
      const missing: string[] = [];
      for (let above = path; !has(above); above = dirname(above)) missing.unshift(above);
      for (const folder of missing) name(folder, newFolder());
      return missing[0];
    },
    readdir: async (path: string, options?: { readonly withFileTypes?: boolean }) =>
      [...folderAt(path).now].map(([each, node]) =>
        options?.withFileTypes ? { name: each, isDirectory: () => node.kind === "folder" } : each,
      ),
    async rename(from: string, to: string) {
      const node = find(from);
      name(to, node);
      unname(from);
    },
    async rmdir(path: string) {
      if (folderAt(path).now.size > 0) throw systemError("ENOTEMPTY");
      unname(path);
    },
    stat: async (path: string) => statsOf(find(path)),
    unlink: async (path: string) => unname(path),
  });

  /** The same, each after the step has been told of. */
  function afterStep<Works extends Record<string, (...args: never[]) => Promise<unknown>>>(works: Works): Works {
    const told = Object.entries(works).map(([each, work]) => [
      each,
      async (...args: never[]) => {
        await disk.before();
        return work(...args);
      },
    ]);
    return Object.fromEntries(told);
  }

  const disk: ForgetfulDisk = {
    system: system as FileSystem,
    before: async () => {},
    afterPowerLoss: (random) => createForgetfulDisk({ lies }, found(root, random)),
  };
  return disk;
}

const nameIn = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

function change<State>(kept: Kept<State>, step: (state: State) => State): void {
  kept.now = step(kept.now);
  kept.unsynced.push(step);
}

const statsOf = (node: Node) => ({
  size: node.kind === "file" ? node.now.bytes.length : 0,
  mtimeMs: node.kind === "file" ? node.now.mtimeMs : 0,
  ctimeMs: 0,
});

/** A folder as it is found after the power went, with all that is in it; what had two names has two names. */
function found(root: Folder, random: () => number): Folder {
  const seen = new Map<Node, Node>();
  const share = random();
  const survived = <State>({ durable, unsynced }: Kept<State>): State =>
    unsynced.filter(() => random() < share).reduce((state, step) => step(state), durable);
  const copy = (node: Node): Node => {
    const known = seen.get(node);
    if (known !== undefined) return known;
    if (node.kind === "file") {
      const file = newFile(survived(node));
      seen.set(node, file);
      return file;
    }
    const folder = newFolder();
    seen.set(node, folder);
    folder.now = new Map([...survived(node)].map(([each, child]) => [each, copy(child)]));
    folder.durable = folder.now;
    return folder;
  };
  return copy(root) as Folder;
}
