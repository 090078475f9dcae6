import { pbkdf2 } from "node:crypto";
import { appendFile, readFile } from "node:fs/promises";
import { type DevelopPart, developPart as develop } from "../develop-part.ts";

/** What a file may do to the process that reads it, in place of being a picture. */
export interface HostileFile {
  readonly does: "crash" | "hang" | "work" | "swell" | "fail";
  /** In this part alone; in both unless told. */
  readonly part?: "first" | "rest";
  /** Where the process writes its id, one a line, before it does so. */
  readonly pidFile?: string;
}

export const hostileFile = (file: HostileFile): Buffer => Buffer.from(`${mark}${JSON.stringify(file)}`);

const mark = "tintype-hostile-file ";

/** Stands in for the package's own `developPart`, in a child: does what a hostile file wants, and develops others. */
export const developPart: DevelopPart = async function* developPart(part) {
  const bytes = await readFile(part.original.path);
  if (!bytes.subarray(0, mark.length).equals(Buffer.from(mark))) return yield* develop(part);
  const file: HostileFile = JSON.parse(bytes.subarray(mark.length).toString());
  if (file.part !== undefined && file.part !== part.part) return [];
  if (file.pidFile !== undefined) await appendFile(file.pidFile, `${process.pid}\n`);
  return harm[file.does]();
};

const harm: Readonly<Record<HostileFile["does"], () => never | Promise<never>>> = {
  crash: () => {
    process.kill(process.pid, "SIGKILL");
    return harm.hang();
  },
  // In a thread of native code, as decoders do.
  work: () => new Promise<never>(() => pbkdf2("", "", 2 ** 31 - 1, 64, "sha512", () => {})),
  // Nothing else runs in the process any more.
  hang: () => {
    for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  },
  swell: () => {
    for (const held: Buffer[] = []; ; ) held.push(Buffer.alloc(2 ** 20, held.length));
  },
  fail: () => {
    throw new TypeError("A bug in the code that reads pictures.");
  },
};
