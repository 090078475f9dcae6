import { randomUUID } from "node:crypto";
import { request } from "node:http";
import { CreateBucketCommand, DeleteBucketCommand, S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { type BlobArea, type BlobStore, Instant } from "@tintype/core";
import type { MultipartAnswer, UploadRequest } from "@tintype/core/contracts";
import { createS3BlobStore } from "./s3-blob-store.ts";

const { TINTYPE_S3_ENDPOINT, TINTYPE_S3_ACCESS_KEY = "", TINTYPE_S3_SECRET_KEY = "" } = process.env;

/** Why there is no S3; `undefined` where `scripts/lanes.sh` has started a server. */
export const noS3 =
  TINTYPE_S3_ENDPOINT === undefined
    ? "there is no S3: TINTYPE_S3_ENDPOINT is not set (scripts/lanes.sh sets it)"
    : undefined;

export const s3Config = (): S3ClientConfig => ({
  region: "us-east-1",
  forcePathStyle: true,
  credentials: { accessKeyId: TINTYPE_S3_ACCESS_KEY, secretAccessKey: TINTYPE_S3_SECRET_KEY },
  ...(TINTYPE_S3_ENDPOINT !== undefined && { endpoint: TINTYPE_S3_ENDPOINT }),
});

/** What the server calls itself; `AmazonS3` is the real one. */
export async function s3ServerName(): Promise<string | undefined> {
  if (TINTYPE_S3_ENDPOINT === undefined) return undefined;
  const answer = await fetch(TINTYPE_S3_ENDPOINT);
  await answer.body?.cancel();
  return answer.headers.get("server") ?? undefined;
}

export interface S3Fixture extends AsyncDisposable {
  readonly client: S3Client;
  readonly buckets: Readonly<Record<BlobArea, string>>;
  readonly blobs: BlobStore;
}

/** Three buckets, made for this and removed afterwards with all that is in them. */
export async function openS3Fixture(): Promise<S3Fixture> {
  // The SDK says on the console that it cannot send a stream twice, where nobody else listens.
  const logger = { debug() {}, info() {}, warn() {}, error() {} };
  const client = new S3Client({ ...s3Config(), logger });
  const name = randomUUID();
  const buckets = { incoming: `incoming-${name}`, originals: `originals-${name}`, media: `media-${name}` };
  const blobs = createS3BlobStore({ client, buckets });
  await Promise.all(Object.values(buckets).map((Bucket) => client.send(new CreateBucketCommand({ Bucket }))));
  return {
    client,
    buckets,
    blobs,
    async [Symbol.asyncDispose]() {
      for (const area of ["incoming", "originals", "media"] as const) {
        for await (const blob of blobs.list(area, "")) await blobs.remove(blob);
        await client.send(new DeleteBucketCommand({ Bucket: buckets[area] }));
      }
      client.destroy();
    },
  };
}

/** Sends it as it is: what S3 answers. The target goes as it is written; `fetch` would tidy it up. */
export function sendRequest({ method, url, headers, body }: UploadRequest): Promise<MultipartAnswer> {
  const { origin } = new URL(url);
  return new Promise((resolve, reject) => {
    const length = method === "GET" ? {} : { "content-length": body.length };
    const path = url.slice(origin.length);
    const sending = request(origin, { method, path, headers: { ...headers, ...length }, agent: false });
    sending.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, etag: response.headers.etag, text }));
    });
    sending.on("error", reject);
    sending.end(method === "GET" ? undefined : body);
  });
}

/** By the clock of the machine, which the server goes by too. */
export const realClock = { now: () => Instant.parse(new Date().toISOString()) };
