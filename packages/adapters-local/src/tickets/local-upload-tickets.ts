import { checkPlainKey, instantFromMillis, type Secrets, type UploadTickets } from "@tintype/core";
import { fieldsOf, formTarget, messageOfPolicy, writePolicy } from "./upload-policy.ts";
import { checksumHeader, checksumOf, endOf, messageOf, targetOf } from "./upload-signature.ts";

export interface LocalUploadTicketsOptions {
  /** The origin that clients reach this server at, without a path. */
  readonly publicUrl: string;
  readonly secrets: Secrets;
}

/** Tickets for `PUBLIC_URL/blobs/incoming`, which `createUploadReceiver` honours as S3 honours presigned requests. */
export function createLocalUploadTickets({ publicUrl, secrets }: LocalUploadTicketsOptions): UploadTickets {
  return {
    async put(upload, expiresAt, options) {
      checkPlainKey(upload.key);
      options?.signal?.throwIfAborted();
      const end = endOf(expiresAt);
      const signature = await secrets.mac("upload-ticket", messageOf(upload, end));
      return {
        method: "PUT",
        url: publicUrl + targetOf(upload.key, end, signature),
        headers: {
          "content-type": upload.contentType,
          ...(upload.sha256 !== undefined && { [checksumHeader]: checksumOf(upload.sha256) }),
        },
        expiresAt: instantFromMillis(end * 1_000),
      };
    },

    async post({ key, contentType, bytes, sha256 }, end, options) {
      checkPlainKey(key);
      options?.signal?.throwIfAborted();
      const expiresAt = instantFromMillis(endOf(end) * 1_000);
      const allowed = { key, contentType, bytes, sha256, expiresAt };
      const policy = writePolicy(allowed);
      const signature = await secrets.mac("upload-ticket", messageOfPolicy(policy));
      return { method: "POST", url: publicUrl + formTarget, fields: fieldsOf(allowed, policy, signature), expiresAt };
    },
  };
}
