import type { IncomingMessage, ServerResponse } from "node:http";
import { bodyOfRequest, type UploadAnswer, type UploadReceiver } from "@tintype/adapters-local";
import { escapeHtml, photoOfKey, system, type Tintype, TintypeError } from "@tintype/core";
import { askForBody } from "./ask-for-body.ts";
import type { LocalRoute } from "./local-route.ts";
import { refuseBody } from "./refuse-body.ts";

export interface BlobRouteOptions {
  readonly uploads: UploadReceiver;
  readonly tintype: Pick<Tintype, "photos">;
}

/** Where upload tickets point: what S3 does on AWS, its notification included. Errors are S3's XML. */
export function blobRoute({ uploads, tintype }: BlobRouteOptions): LocalRoute {
  return {
    prefix: "/blobs/",
    asksForBody: true,
    methods: ["PUT", "POST", "GET", "DELETE", "OPTIONS"],
    async handle(request, response) {
      for (const [name, value] of Object.entries(cors)) response.setHeader(name, value);
      if (request.method === "OPTIONS") {
        response.writeHead(204).end();
        return true;
      }
      const head = { method: request.method ?? "", target: request.url ?? "", headers: request.headers };
      try {
        const outcome = await uploads.receive(
          head,
          bodyOfRequest(request, () => askForBody(response)),
        );
        if ("refused" in outcome) refuseUpload(request, response, outcome.refused);
        else {
          if (outcome.stored !== undefined) await confirm(tintype, outcome.stored.key);
          answer(response, outcome);
        }
      } catch (error) {
        // Who went away in the middle of a body is told nothing, and nothing was stored.
        if (request.readableAborted || request.errored !== null) response.destroy();
        else if (error instanceof TintypeError) refuseUpload(request, response, refusalOf(error));
        else throw error;
      }
      return true;
    },
  };
}

const cors = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "PUT, POST, GET, DELETE",
  "access-control-allow-headers": "content-type, x-amz-checksum-sha256",
  "access-control-expose-headers": "ETag",
  "access-control-max-age": "86400",
};

/** The bytes are safe by now: if this fails, the reconciler will notice them. */
async function confirm(tintype: BlobRouteOptions["tintype"], key: string): Promise<void> {
  const photo = photoOfKey(key);
  if (photo !== undefined) await tintype.photos.confirmUpload(system, photo).catch(() => {});
}

function answer(response: ServerResponse, { status, etag, xml = "" }: UploadAnswer): void {
  const headers = {
    ...(etag !== undefined && { etag: `"${etag}"` }),
    ...(xml !== "" && { "content-type": "application/xml" }),
    ...(status !== 204 && { "content-length": Buffer.byteLength(xml) }),
  };
  response.writeHead(status, headers).end(xml);
}

interface S3Error {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

function refusalOf({ code, message }: TintypeError): S3Error {
  if (code === "storage_full") return { status: 507, code: "InsufficientStorage", message };
  if (code === "blob_size_mismatch") return { status: 400, code: "IncompleteBody", message };
  return { status: 503, code: "SlowDown", message };
}

function refuseUpload(request: IncomingMessage, response: ServerResponse, { status, code, message }: S3Error): void {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${escapeHtml(message)}</Message></Error>`;
  response.setHeader("x-content-type-options", "nosniff");
  refuseBody(request, response, status, xml);
}
