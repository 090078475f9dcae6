import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { type BlobArea, type BlobInfo, type CallOptions, isBlobKey, isBlobPrefix } from "@tintype/core";
import { keyReader } from "./key-reader.ts";
import { infoOf, type S3BlobStoreOptions, sending } from "./s3.ts";

/**
 * S3 lists in the order of the keys' bytes (docs.aws.amazon.com, "ListObjectsV2"), a thousand at a time. What clients have
 * put below `u/` under keys that no blob can have is passed over, and goes by the bucket's lifecycle.
 */
export async function* listBlobs(
  { client, buckets }: S3BlobStoreOptions,
  area: BlobArea,
  prefix: string,
  options?: CallOptions,
): AsyncGenerator<BlobInfo> {
  options?.signal?.throwIfAborted();
  // S3 need not be asked for others, and may choke on them.
  if (!isBlobPrefix(area, prefix)) return;
  const command = { Bucket: buckets[area], Prefix: prefix, EncodingType: "url" } as const;
  let token: string | undefined;
  do {
    const next = new ListObjectsV2Command({ ...command, ContinuationToken: token });
    const page = await sending((beside) => client.send(next, beside), options);
    const read = keyReader(page.EncodingType);
    for (const { Key = "", Size: bytes = 0, ...blob } of page.Contents ?? []) {
      const ref = { area, key: read(Key) };
      if (isBlobKey(ref)) yield infoOf(ref, { ...blob, bytes });
    }
    token = page.NextContinuationToken;
  } while (token !== undefined);
}
