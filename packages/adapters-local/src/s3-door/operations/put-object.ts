import type { BlobInfo } from "@tintype/core";
import type { ReceivedBody } from "../body/receive-body.ts";
import { checkWrite } from "../conditions.ts";
import type { ObjectCall, S3Answer, Storage } from "../operation.ts";

/** Stores an object, in place of what was there. */
export async function putObject(storage: Storage, call: ObjectCall): Promise<S3Answer> {
  const body = call.receive(storage.mostBytes);
  const { etag } = await store(storage, call, body.stream, body.bytes);
  return { status: 200, headers: { etag: `"${etag}"`, ...body.checksumHeaders() } };
}

/**
 * Stores a body, unless the request's conditions forbid it by the time that all of it is there: from then on nobody else
 * writes under the key.
 */
export async function store(
  { blobs, turns }: Storage,
  { request: { headers }, ref }: ObjectCall,
  body: ReceivedBody["stream"],
  bytes: number,
): Promise<BlobInfo> {
  let leave = (): void => {};
  async function* checked(): AsyncGenerator<Uint8Array> {
    yield* body;
    leave = await turns.enter(ref.key);
    checkWrite(headers, await blobs.head(ref));
  }
  try {
    checkWrite(headers, await blobs.head(ref));
    return await blobs.put(ref, ReadableStream.from(checked()), { bytes });
  } catch (error) {
    // Whatever has not been begun is not cancelled by anybody else.
    await body.cancel(error).catch(() => {});
    throw error;
  } finally {
    leave();
  }
}
