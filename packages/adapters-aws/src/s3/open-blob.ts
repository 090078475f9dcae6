import { Readable } from "node:stream";
import { GetObjectCommand, type GetObjectCommandOutput } from "@aws-sdk/client-s3";
import { BlobChanged, type BlobRef, type ByteRange, type OpenBlob, type OpenBlobOptions } from "@tintype/core";
import { infoOf, placeOf, quoted, type S3BlobStoreOptions, sending } from "./s3.ts";
import { isMissing, statusOf, translateS3Error } from "./translate-s3-error.ts";

export async function openBlob(
  s3: S3BlobStoreOptions,
  ref: BlobRef,
  { range, etag, signal }: OpenBlobOptions = {},
): Promise<OpenBlob | undefined> {
  const get = (asked: ByteRange | undefined) =>
    s3.client.send(
      new GetObjectCommand({
        ...placeOf(s3, ref),
        ...(asked && { Range: `bytes=${asked.start}-${asked.end}` }),
        ...(etag !== undefined && { IfMatch: quoted(etag) }),
      }),
      signal && { abortSignal: signal },
    );

  return sending(
    async () => {
      try {
        return openedAs(ref, await get(range), signal);
      } catch (error) {
        if (isMissing(error)) return undefined;
        if (statusOf(error) === 412) throw new BlobChanged({ cause: error });
        // No range lies inside an empty blob.
        if (range !== undefined && statusOf(error) === 416) return openedAs(ref, await get(undefined), signal);
        throw error;
      }
    },
    { signal },
  );
}

function openedAs(ref: BlobRef, answer: GetObjectCommandOutput, signal: AbortSignal | undefined): OpenBlob {
  const { ContentLength: length = 0, ContentRange, ETag, LastModified, Body } = answer;
  // `bytes 3-5/10`
  const [, start = "0", total = String(length)] = /^bytes (\d+)-\d+\/(\d+)$/.exec(ContentRange ?? "") ?? [];
  return {
    ...infoOf(ref, { ETag, LastModified, bytes: Number(total) }),
    range: { start: Number(start), end: Number(start) + length - 1 },
    body: translated(Readable.toWeb(Body as Readable) as ReadableStream<Uint8Array>, signal),
  };
}

/** The same bytes; a connection that breaks says so in the port's words. Whoever turns away ends the connection. */
function translated(body: ReadableStream<Uint8Array>, signal: AbortSignal | undefined): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          throw translateS3Error(error, signal);
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
