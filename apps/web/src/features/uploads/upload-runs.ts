/** What runs, by a name, and at most so many at once. */
export interface UploadRuns {
  /** Starts as many of those that wait as may run. */
  fill(): void;
  /** Aborts one; what comes of it is nobody's business any more. */
  stop(id: string): void;
  /** Aborts all, and starts no more until it is opened again. */
  close(): void;
  open(): void;
}

interface UploadRunsOptions {
  readonly atOnce: number;
  /** The next that waits, but none of those that run. */
  readonly next: (isRunning: (id: string) => boolean) => string | undefined;
  /** Never rejects. */
  readonly run: (id: string, signal: AbortSignal) => Promise<void>;
}

export function createUploadRuns({ atOnce, next, run }: UploadRunsOptions): UploadRuns {
  const running = new Map<string, AbortController>();
  let closed = false;
  const fill = (): void => {
    while (!closed && running.size < atOnce) {
      const id = next((one) => running.has(one));
      if (id === undefined) return;
      const stopping = new AbortController();
      running.set(id, stopping);
      void run(id, stopping.signal).then(() => {
        // It may have been stopped, and begun again since.
        if (running.get(id) === stopping) running.delete(id);
        fill();
      });
    }
  };
  const stop = (id: string): void => {
    running.get(id)?.abort();
    running.delete(id);
  };
  return {
    fill,
    stop,
    open: () => {
      closed = false;
    },
    close: () => {
      closed = true;
      for (const id of running.keys()) stop(id);
    },
  };
}
