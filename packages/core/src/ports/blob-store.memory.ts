import type { Instant } from "../shared/instant.ts";
import { checkBlobKey, compareKeys, isBlobPrefix } from "./blob-key.ts";
import type { BlobInfo, BlobRef, BlobStore, OpenBlob, StoredBlob } from "./blob-store.ts";
import type { Clock } from "./clock.ts";
import { BlobChanged, BlobSizeMismatch } from "./port-errors.ts";
import { sha256 } from "./sha256.memory.ts";

export interface MemoryBlobStoreOptions {
  readonly clock: Clock;
}

interface Kept {
  readonly bytes: Uint8Array;
  readonly etag: string;
  readonly modifiedAt: Instant;
}

/** Blobs in this process's memory, gone with it. */
export function createMemoryBlobStore({ clock }: MemoryBlobStoreOptions): BlobStore {
  const areas = {
    incoming: new Map<string, Kept>(),
    originals: new Map<string, Kept>(),
    media: new Map<string, Kept>(),
  };
  let versions = 0;

  const keep = ({ area, key }: BlobRef, bytes: Uint8Array): Kept => {
    versions += 1;
    const kept = { bytes, etag: `v${versions}`, modifiedAt: clock.now() };
    areas[area].set(key, kept);
    return kept;
  };

  const find = (ref: BlobRef, signal: AbortSignal | undefined): Kept | undefined => {
    checkBlobKey(ref);
    signal?.throwIfAborted();
    return areas[ref.area].get(ref.key);
  };

  return {
    async put(ref, body, { bytes, signal }): Promise<StoredBlob> {
      const arrived = await collect(ref, body, bytes, signal);
      return { ...infoOf(ref, keep(ref, arrived)), sha256: sha256(arrived) };
    },

    async head(ref, options): Promise<BlobInfo | undefined> {
      const kept = find(ref, options?.signal);
      return kept && infoOf(ref, kept);
    },

    async open(ref, options): Promise<OpenBlob | undefined> {
      const kept = find(ref, options?.signal);
      if (kept === undefined) return undefined;
      if (options?.etag !== undefined && options.etag !== kept.etag) throw new BlobChanged();
      const whole = { start: 0, end: kept.bytes.length - 1 };
      const range = kept.bytes.length === 0 ? whole : (options?.range ?? whole);
      return { ...infoOf(ref, kept), range, body: pieces(kept.bytes.subarray(range.start, range.end + 1)) };
    },

    async copyOnce(from, etag, to, options): Promise<BlobInfo> {
      const source = find(from, options?.signal);
      const there = find(to, options?.signal);
      if (there !== undefined) return infoOf(to, there);
      if (source?.etag !== etag) throw new BlobChanged();
      return infoOf(to, keep(to, source.bytes));
    },

    async remove(ref, options): Promise<void> {
      find(ref, options?.signal);
      areas[ref.area].delete(ref.key);
    },

    async *list(area, prefix, options): AsyncGenerator<BlobInfo> {
      options?.signal?.throwIfAborted();
      if (!isBlobPrefix(area, prefix)) return;
      const keys = [...areas[area].keys()].filter((key) => key.startsWith(prefix)).toSorted(compareKeys);
      for (const key of keys) {
        const kept = areas[area].get(key);
        if (kept !== undefined) yield infoOf({ area, key }, kept);
        options?.signal?.throwIfAborted();
      }
    },
  };
}

const infoOf = ({ area, key }: BlobRef, { bytes, etag, modifiedAt }: Kept): BlobInfo => ({
  area,
  key,
  bytes: bytes.length,
  etag,
  modifiedAt,
});

/** The whole body, which has `expected` bytes. */
async function collect(
  ref: BlobRef,
  body: ReadableStream<Uint8Array> | Uint8Array,
  expected: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const stream = body instanceof Uint8Array ? pieces(body) : body;
  try {
    checkBlobKey(ref);
  } catch (error) {
    await stream.cancel(error);
    throw error;
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  const sink = new WritableStream<Uint8Array>({
    write(chunk) {
      length += chunk.length;
      if (length > expected) throw new BlobSizeMismatch(expected);
      chunks.push(chunk.slice());
    },
  });
  await stream.pipeTo(sink, signal === undefined ? {} : { signal });
  if (length !== expected) throw new BlobSizeMismatch(expected);
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

/** The bytes, a mebibyte at a time, each a copy of its own. */
function pieces(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let offset = 0;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (offset >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(offset, offset + 2 ** 20));
      offset += 2 ** 20;
    },
  });
}
