import type { BlobInfo } from "@tintype/core";
import type { Call, S3Answer, Storage } from "../operation.ts";
import { ownPrefix } from "../own-key.ts";
import { wholeNumber } from "../read-number.ts";
import { S3Error } from "../s3-error.ts";
import { xmlDocument, xmlElement, xmlField } from "../s3-xml.ts";

const mostKeys = 1_000;

/** The objects whose keys begin with a prefix, by page and, with a delimiter, by folder (`ListObjectsV2`). */
export async function listObjects({ blobs, bucket }: Storage, { request, prefix: own }: Call): Promise<S3Answer> {
  const { query } = request;
  const prefix = ownPrefix(query.get("prefix"), own);
  const delimiter = query.get("delimiter") ?? "";
  const token = query.get("continuation-token");
  const startAfter = query.get("start-after");
  const most = Math.min(wholeNumber(query.get("max-keys"), "max-keys") ?? mostKeys, mostKeys);
  const encoding = query.get("encoding-type");
  if (encoding !== undefined && encoding !== "url")
    throw new S3Error("InvalidArgument", "Invalid Encoding Method specified in Request");
  const written = (text: string) => (encoding === undefined ? text : encodeURIComponent(text).replaceAll("%2F", "/"));

  const found = blobs.list("incoming", prefix);
  const page = await takePage(found, {
    prefix,
    delimiter,
    most,
    after: token === undefined ? startAfter : readToken(token),
  });
  return {
    status: 200,
    body: xmlDocument(
      "ListBucketResult",
      xmlField("Name", bucket),
      xmlField("Prefix", written(prefix)),
      xmlField("Delimiter", delimiter === "" ? undefined : written(delimiter)),
      xmlField("MaxKeys", most),
      xmlField("EncodingType", encoding),
      xmlField("KeyCount", page.entries.length),
      xmlField("IsTruncated", page.next !== undefined),
      xmlField("ContinuationToken", token),
      xmlField("NextContinuationToken", page.next && writeToken(page.next)),
      xmlField("StartAfter", startAfter && written(startAfter)),
      ...page.entries.map((entry) =>
        typeof entry === "string"
          ? xmlElement("CommonPrefixes", xmlField("Prefix", written(entry)))
          : xmlElement(
              "Contents",
              xmlField("Key", written(entry.key)),
              xmlField("LastModified", entry.modifiedAt),
              xmlField("ETag", `"${entry.etag}"`),
              xmlField("Size", entry.bytes),
              xmlField("StorageClass", "STANDARD"),
            ),
      ),
    ),
  };
}

interface PageRequest {
  readonly prefix: string;
  readonly delimiter: string;
  readonly most: number;
  /** A key, or a folder that was on the page before. */
  readonly after: string | undefined;
}

interface ListPage {
  /** Objects, and the names of folders. */
  readonly entries: readonly (BlobInfo | string)[];
  /** The last one, where there are more. */
  readonly next: string | undefined;
}

async function takePage(
  found: AsyncIterable<BlobInfo>,
  { prefix, delimiter, most, after = "" }: PageRequest,
): Promise<ListPage> {
  const entries: (BlobInfo | string)[] = [];
  let last = "";
  for await (const blob of found) {
    const at = delimiter === "" ? -1 : blob.key.indexOf(delimiter, prefix.length);
    const name = at === -1 ? blob.key : blob.key.slice(0, at + delimiter.length);
    // A folder comes once; of one that was given before, nothing comes.
    if (name === last || name <= after) continue;
    if (entries.length >= most) return { entries, next: most === 0 ? undefined : last };
    entries.push(at === -1 ? blob : name);
    last = name;
  }
  return { entries, next: undefined };
}

const writeToken = (last: string): string => Buffer.from(last).toString("base64url");

function readToken(token: string): string {
  const last = Buffer.from(token, "base64url").toString();
  if (token === "" || writeToken(last) !== token)
    throw new S3Error("InvalidArgument", "The continuation token provided is incorrect");
  return last;
}
