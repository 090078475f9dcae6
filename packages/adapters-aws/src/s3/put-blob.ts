import { createHash } from "node:crypto";
import { once } from "node:events";
import { PutObjectCommand, type PutObjectCommandInput } from "@aws-sdk/client-s3";
import {
  type BlobRef,
  BlobSizeMismatch,
  type PutBlobOptions,
  Sha256,
  type StoredBlob,
  Unavailable,
} from "@tintype/core";
import { meteredBody } from "./metered-body.ts";
import { headersOf, infoOf, placeOf, type S3BlobStoreOptions, sending } from "./s3.ts";

/** Stores an array in one request that says what its bytes hash to. */
export async function putArray(
  s3: S3BlobStoreOptions,
  ref: BlobRef,
  body: Uint8Array,
  { bytes, signal }: PutBlobOptions,
): Promise<StoredBlob> {
  signal?.throwIfAborted();
  if (body.byteLength !== bytes) throw new BlobSizeMismatch(bytes);
  const digest = createHash("sha256").update(body).digest();
  const input = { ...commonInput(s3, ref, bytes), Body: body, ChecksumSHA256: digest.toString("base64") };
  const stored = await put(s3, input, { signal });
  return { ...infoOf(ref, { ...stored, bytes }), sha256: Sha256.parse(digest.toString("hex")) };
}

/**
 * Stores a stream as it comes; what it hashes to follows its last byte (as a trailer), and S3 refuses bytes that hash to
 * something else. Nothing is stored unless the last chunk arrives, and that is sent only when the body has ended well.
 */
export async function putStream(
  s3: S3BlobStoreOptions,
  ref: BlobRef,
  body: ReadableStream<Uint8Array>,
  { bytes, signal }: PutBlobOptions,
): Promise<StoredBlob> {
  const { readable, broken, sha256 } = meteredBody(body, bytes);
  const closed = once(readable, "close");
  try {
    signal?.throwIfAborted();
    const input = { ...commonInput(s3, ref, bytes), Body: readable, ChecksumAlgorithm: "SHA256" as const };
    // A body that breaks off does not end the request by itself.
    const stored = await put(s3, input, { signal: signal === undefined ? broken : AbortSignal.any([signal, broken]) });
    return { ...infoOf(ref, { ...stored, bytes }), sha256: sha256() };
  } finally {
    readable.destroy();
    await closed;
  }
}

const commonInput = (s3: S3BlobStoreOptions, ref: BlobRef, bytes: number) => ({
  ...placeOf(s3, ref),
  ContentLength: bytes,
  ...headersOf(ref),
});

interface Put {
  readonly ETag: string | undefined;
  readonly LastModified: Date;
}

/** The answer to a PUT does not say when the blob was modified; its own date is that, to the second. */
async function put(
  { client }: S3BlobStoreOptions,
  input: PutObjectCommandInput,
  options: { readonly signal?: AbortSignal | undefined },
): Promise<Put> {
  let answeredAt = "";
  const command = new PutObjectCommand(input);
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { headers = {} } = result.response as { readonly headers?: Record<string, string> };
      answeredAt = headers["date"] ?? "";
      return result;
    },
    { step: "deserialize", name: "dateOfAnswer" },
  );
  const { ETag } = await sending((beside) => client.send(command, beside), options);
  const LastModified = new Date(answeredAt);
  if (Number.isNaN(LastModified.getTime())) throw new Unavailable("The storage did not say when it answered.");
  return { ETag, LastModified };
}
