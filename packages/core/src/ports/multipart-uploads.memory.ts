import type { CallOptions } from "../shared/call-options.ts";
import type { Instant } from "../shared/instant.ts";
import { checkBlobKey, checkPlainKey } from "./blob-key.ts";
import type { BlobInfo, BlobRef, BlobStore } from "./blob-store.ts";
import { checkPartNumber, checkParts } from "./check-parts.ts";
import type { Clock } from "./clock.ts";
import type {
  MultipartPart,
  MultipartRef,
  MultipartRequest,
  MultipartUploads,
  ReceivedPart,
  SignedRequest,
} from "./multipart-uploads.ts";
import type { MultipartAnswer } from "./multipart-uploads-probes.fixture.ts";
import { partsOfXml, xmlOfBegun, xmlOfCompleted, xmlOfParts } from "./multipart-xml.ts";
import { PartsRefused, UploadGone } from "./port-errors.ts";
import type { UploadRequest } from "./upload-tickets-probes.fixture.ts";

export interface MemoryMultipartUploadsOptions {
  /** Where blobs come to lie that are complete. */
  readonly blobs: BlobStore;
  readonly clock: Clock;
}

/** Uploads whose clients need no network. */
export interface MemoryMultipartUploads extends MultipartUploads {
  /** Sends a request as a client would: what the store answers. */
  send(request: UploadRequest): Promise<MultipartAnswer>;
}

interface KeptPart extends ReceivedPart {
  readonly body: Uint8Array;
}

interface KeptUpload extends MultipartRef {
  readonly startedAt: Instant;
  readonly parts: Map<number, KeptPart>;
}

const methods = { begin: "POST", part: "PUT", list: "GET", complete: "POST", abort: "DELETE" } as const;

/** Parts in this process's memory; permissions are known by their address, and nothing is signed. */
export function createMemoryMultipartUploads({ blobs, clock }: MemoryMultipartUploadsOptions): MemoryMultipartUploads {
  const open = new Map<string, KeptUpload>();
  const signed = new Map<string, { readonly request: MultipartRequest; readonly expiresAt: Instant }>();
  let begun = 0;
  let versions = 0;

  const find = ({ key, uploadId }: MultipartRef, options?: CallOptions): KeptUpload | undefined => {
    checkBlobKey(place(key));
    options?.signal?.throwIfAborted();
    const upload = open.get(uploadId);
    return upload?.key === key ? upload : undefined;
  };

  const begin = (key: string, options?: CallOptions): string => {
    checkBlobKey(place(key));
    options?.signal?.throwIfAborted();
    begun += 1;
    const uploadId = `upload-${begun}`;
    open.set(uploadId, { key, uploadId, startedAt: clock.now(), parts: new Map() });
    return uploadId;
  };

  const complete = async (
    ref: MultipartRef,
    named: readonly MultipartPart[],
    options?: CallOptions,
  ): Promise<BlobInfo> => {
    const upload = find(ref, options);
    if (upload === undefined) {
      const completed = await blobs.head(place(ref.key), options);
      if (completed === undefined) throw new UploadGone();
      return completed;
    }
    checkParts(named, [...upload.parts.values()]);
    const bodies = named.map(({ number }) => upload.parts.get(number)?.body ?? new Uint8Array());
    const whole = await new Blob(bodies as Uint8Array<ArrayBuffer>[]).bytes();
    const blob = await blobs.put(place(ref.key), whole, { bytes: whole.length, signal: options?.signal });
    open.delete(ref.uploadId);
    return blob;
  };

  const receive = (ref: MultipartRef, number: number, body: Uint8Array): MultipartAnswer => {
    const upload = find(ref);
    if (upload === undefined) return gone;
    versions += 1;
    const etag = `p${versions}`;
    upload.parts.set(number, { number, etag, bytes: body.length, body });
    return { status: 200, etag: `"${etag}"`, text: "" };
  };

  const handle = async (request: MultipartRequest, body: Uint8Array): Promise<MultipartAnswer> => {
    if (request.kind === "begin") return xml(xmlOfBegun({ key: request.key, uploadId: begin(request.key) }));
    if (request.kind === "part") {
      return body.length === request.bytes ? receive(request, request.number, body) : { status: 403, text: "" };
    }
    if (request.kind === "complete") {
      const parts = partsOfXml(String.fromCharCode(...body));
      if (parts === undefined) return { status: 400, text: "" };
      return xml(
        xmlOfCompleted(`https://uploads.example/${request.key}`, request.key, (await complete(request, parts)).etag),
      );
    }
    const upload = find(request);
    if (upload === undefined) return gone;
    if (request.kind === "list") return xml(xmlOfParts(request, listed(upload)));
    open.delete(request.uploadId);
    return { status: 204, text: "" };
  };

  return {
    begin: async (key, _contentType, options) => begin(key, options),

    async sign(request, expiresAt, options): Promise<SignedRequest> {
      checkPlainKey(request.key);
      if (request.kind === "part") checkPartNumber(request.number);
      options?.signal?.throwIfAborted();
      const url = `https://uploads.example/incoming/${request.key}?${"uploadId" in request ? `uploadId=${request.uploadId}&` : ""}signature=${signed.size + 1}`;
      signed.set(url, { request, expiresAt });
      return { method: methods[request.kind], url, headers: {}, expiresAt };
    },

    async received(ref, options) {
      const upload = find(ref, options);
      return upload && listed(upload);
    },

    async complete(ref, parts, options) {
      await complete(ref, parts, options);
    },

    async abort(ref, options) {
      if (find(ref, options) !== undefined) open.delete(ref.uploadId);
    },

    async *list(prefix, options) {
      options?.signal?.throwIfAborted();
      for (const { key, uploadId, startedAt } of open.values()) {
        if (key.startsWith(prefix)) yield { key, uploadId, startedAt };
      }
    },

    async send({ method, url, body }) {
      const found = signed.get(url);
      if (found === undefined || found.expiresAt <= clock.now()) return { status: 403, text: "" };
      if (method !== methods[found.request.kind]) return { status: 403, text: "" };
      return handle(found.request, body).catch((error: unknown) => {
        if (error instanceof PartsRefused || error instanceof UploadGone) return { status: 400, text: "" };
        throw error;
      });
    },
  };
}

const place = (key: string): BlobRef => ({ area: "incoming", key });
const gone: MultipartAnswer = { status: 404, text: "" };
const xml = (text: string): MultipartAnswer => ({ status: 200, text });
const listed = ({ parts }: KeptUpload): ReceivedPart[] =>
  [...parts.values()]
    .map(({ number, bytes, etag }) => ({ number, bytes, etag }))
    .toSorted((one, other) => one.number - other.number);
