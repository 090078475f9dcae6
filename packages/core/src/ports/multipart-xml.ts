import { escapeHtml } from "../shared/text.ts";
import type { MultipartPart, MultipartRef, ReceivedPart } from "./multipart-uploads.ts";

/*
 * The XML that S3's clients exchange about uploads in parts (docs.aws.amazon.com/AmazonS3/latest/API), as far as they
 * look at it. For stores that stand in for S3.
 */

/** The answer to `CreateMultipartUpload`. */
export const xmlOfBegun = ({ key, uploadId }: MultipartRef): string =>
  document("InitiateMultipartUploadResult", [field("Key", key), field("UploadId", uploadId)]);

/** The answer to `ListParts`: all of them on one page. */
export const xmlOfParts = ({ key, uploadId }: MultipartRef, parts: readonly ReceivedPart[]): string =>
  document("ListPartsResult", [
    field("Key", key),
    field("UploadId", uploadId),
    field("IsTruncated", "false"),
    ...parts.map(
      ({ number, bytes, etag }) =>
        `<Part>${field("PartNumber", `${number}`)}${field("ETag", `"${etag}"`)}${field("Size", `${bytes}`)}</Part>`,
    ),
  ]);

/** The answer to `CompleteMultipartUpload`. `location` is the blob's address, which the upload does not open. */
export const xmlOfCompleted = (location: string, key: string, etag: string): string =>
  document("CompleteMultipartUploadResult", [
    field("Location", location),
    field("Key", key),
    field("ETag", `"${etag}"`),
  ]);

/** The parts that a body of `CompleteMultipartUpload` names; `undefined` for anything but such a body. */
export function partsOfXml(xml: string): readonly MultipartPart[] | undefined {
  const body = completion.exec(xml)?.[1];
  if (body === undefined) return undefined;
  const parts: MultipartPart[] = [];
  for (const [text] of body.matchAll(/<Part>[\s\S]*?<\/Part>/g)) {
    const number = /<PartNumber>\s*([1-9]\d{0,4})\s*<\/PartNumber>/.exec(text)?.[1];
    const etag = /<ETag>\s*(?:"|&quot;|&#34;)?([A-Za-z0-9-]{1,100})(?:"|&quot;|&#34;)?\s*<\/ETag>/.exec(text)?.[1];
    if (number === undefined || etag === undefined) return undefined;
    parts.push({ number: Number(number), etag });
  }
  return parts;
}

const completion =
  /^\s*(?:<\?xml[^>]*\?>\s*)?<CompleteMultipartUpload(?:\s[^>]*)?>((?:\s*<Part>(?:(?!<\/?Part>)[\s\S])*<\/Part>)*)\s*<\/CompleteMultipartUpload>\s*$/;

const field = (name: string, value: string): string => `<${name}>${escapeHtml(value)}</${name}>`;
const document = (name: string, fields: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${fields.join("")}</${name}>`;
