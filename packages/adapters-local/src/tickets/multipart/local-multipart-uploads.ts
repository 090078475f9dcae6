import {
  type CallOptions,
  type Clock,
  checkPartNumber,
  checkPlainKey,
  instantFromMillis,
  type MultipartPart,
  type MultipartRef,
  type MultipartRequest,
  type MultipartUploads,
  PartsRefused,
  partsOfXml,
  type Secrets,
  UploadGone,
  xmlOfBegun,
  xmlOfCompleted,
  xmlOfParts,
} from "@tintype/core";
import { isRefused, refused, type UploadHead, type UploadOutcome } from "../upload-refusal.ts";
import { endOf } from "../upload-signature.ts";
import { messageOfRequest, methods, targetOfRequest } from "./multipart-signature.ts";
import { createPartStore, type PartStoreOptions } from "./part-store.ts";
import { readText } from "./read-text.ts";
import { verifyMultipartRequest } from "./verify-multipart-request.ts";

export interface LocalMultipartUploadsOptions extends PartStoreOptions {
  /** The origin that clients reach this server at, without a path. */
  readonly publicUrl: string;
  readonly secrets: Secrets;
  readonly clock: Clock;
}

export interface LocalMultipartUploads extends MultipartUploads {
  /** What S3 answers to such a request. A body that is not wanted is cancelled. */
  answer(head: UploadHead, body: ReadableStream<Uint8Array>): Promise<UploadOutcome>;
}

/** S3 takes no longer list of parts. */
const mostXml = 1_024 * 1_024;

/** Uploads in parts at `PUBLIC_URL/blobs/incoming/KEY`. Keys have 33 characters less than those of blobs. */
export function createLocalMultipartUploads(options: LocalMultipartUploadsOptions): LocalMultipartUploads {
  const { blobs, publicUrl, secrets, clock } = options;
  const store = createPartStore(options);

  /** No upload has a key of another one: what lies there when it is over is what became of it. */
  const complete = async (upload: MultipartRef, parts: readonly MultipartPart[], callOptions?: CallOptions) => {
    const stored = await store.complete(upload, parts, callOptions);
    const there = stored ?? (await blobs.head({ area: "incoming", key: upload.key }, callOptions));
    if (there === undefined) throw new UploadGone();
    return there;
  };

  const perform = async (request: MultipartRequest, body: ReadableStream<Uint8Array>): Promise<UploadOutcome> => {
    if (request.kind === "part") {
      const part = await store.receive(request, request.number, body, request.bytes);
      return part === undefined ? gone : { status: 200, etag: part.etag };
    }
    if (request.kind === "complete") {
      const parts = partsOfXml(await readText(body, mostXml));
      if (parts === undefined) return refused(400, "MalformedXML", "This is no list of parts.");
      const stored = await complete(request, parts);
      const location = `${publicUrl}/blobs/incoming/${request.key}`;
      return { status: 200, xml: xmlOfCompleted(location, request.key, stored.etag), stored };
    }
    await body.cancel();
    switch (request.kind) {
      case "begin":
        return { status: 200, xml: xmlOfBegun({ key: request.key, uploadId: await store.begin(request.key) }) };
      case "list": {
        const parts = await store.find(request);
        return parts === undefined ? gone : { status: 200, xml: xmlOfParts(request, parts) };
      }
      case "abort":
        return (await store.abort(request)) ? { status: 204 } : gone;
    }
  };

  return {
    begin: (key, _contentType, callOptions) => store.begin(key, callOptions),

    async sign(request, expiresAt, callOptions) {
      checkPlainKey(request.key);
      if (request.kind === "part") checkPartNumber(request.number);
      callOptions?.signal?.throwIfAborted();
      const end = endOf(expiresAt);
      const signature = await secrets.mac("upload-ticket", messageOfRequest(request, end));
      return {
        method: methods[request.kind],
        url: publicUrl + targetOfRequest(request, end, signature),
        headers: request.kind === "begin" ? { "content-type": request.contentType } : {},
        expiresAt: instantFromMillis(end * 1_000),
      };
    },

    received: (upload, callOptions) => store.find(upload, callOptions),

    async complete(upload, parts, callOptions) {
      await complete(upload, parts, callOptions);
    },

    async abort(upload, callOptions) {
      await store.abort(upload, callOptions);
    },

    list: (prefix, callOptions) => store.list(prefix, callOptions),

    async answer(head, body) {
      const verdict = await verifyMultipartRequest(secrets, head, clock.now());
      if (isRefused(verdict)) {
        await body.cancel(new Error(verdict.refused.message));
        return verdict;
      }
      try {
        return await perform(verdict.request, body);
      } catch (error) {
        if (error instanceof UploadGone) return gone;
        if (error instanceof PartsRefused) return refused(400, "InvalidPart", error.message);
        throw error;
      }
    },
  };
}

const gone = refused(404, "NoSuchUpload", "The upload has been completed or aborted, or was never begun.");
