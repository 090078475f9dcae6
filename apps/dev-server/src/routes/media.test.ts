import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFileBlobStore, createLocalUrlSigner, createUrlVerifier } from "@tintype/adapters-local";
import { plus } from "@tintype/core";
import { createManualClock } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { createHttpServer } from "../create-server.ts";
import { serve } from "./http-server.fixture.ts";
import { mediaRoutes } from "./media.ts";

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const privateKeyPem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const version = "01kagy5d3v8nq2w4x6z8b00001/01kagy5d3v8nq2w4x6z8b00002";
const thumb = `p/${version}/thumb.webp`;
const original = `o/${version}.jpg`;
const copy = `c/${version}.png`;

/** A server with a rendition and the original of one photo. */
async function opened() {
  const folder = await mkdtemp(join(tmpdir(), "tintype-media-"));
  const clock = createManualClock();
  const publicUrl = "http://photos.test";
  const blobs = createFileBlobStore({ folder });
  const body = new TextEncoder().encode("some bytes");
  await blobs.put({ area: "media", key: thumb }, body, { bytes: body.length });
  await blobs.put({ area: "originals", key: original }, body, { bytes: body.length });
  const copied = new TextEncoder().encode("a copy");
  await blobs.put({ area: "media", key: copy }, copied, { bytes: copied.length });
  const urls = createUrlVerifier({ publicUrl, keys: { K1: privateKeyPem }, clock });
  const signer = createLocalUrlSigner({ publicUrl, keyPairId: "K1", privateKeyPem });
  const { server, serve: begin } = createHttpServer();
  begin({
    localRoutes: mediaRoutes({ blobs, urls }),
    app: (_, response) => response.writeHead(404).end(),
    report: () => {},
    namesUs: () => true,
  });
  const running = await serve(server);
  return {
    ...running,
    clock,
    /** What opens the resource for a minute. */
    signed: (resource: string) => signer.sign(resource, plus(clock.now(), 60_000)),
    [Symbol.asyncDispose]: async () => {
      await running[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

describe(mediaRoutes, () => {
  it("gives out a rendition at its signed address: immutable, for one browser, and nothing but an image", async () => {
    await using it = await opened();
    const { status, headers, body } = await it.ask(`/${thumb}?${await it.signed(`p/${version}/*`)}`);
    expect([status, body.toString()]).toEqual([200, "some bytes"]);
    expect(headers).toMatchObject({
      "content-type": "image/webp",
      "cache-control": "private, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "cross-origin-resource-policy": "cross-origin",
      "access-control-allow-origin": "*",
      "referrer-policy": "no-referrer",
    });
    expect(headers).not.toHaveProperty("content-disposition");
  });

  it("gives out an original as something to be saved", async () => {
    await using it = await opened();
    const { status, headers } = await it.ask(`/dl/${original}?${await it.signed(`dl/${original}`)}`);
    expect(status).toBe(200);
    expect(headers).toMatchObject({ "content-disposition": "attachment", "cache-control": "private, max-age=300" });
  });

  it("gives out a copy as something to be saved, by its own signature alone", async () => {
    await using it = await opened();
    const { status, headers, body } = await it.ask(`/dl/${copy}?${await it.signed(`dl/${copy}`)}`);
    expect([status, body.toString()]).toEqual([200, "a copy"]);
    expect(headers).toMatchObject({ "content-type": "image/png", "content-disposition": "attachment" });
    for (const resource of [`p/${version}/*`, `dl/${original}`, copy]) {
      for (const target of [`/dl/${copy}`, `/${copy}`]) {
        expect((await it.ask(`${target}?${await it.signed(resource)}`)).status).toBeGreaterThanOrEqual(403);
      }
    }
  });

  it("gives nothing out without a signature, with another's, or after its time", async () => {
    await using it = await opened();
    const query = await it.signed(`p/${version}/*`);
    const refused = async (target: string): Promise<unknown> => {
      const { status, headers, body } = await it.ask(target);
      expect([status, headers["content-type"]]).toEqual([403, "application/problem+json"]);
      expect(headers["cache-control"]).toBe("no-store");
      return JSON.parse(body.toString()).code;
    };
    expect(await refused(`/${thumb}`)).toBe("not_signed");
    expect(await refused(`/dl/${original}?${query}`)).toBe("not_signed");
    expect(await refused(`/${thumb.replace("00001", "00003")}?${query}`)).toBe("not_signed");
    expect(await refused(`/${thumb}?${query}x`)).toBe("not_signed");
    expect(await refused(`/${thumb}?${query}&width=10`)).toBe("not_signed");
    it.clock.advance(61_000);
    expect(await refused(`/${thumb}?${query}`)).toBe("not_signed");
  });

  it("says that there is nothing where a signed address leads nowhere", async () => {
    await using it = await opened();
    const { status, body } = await it.ask(`/p/${version}/medium.webp?${await it.signed(`p/${version}/*`)}`);
    expect([status, JSON.parse(body.toString()).code]).toEqual([404, "not_found"]);
  });

  it("is read, and nothing else", async () => {
    await using it = await opened();
    const target = `/${thumb}?${await it.signed(`p/${version}/*`)}`;
    for (const method of ["PUT", "POST", "DELETE", "OPTIONS"]) {
      const { status, headers } = await it.ask(target, { method });
      expect([status, headers.allow]).toEqual([405, "GET, HEAD"]);
    }
  });
});
