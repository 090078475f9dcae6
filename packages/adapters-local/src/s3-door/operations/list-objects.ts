import type { Call, S3Answer, Storage } from "../operation.ts";
import { ownPrefix } from "../own-key.ts";
import { wholeNumber } from "../read-number.ts";
import { S3Error } from "../s3-error.ts";
import { xmlDocument, xmlElement, xmlField } from "../s3-xml.ts";
import { type ListPage, takePage } from "./take-page.ts";

const mostKeys = 1_000;

/** The objects whose keys begin with a prefix, by page and, with a delimiter, by folder (`ListObjectsV2`). */
export async function listObjects({ blobs, bucket }: Storage, call: Call): Promise<S3Answer> {
  const { query } = call.request;
  const { written, fields, ...wanted } = readList(call);
  const token = query.get("continuation-token");
  const startAfter = query.get("start-after");
  const after = token === undefined ? startAfter : readToken(token);
  const page = await takePage(blobs.list("incoming", wanted.prefix), { ...wanted, after });
  return answer(
    xmlField("Name", bucket),
    ...fields,
    xmlField("KeyCount", page.entries.length),
    xmlField("IsTruncated", page.next !== undefined),
    xmlField("ContinuationToken", token),
    xmlField("NextContinuationToken", page.next && writeToken(page.next)),
    xmlField("StartAfter", startAfter && written(startAfter)),
    ...elementsOf(page, written),
  );
}

/** The same as older clients ask for it, who go on from a marker (`ListObjects`). */
export async function listObjectsFromMarker({ blobs, bucket }: Storage, call: Call): Promise<S3Answer> {
  const { written, fields, ...wanted } = readList(call);
  const marker = call.request.query.get("marker") ?? "";
  const page = await takePage(blobs.list("incoming", wanted.prefix), { ...wanted, after: marker });
  return answer(
    xmlField("Name", bucket),
    ...fields,
    xmlField("IsTruncated", page.next !== undefined),
    xmlField("Marker", written(marker)),
    xmlField("NextMarker", page.next && written(page.next)),
    ...elementsOf(page, written),
  );
}

type Written = (text: string) => string;

/** What both are asked, and say again. */
function readList({ request: { query }, prefix: own }: Call) {
  const prefix = ownPrefix(query.get("prefix"), own);
  const delimiter = query.get("delimiter") ?? "";
  const most = Math.min(wholeNumber(query.get("max-keys"), "max-keys") ?? mostKeys, mostKeys);
  const encoding = query.get("encoding-type");
  if (encoding !== undefined && encoding !== "url") {
    throw new S3Error("InvalidArgument", "Invalid Encoding Method specified in Request");
  }
  const written: Written = (text) => (encoding === undefined ? text : encodeURIComponent(text).replaceAll("%2F", "/"));
  const fields = [
    xmlField("Prefix", written(prefix)),
    xmlField("Delimiter", delimiter === "" ? undefined : written(delimiter)),
    xmlField("MaxKeys", most),
    xmlField("EncodingType", encoding),
  ];
  return { prefix, delimiter, most, written, fields };
}

const answer = (...children: readonly (string | undefined)[]): S3Answer => ({
  status: 200,
  body: xmlDocument("ListBucketResult", ...children),
});

const elementsOf = ({ entries }: ListPage, written: Written): readonly string[] =>
  entries.map((entry) =>
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
  );

const writeToken = (last: string): string => Buffer.from(last).toString("base64url");

function readToken(token: string): string {
  const last = Buffer.from(token, "base64url").toString();
  if (token !== "" && writeToken(last) === token) return last;
  throw new S3Error("InvalidArgument", "The continuation token provided is incorrect");
}
