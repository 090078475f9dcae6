import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import type { BlobArea, BlobInfo, CallOptions } from "@tintype/core";
import { infoOf, type S3BlobStoreOptions, sending } from "./s3.ts";

/** S3 lists in the order of the keys' bytes (docs.aws.amazon.com, "ListObjectsV2"), a thousand at a time. */
export async function* listBlobs(
  { client, buckets }: S3BlobStoreOptions,
  area: BlobArea,
  prefix: string,
  options?: CallOptions,
): AsyncGenerator<BlobInfo> {
  options?.signal?.throwIfAborted();
  if (!beginsAKey(prefix)) return;
  let token: string | undefined;
  do {
    const command = new ListObjectsV2Command({ Bucket: buckets[area], Prefix: prefix, ContinuationToken: token });
    const page = await sending((beside) => client.send(command, beside), options);
    for (const { Key: key = "", Size: bytes = 0, ...blob } of page.Contents ?? []) {
      yield infoOf({ area, key }, { ...blob, bytes });
    }
    token = page.NextContinuationToken;
  } while (token !== undefined);
}

/** Whether some key can begin so (see `checkBlobKey`): S3 need not be asked for others, and may choke on them. */
const beginsAKey = (prefix: string): boolean => /^(?!\/|(?:.*\/)?\.{0,2}\/)[A-Za-z0-9._/-]{0,512}$/.test(prefix);
