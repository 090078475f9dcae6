import { ApiProblem } from "../../shared/api/api-problem.ts";

/**
 * Resolves to the SHA-256 of a file's bytes, in hexadecimal; to nothing where this address, or the file, does not allow it.
 * Rejects as a call does without a network where the worker cannot be loaded: what is announced must be the same each time.
 */
export type HashFile = (file: File) => Promise<string | undefined>;

/** Hashes in a worker, one file after the other, so that at most one lies in memory. The worker starts with the first. */
export function createHashFile(): HashFile {
  let worker: Worker | undefined;
  let last: Promise<unknown> = Promise.resolve();
  return (file) => {
    // Browsers give `subtle` to pages of HTTPS and of this machine alone.
    if (!isSecureContext) return Promise.resolve(undefined);
    const hashed = last.then(() => {
      worker ??= new Worker(new URL("./hash-worker.ts", import.meta.url), { type: "module" });
      return ask(worker, file);
    });
    last = hashed.catch(() => {
      worker = undefined;
    });
    return hashed;
  };
}

function ask(worker: Worker, file: File): Promise<string | undefined> {
  const unloaded = new ApiProblem({ status: 0, code: "offline", detail: "The worker cannot be loaded." });
  const answered = new AbortController();
  const { signal } = answered;
  return new Promise<string | undefined>((resolve, reject) => {
    worker.addEventListener("message", ({ data }: MessageEvent<string | undefined>) => resolve(data), { signal });
    worker.addEventListener("error", () => reject(unloaded), { signal });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A worker has one other side.
    worker.postMessage(file);
  }).finally(() => answered.abort());
}
