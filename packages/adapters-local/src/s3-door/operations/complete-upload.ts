import {
  type MultipartPart,
  type MultipartRef,
  partLimits,
  partsOfXml,
  type ReceivedPart,
  xmlOfCompleted,
} from "@tintype/core";
import { readText } from "../../tickets/multipart/read-text.ts";
import { createChecksum } from "../body/checksums.ts";
import { checksumOf } from "../body/plan-body.ts";
import { checkWrite } from "../conditions.ts";
import type { ObjectCall, S3Answer, Storage } from "../operation.ts";
import { S3Error } from "../s3-error.ts";
import { noSuchUpload, uploadOf } from "./multipart.ts";

const mostXml = 1_024 * 1_024;

/** Puts an object together from its parts. */
export async function completeUpload(storage: Storage, call: ObjectCall): Promise<S3Answer> {
  const { parts, bucket, publicUrl, mostBytes } = storage;
  const upload = uploadOf(call);
  const named = partsOfXml(await readText(call.receive(mostXml, "of the object").stream, mostXml));
  if (named === undefined) throw new S3Error("MalformedXML", "This is no list of parts.");
  const received = await parts.find(upload);
  if (received !== undefined) {
    checkSizes(call, named, received, mostBytes);
    await checkChecksum(storage, call, upload, named);
  }
  const etag = await complete(storage, call, upload, named);
  const location = `${publicUrl}/${bucket}/${encodeURIComponent(upload.key).replaceAll("%2F", "/")}`;
  return { status: 200, body: xmlOfCompleted(location, upload.key, etag) };
}

/** The same again for an upload that became the object that lies there; throws `NoSuchUpload` for another that is over. */
async function complete(
  { blobs, parts, turns, completed }: Storage,
  { ref, request }: ObjectCall,
  upload: MultipartRef,
  named: readonly MultipartPart[],
): Promise<string> {
  const leave = await turns.enter(ref.key);
  try {
    const there = await blobs.head(ref);
    if (there !== undefined && there.etag === completed.etagOf(upload.uploadId)) return there.etag;
    checkWrite(request.headers, there);
    const stored = await parts.complete(upload, named);
    if (stored === undefined) throw noSuchUpload();
    completed.add(upload.uploadId, stored.etag);
    return stored.etag;
  } finally {
    leave();
  }
}

function checkSizes(
  { request }: ObjectCall,
  named: readonly MultipartPart[],
  received: readonly ReceivedPart[],
  mostBytes: number,
): void {
  const bytes = new Map(received.map((part) => [part.number, part.bytes]));
  const sizes = named.map(({ number }) => bytes.get(number) ?? 0);
  if (named.some(({ number }, index) => index > 0 && number <= (named[index - 1]?.number ?? 0))) {
    throw new S3Error("InvalidPartOrder", "The list of parts was not in ascending order.");
  }
  if (named.some(({ number }) => !bytes.has(number))) {
    throw new S3Error("InvalidPart", "One or more of the specified parts could not be found.");
  }
  if (sizes.slice(0, -1).some((size) => size < partLimits.leastBytes)) {
    throw new S3Error("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
  }
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  if (whole > mostBytes) {
    throw new S3Error("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");
  }
  if (`${whole}` !== (request.headers.get("x-amz-mp-object-size") ?? `${whole}`)) {
    throw new S3Error("InvalidRequest", "The parts do not have the size that was stated for all of them.");
  }
}

/** Throws `BadDigest` where a checksum was stated for the whole object, and is another. */
async function checkChecksum(
  { parts }: Storage,
  { request }: ObjectCall,
  upload: MultipartRef,
  named: readonly MultipartPart[],
): Promise<void> {
  const { algorithm = "", expected } = checksumOf(request) ?? {};
  if (expected === undefined) return;
  if (expected.includes("-")) throw new S3Error("NotImplemented", "A checksum of checksums is not looked at here.");
  const checksum = createChecksum(algorithm);
  for await (const piece of parts.read(upload, named)) checksum?.update(piece);
  if ((await checksum?.digest()) === expected) return;
  throw new S3Error("BadDigest", `The ${algorithm.toUpperCase()} you specified did not match what we received.`);
}
