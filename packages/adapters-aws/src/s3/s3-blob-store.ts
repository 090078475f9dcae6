import { DeleteObjectCommand } from "@aws-sdk/client-s3";
import { type BlobStore, checkBlobKey } from "@tintype/core";
import { copyOnce } from "./copy-once.ts";
import { headBlob } from "./head-blob.ts";
import { listBlobs } from "./list-blobs.ts";
import { openBlob } from "./open-blob.ts";
import { putArray, putStream } from "./put-blob.ts";
import { placeOf, type S3BlobStoreOptions, sending } from "./s3.ts";

/**
 * Blobs in S3, a bucket per area. The store must know conditional copies (`If-None-Match` with CopyObject, since October
 * 2025) and trailing checksums.
 */
export function createS3BlobStore(s3: S3BlobStoreOptions): BlobStore {
  return {
    async put(ref, body, options) {
      if (body instanceof Uint8Array) {
        checkBlobKey(ref);
        return putArray(s3, ref, body, options);
      }
      try {
        checkBlobKey(ref);
      } catch (error) {
        await body.cancel(error);
        throw error;
      }
      return putStream(s3, ref, body, options);
    },

    async head(ref, options) {
      checkBlobKey(ref);
      return headBlob(s3, ref, options);
    },

    async open(ref, options) {
      checkBlobKey(ref);
      return openBlob(s3, ref, options);
    },

    async copyOnce(from, etag, to, options) {
      checkBlobKey(from);
      checkBlobKey(to);
      return copyOnce(s3, from, etag, to, options);
    },

    async remove(ref, options) {
      checkBlobKey(ref);
      await sending((beside) => s3.client.send(new DeleteObjectCommand(placeOf(s3, ref)), beside), options);
    },

    list: (area, prefix, options) => listBlobs(s3, area, prefix, options),
  };
}
