import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { BlobStore, Clock, Secrets } from "@tintype/core";
import type { MultipartAnswer, UploadForm, UploadRequest } from "@tintype/core/contracts";
import { createMemoryBlobStore, createMemoryIds } from "@tintype/core/testing";
import { bodyOfRequest } from "./body-of-request.ts";
import { createLocalMultipartUploads, type LocalMultipartUploads } from "./multipart/local-multipart-uploads.ts";
import { createUploadReceiver, type UploadReceiver } from "./receive-upload.ts";

export interface UploadServer extends AsyncDisposable {
  readonly publicUrl: string;
  readonly receiver: UploadReceiver;
  readonly multipart: LocalMultipartUploads;
  /** Sends it with the target as it is written: `fetch` would tidy it up. */
  send(request: UploadRequest): Promise<MultipartAnswer>;
  sendForm(form: UploadForm): Promise<MultipartAnswer>;
}

export interface UploadServerOptions {
  readonly blobs: BlobStore;
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** Where parts lie; in memory unless told. */
  readonly parts?: BlobStore;
}

/** A receiver behind a real HTTP server on a free port. */
export async function openUploadServer(options: UploadServerOptions): Promise<UploadServer> {
  const { blobs, secrets, clock, parts = createMemoryBlobStore({ clock }) } = options;
  let receiver: UploadReceiver | undefined;
  const answer = async (incoming: IncomingMessage, response: ServerResponse) => {
    const { method = "", url = "", headers } = incoming;
    const received = await receiver?.receive({ method, target: url, headers }, bodyOfRequest(incoming));
    incoming.resume();
    if (received === undefined || "refused" in received) response.writeHead(received?.refused.status ?? 500).end();
    else
      response
        .writeHead(received.status, received.etag === undefined ? {} : { etag: `"${received.etag}"` })
        .end(received.xml);
  };
  const server = createServer((incoming, response) => {
    answer(incoming, response).catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const multipart = createLocalMultipartUploads({ parts, blobs, ids: createMemoryIds(), publicUrl, secrets, clock });
  receiver = createUploadReceiver({ blobs, multipart, secrets, clock });
  return {
    publicUrl,
    receiver,
    multipart,
    send,
    sendForm,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

function send({ method, url, headers, body }: UploadRequest): Promise<MultipartAnswer> {
  const origin = new URL(url).origin;
  return new Promise((resolve, reject) => {
    const sending = request(origin, {
      method,
      path: url.slice(origin.length),
      headers: { ...headers, "content-length": body.length },
      agent: false,
    });
    sending.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, etag: response.headers.etag, text }));
    });
    sending.on("error", reject);
    sending.end(body);
  });
}

async function sendForm({ url, fields }: UploadForm): Promise<MultipartAnswer> {
  const form = new FormData();
  for (const [name, value] of fields) {
    if (typeof value === "string") form.append(name, value);
    else form.append(name, new Blob([value]), "photo.jpg");
  }
  const encoded = new Response(form);
  const headers = { "content-type": encoded.headers.get("content-type") ?? "" };
  return send({ method: "POST", url, headers, body: await encoded.bytes() });
}
