import { compareKeys, type MultipartRef, type OpenMultipart, partLimits, xmlOfBegun } from "@tintype/core";
import type { Call, ObjectCall, S3Answer, Storage } from "../operation.ts";
import { ownPrefix } from "../own-key.ts";
import { wholeNumber } from "../read-number.ts";
import { S3Error } from "../s3-error.ts";
import { xmlDocument, xmlElement, xmlField } from "../s3-xml.ts";

const mostListed = 1_000;

export async function createUpload({ parts }: Storage, { ref: { key } }: ObjectCall): Promise<S3Answer> {
  return { status: 200, body: xmlOfBegun({ key, uploadId: await parts.begin(key) }) };
}

export async function uploadPart({ parts, mostBytes }: Storage, call: ObjectCall): Promise<S3Answer> {
  const number = wholeNumber(call.request.query.get("partNumber"), "partNumber") ?? 0;
  if (number < 1 || number > partLimits.most) {
    throw new S3Error("InvalidArgument", `Part number must be an integer between 1 and ${partLimits.most}, inclusive`);
  }
  const upload = uploadOf(call);
  const body = call.receive(mostBytes);
  const part = await parts.receive(upload, number, body.stream, body.bytes);
  if (part === undefined) throw noSuchUpload();
  return { status: 200, headers: { etag: `"${part.etag}"`, ...body.checksumHeaders() } };
}

export async function listParts({ parts, bucket }: Storage, call: ObjectCall): Promise<S3Answer> {
  const upload = uploadOf(call);
  const after = wholeNumber(call.request.query.get("part-number-marker"), "part-number-marker") ?? 0;
  const most = Math.min(wholeNumber(call.request.query.get("max-parts"), "max-parts") ?? mostListed, mostListed);
  const received = await parts.find(upload);
  if (received === undefined) throw noSuchUpload();
  const rest = received.filter(({ number }) => number > after);
  const page = rest.slice(0, most);
  return {
    status: 200,
    body: xmlDocument(
      "ListPartsResult",
      xmlField("Bucket", bucket),
      xmlField("Key", upload.key),
      xmlField("UploadId", upload.uploadId),
      xmlField("PartNumberMarker", after),
      xmlField("NextPartNumberMarker", page.at(-1)?.number),
      xmlField("MaxParts", most),
      xmlField("IsTruncated", most > 0 && page.length < rest.length),
      ...page.map(({ number, etag, bytes }) =>
        xmlElement("Part", xmlField("PartNumber", number), xmlField("ETag", `"${etag}"`), xmlField("Size", bytes)),
      ),
    ),
  };
}

export async function abortUpload({ parts }: Storage, call: ObjectCall): Promise<S3Answer> {
  if (!(await parts.abort(uploadOf(call)))) throw noSuchUpload();
  return { status: 204 };
}

/** Uploads that are open below a prefix. */
export async function listUploads({ parts, bucket }: Storage, { request, prefix: own }: Call): Promise<S3Answer> {
  const { query } = request;
  const prefix = ownPrefix(query.get("prefix"), own);
  const most = Math.min(wholeNumber(query.get("max-uploads"), "max-uploads") ?? mostListed, mostListed);
  const after = placeOf({ key: query.get("key-marker") ?? "", uploadId: query.get("upload-id-marker") ?? "\uFFFF" });
  const open: OpenMultipart[] = [];
  for await (const upload of parts.list(prefix)) if (compareKeys(placeOf(upload), after) > 0) open.push(upload);
  open.sort((a, b) => compareKeys(placeOf(a), placeOf(b)));
  const page = open.slice(0, most);
  const last = page.length < open.length ? page.at(-1) : undefined;
  return {
    status: 200,
    body: xmlDocument(
      "ListMultipartUploadsResult",
      xmlField("Bucket", bucket),
      xmlField("Prefix", prefix),
      xmlField("MaxUploads", most),
      xmlField("IsTruncated", last !== undefined),
      xmlField("NextKeyMarker", last?.key),
      xmlField("NextUploadIdMarker", last?.uploadId),
      ...page.map(({ key, uploadId, startedAt }) =>
        xmlElement("Upload", xmlField("Key", key), xmlField("UploadId", uploadId), xmlField("Initiated", startedAt)),
      ),
    ),
  };
}

/** Where an upload stands in a list: by its key, then by its id. */
const placeOf = ({ key, uploadId }: MultipartRef): string => `${key}\n${uploadId}`;

/** The upload that a request is about; throws `NoSuchUpload` for what no id looks like. */
export function uploadOf({ ref: { key }, request }: ObjectCall): MultipartRef {
  const uploadId = request.query.get("uploadId") ?? "";
  if (!/^[0-9a-z]{26}$/.test(uploadId)) throw noSuchUpload();
  return { key, uploadId };
}

export const noSuchUpload = () =>
  new S3Error("NoSuchUpload", "The specified multipart upload does not exist. It may have been aborted or completed.");
