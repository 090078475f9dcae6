import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { S3Client } from "@aws-sdk/client-s3";
import { patternedBytes } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { buckets } from "./answering-s3.fixture.ts";
import { createS3BlobStore } from "./s3-blob-store.ts";

const ref = { area: "originals", key: "o/01jd4/01jd5.jpg" } as const;
const bytes = patternedBytes(8 * 2 ** 20);
const checksum = createHash("sha256").update(bytes).digest("base64");

/** A server that gives out eight megabytes, and knows which of its answers are still under way. */
async function openServer(headers: Readonly<Record<string, string>>) {
  const underway = new Set<ServerResponse>();
  const server = createServer((_: IncomingMessage, response) => {
    underway.add(response);
    response.on("close", () => underway.delete(response));
    response.writeHead(200, { etag: '"abc"', "content-length": bytes.length, ...headers });
    response.end(bytes);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const client = new S3Client({
    region: "eu-central-1",
    endpoint: `http://127.0.0.1:${port}`,
    forcePathStyle: true,
    credentials: { accessKeyId: "id", secretAccessKey: "secret" },
  });
  return {
    blobs: createS3BlobStore({ client, buckets }),
    underway,
    async [Symbol.asyncDispose]() {
      client.destroy();
      server.closeAllConnections();
      await once(server.close(), "close");
    },
  };
}

describe("a blob that is opened and not read to its end", () => {
  it.each([
    ["without a checksum", {}],
    ["with one that the SDK checks", { "x-amz-checksum-sha256": checksum, "x-amz-checksum-type": "FULL_OBJECT" }],
  ])("lets go of its connection at once, %s, a hundred times over", async (_, headers) => {
    await using server = await openServer(headers);
    for (let round = 0; round < 100; round += 1) {
      const opened = await server.blobs.open(ref);
      const reader = opened?.body.getReader();
      for (let reads = 0; reads < round % 4; reads += 1) expect((await reader?.read())?.done).toBe(false);
      // In every second round while a read is still waiting.
      const waiting = round % 2 === 0 ? undefined : reader?.read();
      await reader?.cancel("the phone was turned off");
      await waiting;
    }
    while (server.underway.size > 0) await new Promise(setImmediate);
    expect(server.underway.size).toBe(0);
  });

  it("says why it ends early, where the connection breaks and where its reader's time is up", async () => {
    await using server = await openServer({});
    const broken = (await server.blobs.open(ref))?.body.getReader();
    await broken?.read();
    for (const response of server.underway) response.destroy();
    await expect(readOn(broken)).rejects.toMatchObject({ code: "unavailable" });
    const abort = new AbortController();
    const aborted = (await server.blobs.open(ref, { signal: abort.signal }))?.body.getReader();
    await aborted?.read();
    const reason = new Error("the deadline is near");
    abort.abort(reason);
    await expect(readOn(aborted)).rejects.toBe(reason);
  });
});

async function readOn(reader: ReadableStreamDefaultReader<Uint8Array> | undefined): Promise<void> {
  while ((await reader?.read())?.done === false);
}
