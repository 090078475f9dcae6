/** What became of uploads in parts, for clients that have not heard the answer and ask once more. */
export interface CompletedUploads {
  /** The ETag of the object that it became; of the last thousand, until the process ends. */
  etagOf(uploadId: string): string | undefined;
  add(uploadId: string, etag: string): void;
}

const most = 1_000;

export function createCompletedUploads(): CompletedUploads {
  const etags = new Map<string, string>();
  return {
    etagOf: (uploadId) => etags.get(uploadId),
    add(uploadId, etag) {
      etags.set(uploadId, etag);
      const [oldest] = etags.keys();
      if (etags.size > most && oldest !== undefined) etags.delete(oldest);
    },
  };
}
