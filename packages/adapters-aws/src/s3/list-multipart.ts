import {
  ListMultipartUploadsCommand,
  ListPartsCommand,
  type ListPartsCommandInput,
  type S3Client,
} from "@aws-sdk/client-s3";
import { type CallOptions, instantFromMillis, isBlobKey, type OpenMultipart, type ReceivedPart } from "@tintype/core";
import { keyReader } from "./key-reader.ts";
import { sending, unquoted } from "./s3.ts";
import { isMissing } from "./translate-s3-error.ts";

/** What has arrived, a thousand parts at a time; `undefined` where there is no such upload. */
export async function listParts(
  client: S3Client,
  upload: ListPartsCommandInput,
  options?: CallOptions,
): Promise<readonly ReceivedPart[] | undefined> {
  const parts: ReceivedPart[] = [];
  let marker: string | undefined;
  do {
    const page = await sending(async (beside) => {
      try {
        return await client.send(new ListPartsCommand({ ...upload, PartNumberMarker: marker }), beside);
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    }, options);
    if (page === undefined) return undefined;
    for (const { PartNumber: number = 0, Size: bytes = 0, ETag = "" } of page.Parts ?? []) {
      parts.push({ number, bytes, etag: unquoted(ETag) });
    }
    marker = page.IsTruncated === true ? page.NextPartNumberMarker : undefined;
  } while (marker !== undefined);
  return parts;
}

/** What is open, a thousand at a time; but for keys that no blob can have, which go by the bucket's lifecycle. */
export async function* listMultipartUploads(
  client: S3Client,
  bucket: string,
  prefix: string,
  options?: CallOptions,
): AsyncGenerator<OpenMultipart> {
  options?.signal?.throwIfAborted();
  let markers: { readonly KeyMarker: string | undefined; readonly UploadIdMarker: string | undefined } | undefined;
  do {
    const place = { Bucket: bucket, Prefix: prefix, EncodingType: "url" } as const;
    const command = new ListMultipartUploadsCommand({ ...place, ...markers });
    const page = await sending((beside) => client.send(command, beside), options);
    const read = keyReader(page.EncodingType);
    for (const { Key = "", UploadId: uploadId = "", Initiated } of page.Uploads ?? []) {
      const key = read(Key);
      if (!isBlobKey({ area: "incoming", key })) continue;
      const seconds = Math.floor((Initiated?.getTime() ?? 0) / 1_000);
      yield { key, uploadId, startedAt: instantFromMillis(seconds * 1_000) };
    }
    const { IsTruncated, NextKeyMarker, NextUploadIdMarker: UploadIdMarker } = page;
    markers = IsTruncated === true ? { KeyMarker: NextKeyMarker && read(NextKeyMarker), UploadIdMarker } : undefined;
  } while (markers !== undefined);
}
