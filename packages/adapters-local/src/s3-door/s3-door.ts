import { type BlobStore, type Clock, type Ids, TintypeError } from "@tintype/core";
import { createPartStore } from "../tickets/multipart/part-store.ts";
import { planBody } from "./body/plan-body.ts";
import { receiveBody } from "./body/receive-body.ts";
import { createCompletedUploads } from "./completed-uploads.ts";
import type { Call, S3Answer, Storage } from "./operation.ts";
import { operationOf } from "./operation-of.ts";
import { ownKey } from "./own-key.ts";
import { S3Error, type S3ErrorCode } from "./s3-error.ts";
import { readS3Request, type S3Head, type S3Request } from "./s3-request.ts";
import { checkSignature, checkTime } from "./signature/check-signature.ts";
import { readSignature } from "./signature/read-signature.ts";
import { signingKey } from "./signature/signing-key.ts";
import { createTurns } from "./turns.ts";

/** What is known of credentials that were given out. */
export interface KnownCredentials {
  readonly secretAccessKey: string;
  /** With a slash at its end. */
  readonly prefix: string;
}

export interface S3DoorOptions<Known extends KnownCredentials> {
  readonly blobs: BlobStore;
  /** Where parts lie until they are put together. */
  readonly parts: BlobStore;
  readonly ids: Ids;
  readonly clock: Clock;
  /** What `incoming` is called here, and where; the one bucket there is. */
  readonly bucket: string;
  readonly region: string;
  /** The origin that clients reach this server at, without a path. */
  readonly publicUrl: string;
  /** What an object may have. */
  readonly mostBytes: number;
  /** `undefined` for what was not given out. */
  readonly lookUp: (accessKeyId: string, sessionToken: string) => Known | undefined | Promise<Known | undefined>;
  /** Asked with every request whose signature holds: throws where its sender has no business here any more. */
  readonly admit: (known: Known) => Promise<unknown>;
}

export interface S3Door {
  /**
   * Answers a request as S3 would, by whom its signature says (Signature Version 4, in headers or in the address). A body
   * that is not wanted is cancelled. Rejects with the body's own error, and then nothing is stored.
   */
  answer(head: S3Head, body: ReadableStream<Uint8Array>): Promise<S3Answer | S3Error>;
}

/** S3's REST interface to one prefix of `incoming` for whoever has credentials, at `PUBLIC_URL/BUCKET/KEY`. */
export function createS3Door<Known extends KnownCredentials>(options: S3DoorOptions<Known>): S3Door {
  const { blobs, parts, ids, bucket, publicUrl, mostBytes } = options;
  const storage: Storage = {
    blobs,
    parts: createPartStore({ parts, blobs, ids }),
    turns: createTurns(),
    completed: createCompletedUploads(),
    bucket,
    publicUrl,
    mostBytes,
  };
  return {
    async answer(head, body) {
      try {
        const request = readS3Request(head);
        return await perform(storage, await open(options, request, body));
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal === undefined) throw error;
        return refusal;
      } finally {
        // Whoever has begun to read it has it.
        await body.cancel().catch(() => {});
      }
    },
  };
}

/** A request whose signature holds, and whose sender may be here. */
async function open<Known extends KnownCredentials>(
  { region, clock, lookUp, admit }: S3DoorOptions<Known>,
  request: S3Request,
  body: ReadableStream<Uint8Array>,
): Promise<Call> {
  const claimed = readSignature(request, region);
  const { accessKeyId, sessionToken, scope, date, signature, payload } = claimed;
  if (sessionToken === undefined) {
    throw new S3Error("InvalidAccessKeyId", "There are temporary credentials alone, which have a session token.");
  }
  const known = await lookUp(accessKeyId, sessionToken);
  if (known === undefined) throw new S3Error("InvalidToken", "The provided token is malformed or otherwise invalid.");
  const key = signingKey(known.secretAccessKey, scope);
  checkSignature(request, claimed, key);
  checkTime(claimed, clock.now());
  await admit(known);
  return {
    request,
    prefix: known.prefix,
    receive(most, checksumIs = "of the body") {
      const plan = planBody(request, payload, checksumIs);
      if (plan.bytes > most) {
        throw new S3Error("EntityTooLarge", `Your proposed upload exceeds the maximum allowed size of ${most} bytes.`);
      }
      return receiveBody(body, plan, { key, date, scope, seed: signature });
    },
  };
}

async function perform(storage: Storage, call: Call): Promise<S3Answer> {
  const { request, prefix } = call;
  if (request.bucket !== storage.bucket) throw new S3Error("AccessDenied", "Access Denied.");
  if (request.key !== "") ownKey(request.key, prefix);
  const operation = operationOf(request);
  return operation.on === "bucket"
    ? operation.run(storage, call)
    : operation.run(storage, { ...call, ref: { area: "incoming", key: request.key } });
}

/** What S3 would say of it; `undefined` for what is nobody's fault but ours, or the connection's. */
function refusalOf(error: unknown): S3Error | undefined {
  if (error instanceof S3Error) return error;
  if (!(error instanceof TintypeError)) return undefined;
  const code = codes[error.code];
  return code && new S3Error(code, error.message, { cause: error });
}

const codes: Readonly<Record<string, S3ErrorCode>> = {
  account_disabled: "AccessDenied",
  account_not_found: "AccessDenied",
  // A part was sent again meanwhile: whoever asks once more is told.
  blob_changed: "SlowDown",
  blob_size_mismatch: "IncompleteBody",
  credentials_expired: "ExpiredToken",
  invalid_blob_key: "InvalidArgument",
  parts_refused: "InvalidPart",
  signed_out: "AccessDenied",
  storage_full: "InsufficientStorage",
  unavailable: "SlowDown",
};
