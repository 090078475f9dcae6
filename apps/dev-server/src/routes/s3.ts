import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { bodyOfRequest, type S3Answer, type S3Door, S3Error } from "@tintype/adapters-local";
import { escapeHtml } from "@tintype/core";
import { askForBody } from "./ask-for-body.ts";
import { type LocalRoute, mediaHeaders } from "./local-route.ts";
import { refuseBody } from "./refuse-body.ts";

export interface S3RouteOptions {
  readonly door: S3Door;
  readonly bucket: string;
  readonly requestId: () => string;
}

/** The bucket that temporary credentials open, as S3 has it: path-style, below the root. Errors are S3's XML. */
export function s3Route({ door, bucket, requestId }: S3RouteOptions): LocalRoute {
  return {
    prefix: `/${bucket}`,
    methods: ["GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS"],
    anySpelling: true,
    asksForBody: true,
    async handle(request, response) {
      const { method = "", url: target = "", headersDistinct: headers } = request;
      for (const [name, value] of Object.entries({ ...mediaHeaders, ...exposed })) response.setHeader(name, value);
      response.setHeader("x-amz-request-id", requestId());
      if (method === "OPTIONS") {
        allow(request, response);
        return true;
      }
      try {
        const body = bodyOfRequest(request, () => askForBody(response));
        await send(request, response, await door.answer({ method, target, headers }, body));
      } catch (error) {
        // Who went away in the middle of a body is told nothing, and nothing was stored.
        if (!request.readableAborted && request.errored === null && !response.destroyed) throw error;
        response.destroy();
      }
      return true;
    },
  };
}

const exposed = {
  "access-control-expose-headers":
    "ETag, Content-Range, Accept-Ranges, x-amz-request-id, x-amz-checksum-crc32, x-amz-checksum-crc32c, x-amz-checksum-crc64nvme, x-amz-checksum-sha1, x-amz-checksum-sha256",
};

/** Any page may ask, as at `/blobs`: what it needs is a signature, and no cookie. */
function allow(request: IncomingMessage, response: ServerResponse): void {
  const wanted = (request.headers["access-control-request-headers"] ?? "").toLowerCase().split(",");
  const allowed = wanted.map((name) => name.trim()).filter((name) => allowedHeaders.test(name));
  const headers = {
    "access-control-allow-methods": "GET, HEAD, PUT, POST, DELETE",
    "access-control-allow-headers": allowed.join(", "),
    "access-control-max-age": "86400",
    vary: "access-control-request-headers",
  };
  response.writeHead(204, headers).end();
}

const allowedHeaders =
  /^(?:authorization|content-(?:type|md5|encoding|disposition|language)|cache-control|expires|range|if-[a-z-]{1,30}|(?:x-amz|amz-sdk)-[a-z0-9-]{1,60})$/;

async function send(request: IncomingMessage, response: ServerResponse, answer: S3Answer | S3Error): Promise<void> {
  if (answer instanceof S3Error) {
    refuseS3(request, response, answer);
    return;
  }
  const { status, headers = {}, body } = answer;
  if (body === undefined || typeof body === "string") {
    const xml = body !== undefined && { "content-type": "application/xml" };
    const length = status !== 204 && status !== 304 && { "content-length": Buffer.byteLength(body ?? "") };
    response.writeHead(status, { ...xml, ...length, ...headers }).end(body);
    return;
  }
  response.writeHead(status, headers);
  await pipeline(Readable.fromWeb(body), response);
}

function refuseS3(request: IncomingMessage, response: ServerResponse, { status, code, message }: S3Error): void {
  const id = `${response.getHeader("x-amz-request-id")}`;
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${escapeHtml(message)}</Message><RequestId>${id}</RequestId></Error>`;
  refuseBody(request, response, status, xml);
}
