/** Resolves to the SHA-256 of a file's bytes, in hexadecimal; to nothing where this browser, or this address, cannot tell. */
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
    last = hashed;
    return hashed;
  };
}

function ask(worker: Worker, file: File): Promise<string | undefined> {
  return new Promise((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<string | undefined>) => resolve(data);
    worker.onerror = () => resolve(undefined);
    worker.postMessage(file);
  });
}
