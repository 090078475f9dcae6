import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { BlobSizeMismatch, Sha256 } from "@tintype/core";

export interface MeteredBody {
  /** Ends when the body has ended well, and merely closes when it has not. */
  readonly readable: Readable;
  /** Aborts when the body cannot be read to its end, with the reason. */
  readonly broken: AbortSignal;
  /** What all of the body hashes to, once it has been read. */
  sha256(): Sha256;
}

/** S3 refuses chunks of less than 8 KiB before the last. */
const BLOCK = 65_536;

/**
 * The body as a Node stream that counts and hashes it on the way, in blocks of 64 KiB and more. The last block is held
 * back until the body has ended well; for a body of another size `broken` says `blob_size_mismatch`. Destroying the
 * stream cancels the body.
 */
export function meteredBody(body: ReadableStream<Uint8Array>, bytes: number): MeteredBody {
  const reader = body.getReader();
  const hash = createHash("sha256");
  const broken = new AbortController();
  let read = 0;
  let block: Uint8Array[] = [];
  let blockSize = 0;

  async function nextBlock(): Promise<Uint8Array | null> {
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
      if (done) return null;
    }
  }

  const readable = new Readable({
    highWaterMark: BLOCK,
    read() {
      nextBlock().then(
        (next) => this.push(next),
        (error: unknown) => {
          broken.abort(error);
          // Without the error: the SDK would pass it on to a stream that nobody listens to, and the process would die.
          this.destroy();
        },
      );
    },
    destroy(error, callback) {
      reader.cancel(error).then(
        () => callback(error),
        () => callback(error),
      );
    },
  });
  return { readable, broken: broken.signal, sha256: () => Sha256.parse(hash.digest("hex")) };
}
