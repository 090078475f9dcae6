import type { FileHandle } from "node:fs/promises";
import { relative } from "node:path";
import { type FileSystem, fileSystem } from "./file-system.ts";

/** A file system that tells what was done to it, and fails where it is told to. */
export interface WatchedFileSystem {
  readonly system: FileSystem;
  /** What was done, in order: `mkdir originals/o`, `write temporary/*`, `sync originals` … */
  readonly log: string[];
  /** Called before each step; what it throws the step throws. */
  before: (step: string) => void;
}

type Work = (...args: unknown[]) => Promise<unknown>;

/** The system's own below `folder`, where every temporary file is called `*`. */
export function watchFileSystem(folder: string): WatchedFileSystem {
  const log: string[] = [];
  const nameOf = (path: unknown) =>
    (relative(folder, String(path)) || ".").replace(/^temporary.[0-9a-f-]{36}$/, "temporary/*");

  /** Does the work after telling so: its name, and that many of its arguments, which are paths. */
  const told =
    (name: string, paths: number, work: Work): Work =>
    async (...args) => {
      const step = [name, ...args.slice(0, paths).map(nameOf)].join(" ");
      watched.before(step);
      log.push(step);
      return work(...args);
    };

  const open: Work = async (...args) => {
    const file = (await (fileSystem.open as Work)(...args)) as FileHandle;
    for (const name of ["write", "sync"] as const) {
      const work = file[name].bind(file) as Work;
      Object.defineProperty(file, name, { value: told(`${name} ${nameOf(args[0])}`, 0, work) });
    }
    return file;
  };

  const pathsOf = (name: string) => (["rename", "link", "copyFile"].includes(name) ? 2 : 1);
  const works = Object.entries({ ...fileSystem, open }) as [string, Work][];
  const system = Object.fromEntries(works.map(([name, work]) => [name, told(name, pathsOf(name), work)]));
  const watched: WatchedFileSystem = { system: system as unknown as FileSystem, log, before: () => {} };
  return watched;
}

/** An error as the system throws it. */
export const systemError = (code: string): Error => Object.assign(new Error(`${code}: on purpose`), { code });
