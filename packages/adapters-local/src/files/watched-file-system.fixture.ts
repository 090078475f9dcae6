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

/** The system's own below `folder`, where every temporary file is called `*`. */
export function watchFileSystem(folder: string): WatchedFileSystem {
  const nameOf = (path: unknown) =>
    (relative(folder, String(path)) || ".").replace(/^temporary.[0-9a-f-]{36}$/, "temporary/*");
  const watched: WatchedFileSystem = { system: { ...fileSystem }, log: [], before: () => {} };
  const step = (text: string) => {
    watched.before(text);
    watched.log.push(text);
  };

  const watch = <Name extends keyof FileSystem>(name: Name) => {
    const real = fileSystem[name] as (...args: unknown[]) => Promise<unknown>;
    const reported = async (...args: unknown[]) => {
      const paths = ["rename", "link", "copyFile"].includes(name) ? args.slice(0, 2) : args.slice(0, 1);
      step([name, ...paths.map(nameOf)].join(" "));
      return real(...args);
    };
    watched.system[name] = reported as FileSystem[Name];
  };
  for (const name of Object.keys(fileSystem) as (keyof FileSystem)[]) watch(name);

  watched.system.open = (async (path: string, flags: string, mode?: number) => {
    step(`open ${nameOf(path)}`);
    const file = await fileSystem.open(path, flags, mode);
    for (const name of ["write", "sync"] as const) {
      const real = file[name].bind(file) as (...args: unknown[]) => Promise<unknown>;
      Object.defineProperty(file, name, {
        value: async (...args: unknown[]) => {
          step(`${name} ${nameOf(path)}`);
          return real(...args);
        },
      });
    }
    return file as FileHandle;
  }) as FileSystem["open"];
  return watched;
}

/** An error as the system throws it. */
export const systemError = (code: string): Error => Object.assign(new Error(`${code}: on purpose`), { code });
