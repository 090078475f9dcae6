import { readFile } from "node:fs/promises";

/** The bytes of memory that a process occupies, where Linux tells (proc(5)); `undefined` elsewhere, and of the dead. */
export async function residentBytes(processId: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${processId}/status`, "latin1").catch(() => "");
  const kibibytes = /^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1_024;
}
