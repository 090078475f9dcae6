import { BlobChanged, type BlobInfo, contentTypeOf, isBlobKey, parseByteRange } from "@tintype/core";
import { checkRead } from "../conditions.ts";
import type { ObjectCall, S3Answer, Storage } from "../operation.ts";
import { S3Error } from "../s3-error.ts";
import type { S3Request } from "../s3-request.ts";

/** What an answer says instead, where a signed address asks for that. */
const overrides = ["content-type", "content-language", "expires", "cache-control", "content-disposition"];
/** These of the query are GetObject's own. */
export const responseParameters = overrides.map((name) => `response-${name}`);

/** The object, one range of it, or (for HEAD) what would be said of it. */
export async function getObject(storage: Storage, call: ObjectCall): Promise<S3Answer> {
  for (;;) {
    try {
      return await openOnce(storage, call);
    } catch (error) {
      // It was written anew between two looks.
      if (!(error instanceof BlobChanged)) throw error;
    }
  }
}

async function openOnce({ blobs }: Storage, { request, ref }: ObjectCall): Promise<S3Answer> {
  const info = isBlobKey(ref) ? await blobs.head(ref) : undefined;
  if (info === undefined) throw new S3Error("NoSuchKey", "The specified key does not exist.");
  const described = { ...describe(info), ...overridden(request.query) };
  if (checkRead(request.headers, info) === "fresh") return { status: 304, headers: described };

  const isSame = (request.headers.get("if-range") ?? described.etag) === described.etag;
  const range = isSame ? parseByteRange(request.headers.get("range"), info.bytes) : undefined;
  if (range === "unsatisfiable") throw new S3Error("InvalidRange", "The requested range is not satisfiable");
  const { start, end } = range ?? { start: 0, end: info.bytes - 1 };
  const headers = {
    ...described,
    "content-length": `${end - start + 1}`,
    ...(range !== undefined && { "content-range": `bytes ${start}-${end}/${info.bytes}` }),
  };
  const status = range === undefined ? 200 : 206;
  if (request.method === "HEAD") return { status, headers };
  const opened = await blobs.open(ref, { range, etag: info.etag });
  if (opened === undefined) throw new S3Error("NoSuchKey", "The specified key does not exist.");
  return { status, headers, body: opened.body };
}

const describe = ({ key, etag, modifiedAt }: BlobInfo) => ({
  "content-type": contentTypeOf(key),
  etag: `"${etag}"`,
  "last-modified": new Date(modifiedAt).toUTCString(),
  "accept-ranges": "bytes",
});

function overridden(query: S3Request["query"]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of overrides) {
    const value = query.get(`response-${name}`);
    if (value === undefined) continue;
    if (!/^[ -~]{0,1024}$/.test(value))
      throw new S3Error("InvalidArgument", `response-${name} cannot be said in a header.`);
    headers[name] = value;
  }
  return headers;
}
