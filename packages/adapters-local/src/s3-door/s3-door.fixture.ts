import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { type BlobRef, type BlobStore, instantFromMillis, type TintypeError, UserId } from "@tintype/core";
import { createManualClock, createMemoryBlobStore, createMemoryIds, type ManualClock } from "@tintype/core/testing";
import { bodyOfRequest } from "../tickets/body-of-request.ts";
import { createS3Door, type KnownCredentials, type S3Door } from "./s3-door.ts";
import { S3Error } from "./s3-error.ts";

export const bucket = "tintype.incoming";
export const region = "local";
export const ana = `u/${UserId.parse("01KAFAKE000000000000000001")}/`;
export const ben = `u/${UserId.parse("01KAFAKE000000000000000002")}/`;
export const mostBytes = 16 * 2 ** 20;

/** What two people have; both halves of it tell them apart. */
export const anas = {
  accessKeyId: "ASIAAAAAAAAAAAAAAAAA",
  secretAccessKey: "a".repeat(43),
  sessionToken: "token/of+Ana==",
} as const;
export const bens = {
  accessKeyId: "ASIABBBBBBBBBBBBBBBB",
  secretAccessKey: "b".repeat(43),
  sessionToken: "token/of+Ben==",
} as const;

export interface OpenDoor extends AsyncDisposable {
  readonly origin: string;
  readonly port: number;
  readonly door: S3Door;
  readonly blobs: BlobStore;
  readonly parts: BlobStore;
  readonly clock: ManualClock;
  /** What went wrong that nobody foresaw. */
  readonly reported: unknown[];
  /** Why nobody may be here any more, if so. */
  refusal: TintypeError | undefined;
  /** An SDK's client for Ana, unless told. */
  client(config?: S3ClientConfig): S3Client;
  put(key: string, bytes: Uint8Array): Promise<unknown>;
  /** What lies under the key. */
  read(key: string): Promise<Buffer | undefined>;
}

/** A door behind a real HTTP server on a free port; its clock is the machine's, for the SDK's is. */
export async function openS3Door(): Promise<OpenDoor> {
  const clock = createManualClock(instantFromMillis(Date.now()));
  const [blobs, parts] = [createMemoryBlobStore({ clock }), createMemoryBlobStore({ clock })];
  const reported: unknown[] = [];
  // No client finds a connection closed that it was about to use.
  const server = createServer({ keepAliveTimeout: 120_000 });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const state: Pick<OpenDoor, "refusal"> = { refusal: undefined };
  const door = createS3Door<KnownCredentials>({
    blobs,
    parts,
    ids: createMemoryIds(),
    clock,
    bucket,
    region,
    publicUrl: origin,
    mostBytes,
    lookUp(accessKeyId, sessionToken) {
      const known = [anas, bens].find((one) => one.accessKeyId === accessKeyId && one.sessionToken === sessionToken);
      return known && { secretAccessKey: known.secretAccessKey, prefix: known === anas ? ana : ben };
    },
    async admit() {
      if (state.refusal !== undefined) throw state.refusal;
    },
  });
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = "", url = "", headersDistinct } = request;
    const answered = await door.answer({ method, target: url, headers: headersDistinct }, bodyOfRequest(request));
    if (answered instanceof S3Error) {
      const xml = `<Error><Code>${answered.code}</Code><Message>${answered.message}</Message></Error>`;
      response.writeHead(answered.status, { "content-type": "application/xml" }).end(xml);
      return;
    }
    const { status, headers = {}, body } = answered;
    response.writeHead(status, headers);
    if (body !== undefined && typeof body !== "string") for await (const piece of body) response.write(piece);
    response.end(typeof body === "string" ? body : undefined);
  };
  server.on("request", (request, response) => {
    answer(request, response).catch((error: unknown) => {
      reported.push(error);
      response.destroy();
    });
  });
  const place = (key: string): BlobRef => ({ area: "incoming", key });
  return Object.assign(state, {
    origin,
    port,
    door,
    blobs,
    parts,
    clock,
    reported,
    client: (config: S3ClientConfig = {}) =>
      new S3Client({
        region,
        endpoint: origin,
        forcePathStyle: true,
        credentials: anas,
        maxAttempts: 1,
        ...config,
      }),
    put: (key: string, bytes: Uint8Array) => blobs.put(place(key), bytes, { bytes: bytes.length }),
    async read(key: string) {
      const opened = await blobs.open(place(key));
      return opened && Buffer.from(await new Response(opened.body).bytes());
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
