import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { BlobSizeMismatch, Sha256 } from "@tintype/core";

export interface MeteredBody {
  /** Ends when the body has ended well, and waits for ever when it breaks off; destroying it cancels the body. */
  readonly readable: Readable;
  /** Aborts when the body breaks off, with the reason. */
  readonly broken: AbortSignal;
  /** What all of the body hashes to, once it has been read. */
  sha256(): Sha256;
}

/** S3 refuses chunks of less than 8 KiB before the last. */
const BLOCK = 65_536;

/**
 * The body as a Node stream that counts and hashes it on the way, in blocks of 64 KiB and more. The last block is held
 * back until the body has ended well; a body of another size breaks off with `blob_size_mismatch`. The stream itself
 * never fails: the SDK would pass the error on to a stream that nobody listens to, and the process would die.
 */
export function meteredBody(body: ReadableStream<Uint8Array>, bytes: number): MeteredBody {
  const reader = body.getReader();
  const hash = createHash("sha256");
  const broken = new AbortController();
  let read = 0;
  let block: Uint8Array[] = [];
  let blockSize = 0;

  async function nextBlock(): Promise<Uint8Array | undefined> {
    for (;;) {
      const { done, value } = await reader.read();
      if (done ? read !== bytes : read + value.byteLength > bytes) throw new BlobSizeMismatch(bytes);
      const full = done || blockSize >= BLOCK ? block : [];
      if (full === block) [block, blockSize] = [[], 0];
      if (!done) {
        hash.update(value);
        block.push(value);
        read += value.byteLength;
        blockSize += value.byteLength;
      }
      if (full.length > 0) return Buffer.concat(full);
      if (done) return undefined;
    }
  }

  const blocks: AsyncIterator<Uint8Array, undefined> = {
    async next() {
      try {
        const value = await nextBlock();
        return value === undefined ? { done: true, value } : { done: false, value };
      } catch (error) {
        broken.abort(error);
        return new Promise(() => {});
      }
    },
    async return() {
      // The body hears of it at once; what it makes of it does not matter any more.
      reader.cancel().catch(() => undefined);
      return { done: true, value: undefined };
    },
  };
  return {
    readable: Readable.from({ [Symbol.asyncIterator]: () => blocks }, { objectMode: false, highWaterMark: BLOCK }),
    broken: broken.signal,
    sha256: () => Sha256.parse(hash.digest("hex")),
  };
}
