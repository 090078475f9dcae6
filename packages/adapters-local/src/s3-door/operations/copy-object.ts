import type { ObjectCall, S3Answer, Storage } from "../operation.ts";
import { ownKey } from "../own-key.ts";
import { S3Error } from "../s3-error.ts";
import { readS3Request } from "../s3-request.ts";
import { xmlDocument, xmlField } from "../s3-xml.ts";
import { store } from "./put-object.ts";

/** Copies an object within the own prefix. */
export async function copyObject(storage: Storage, call: ObjectCall): Promise<S3Answer> {
  const { blobs, bucket } = storage;
  const source = call.request.headers.get("x-amz-copy-source") ?? "";
  const from = readS3Request({ method: "GET", target: targetOf(source), headers: {} });
  if (from.query.size > 0) throw new S3Error("NotImplemented", "There are no versions here.");
  if (from.bucket !== bucket) throw new S3Error("AccessDenied", "Access Denied.");
  const key = ownKey(from.key, call.prefix);
  const opened = await blobs.open({ area: "incoming", key });
  if (opened === undefined) throw new S3Error("NoSuchKey", "The specified key does not exist.");
  const copy = await store(storage, call, opened.body, opened.bytes);
  const fields = [xmlField("ETag", `"${copy.etag}"`), xmlField("LastModified", copy.modifiedAt)];
  return { status: 200, body: xmlDocument("CopyObjectResult", ...fields) };
}

/** S3 takes a source with or without a slash before it, whichever slashes are encoded, and a `+` for a blank. */
const targetOf = (source: string): string =>
  `/${source.replaceAll("+", "%20").replaceAll(/%2f/gi, "/").replace(/^\//, "")}`;
