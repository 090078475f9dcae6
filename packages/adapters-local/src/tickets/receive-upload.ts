import { createHash } from "node:crypto";
import type { BlobInfo, BlobStore, Clock, Secrets, Sha256 } from "@tintype/core";
import { type UploadHead, type UploadRefusal, verifyUploadTicket } from "./verify-upload-ticket.ts";

export interface UploadReceiverOptions {
  readonly blobs: BlobStore;
  readonly secrets: Secrets;
  readonly clock: Clock;
}

export interface UploadReceiver {
  /**
   * Stores what a ticket allows, and answers with the blob or with what S3 would say. A body that is refused is cancelled.
   * Rejects with the body's own error, or as `BlobStore.put` does: then nothing is stored.
   */
  receive(
    head: UploadHead,
    body: ReadableStream<Uint8Array>,
  ): Promise<{ readonly stored: BlobInfo } | { readonly refused: UploadRefusal }>;
}

/** The end of a request that holds a ticket of `createLocalUploadTickets`. */
export function createUploadReceiver({ blobs, secrets, clock }: UploadReceiverOptions): UploadReceiver {
  return {
    async receive(head, body) {
      const verdict = await verifyUploadTicket(secrets, head, clock.now());
      if ("refused" in verdict) {
        await body.cancel(new Error(verdict.refused.message));
        return verdict;
      }
      const { key, bytes, sha256 } = verdict.upload;
      const checked = sha256 === undefined ? body : body.pipeThrough(hashing(sha256));
      try {
        return { stored: await blobs.put({ area: "incoming", key }, checked, { bytes }) };
      } catch (error) {
        if (error instanceof OtherHash) return { refused: wrongHash };
        throw error;
      }
    },
  };
}

const wrongHash: UploadRefusal = {
  status: 400,
  code: "BadDigest",
  message: "The bytes do not have the SHA-256 that was stated for them.",
};

class OtherHash extends Error {}

/** Passes bytes on, and breaks off instead of ending when they have another hash. */
function hashing(expected: Sha256): TransformStream<Uint8Array, Uint8Array> {
  const hash = createHash("sha256");
  return new TransformStream({
    transform(chunk, controller) {
      hash.update(chunk);
      controller.enqueue(chunk);
    },
    flush() {
      if (hash.digest("hex") !== expected) throw new OtherHash();
    },
  });
}
