import type { Instant } from "../shared/instant.ts";
import { partLimits } from "../shared/part-limits.ts";
import type { BlobStore } from "./blob-store.ts";
import { patternedBytes } from "./byte-streams.fixture.ts";
import type {
  MultipartPart,
  MultipartRef,
  MultipartRequest,
  MultipartUploads,
  SignedRequest,
} from "./multipart-uploads.ts";
import type { UploadAnswer, UploadRequest } from "./upload-tickets-probes.fixture.ts";

/** Uploads into a store without a single blob and with none begun, and a way to send what they sign. */
export interface MultipartUploadsFixture {
  readonly uploads: MultipartUploads;
  readonly blobs: BlobStore;
  /** Some minutes from now, by the clock that permissions end by; a whole second. */
  readonly soon: Instant;
  /** A permission that was good, and has ended. */
  expired(request: MultipartRequest): Promise<SignedRequest>;
  send(request: UploadRequest): Promise<MultipartAnswer>;
}

export interface MultipartAnswer extends UploadAnswer {
  /** The body. */
  readonly text: string;
}

export const key = "t/01jd4/01jd5";
/** As small as a part may be that is not the last. */
export const wholePart = patternedBytes(partLimits.leastBytes);
export const nothing: Uint8Array<ArrayBuffer> = new Uint8Array();

export async function beginUpload({ uploads }: MultipartUploadsFixture, of = key): Promise<MultipartRef> {
  return { key: of, uploadId: await uploads.begin(of, "image/jpeg") };
}

/** Sends one part, and tells what to complete the upload with. */
export async function sendPart(
  { uploads, soon, send }: MultipartUploadsFixture,
  upload: MultipartRef,
  number: number,
  body: Uint8Array,
): Promise<MultipartPart> {
  const request = await uploads.sign({ kind: "part", ...upload, number, bytes: body.length }, soon);
  const { status, etag = "" } = await send({ ...request, body });
  if (status !== 200) throw new Error(`Part ${number} was answered with ${status}.`);
  return { number, etag: etag.replaceAll('"', "") };
}

/** What a client sends to complete an upload by itself. */
export const completionOf = (parts: readonly MultipartPart[]): string => {
  const lines = parts.map(({ number, etag }) => `<Part><PartNumber>${number}</PartNumber><ETag>${etag}</ETag></Part>`);
  return `<CompleteMultipartUpload>${lines.join("")}</CompleteMultipartUpload>`;
};

/** The first text that stands in such an element. */
export const elementOf = (xml: string, name: string): string =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1]?.replaceAll(/&#34;|&quot;|"/g, "") ?? "";

export async function openUploads({ uploads }: MultipartUploadsFixture, prefix: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { uploadId } of uploads.list(prefix)) ids.push(uploadId);
  return ids;
}
