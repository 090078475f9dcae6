import type { BlobStore, Clock, Secrets } from "@tintype/core";
import type { LocalMultipartUploads } from "./multipart/local-multipart-uploads.ts";
import { isMultipartTarget } from "./multipart/multipart-signature.ts";
import { receiveForm } from "./receive-form.ts";
import { formTarget } from "./upload-policy.ts";
import { isRefused, type UploadHead, type UploadOutcome } from "./upload-refusal.ts";
import { verifyUploadTicket } from "./verify-upload-ticket.ts";
import { OtherHash, verifyingHash, wrongHash } from "./verifying-hash.ts";

export interface UploadReceiverOptions {
  readonly blobs: BlobStore;
  readonly multipart: LocalMultipartUploads;
  readonly secrets: Secrets;
  readonly clock: Clock;
}

export interface UploadReceiver {
  /**
   * Does what a ticket or a signed request allows, and answers as S3 would. A body that is refused is cancelled. Rejects
   * with the body's own error, or as `BlobStore.put` does: then nothing is stored.
   */
  receive(head: UploadHead, body: ReadableStream<Uint8Array>): Promise<UploadOutcome>;
}

/** The end of requests that `createLocalUploadTickets` and `createLocalMultipartUploads` give out. */
export function createUploadReceiver(options: UploadReceiverOptions): UploadReceiver {
  return {
    async receive(head, body) {
      if (isMultipartTarget(head.target)) return options.multipart.answer(head, body);
      if (head.target === formTarget && head.method === "POST") return receiveForm(options, head, body);
      return receivePut(options, head, body);
    },
  };
}

async function receivePut(
  { blobs, secrets, clock }: UploadReceiverOptions,
  head: UploadHead,
  body: ReadableStream<Uint8Array>,
): Promise<UploadOutcome> {
  const verdict = await verifyUploadTicket(secrets, head, clock.now());
  if (isRefused(verdict)) {
    await body.cancel(new Error(verdict.refused.message));
    return verdict;
  }
  const { key, bytes, sha256 } = verdict.upload;
  const checked = sha256 === undefined ? body : body.pipeThrough(verifyingHash(sha256));
  try {
    const stored = await blobs.put({ area: "incoming", key }, checked, { bytes });
    return { status: 200, etag: stored.etag, stored };
  } catch (error) {
    if (error instanceof OtherHash) return wrongHash;
    throw error;
  }
}
