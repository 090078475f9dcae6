import { readFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Photo, Ticket } from "../client.ts";
import { goldenOutcomes, outcomeOf } from "../golden-outcomes.ts";
import { haveRealPhotos, realPhotos, whyNoRealPhotos } from "../real-photos.ts";
import { type HostileWorld, openHostileWorld } from "./hostile-world.ts";
import { canLook, childrenOf, peakBytes, whyNotLook } from "./processes.ts";

const PATIENCE = 300_000;

let world: HostileWorld;
beforeAll(async () => {
  world = await openHostileWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

/** What clients may say about any bytes. */
const claims = [
  ["photo.jpg", "image/jpeg"],
  ["photo.png", "image/png"],
  ["photo.heic", "image/heic"],
  ["drawing.svg", "image/svg+xml"],
  ["page.html", "text/html"],
  ["../../../etc/passwd", "application/octet-stream"],
  ["film.mp4", "video/mp4"],
  ["\u202egpj.php", "application/x-httpd-php"],
] as const;

/** Real photos, and what is none, that take no time; a lane looks at all of them. */
const small = [
  "b02-truncated.jpg",
  "b03-truncated.png",
  "b06-broken.png",
  "b07-613bytes-claims-8.7mp.jpg",
  "b08-zero.jpg",
  "b09-text.jpg",
  "f08-animated.gif",
  "f10-cielab.tiff",
  "f13-cmyk.jpg",
  "f15-16bit-tiny.png",
] as const;

describe("a photo under a wrong name", () => {
  it.for(claims)("%s, %s: the bytes alone decide", { timeout: PATIENCE }, async ([fileName, contentType], { skip }) => {
    skip(!haveRealPhotos, whyNoRealPhotos);
    const { ana } = world;
    const photos = await Promise.all(
      small.map(async (name) => {
        const bytes = await readFile(join(realPhotos, name));
        const announced = { fileName, contentType, bytes: bytes.length };
        const begun = await ana.post<{ photo: Photo; upload: Ticket }>("/photos", announced);
        expect(begun.status, name).toBe(201);
        const { url, headers } = begun.body.upload;
        expect((await fetch(url, { method: "PUT", headers, body: bytes })).status).toBe(200);
        return ana.developed(begun.body.photo.id);
      }),
    );
    expect(photos.map(outcomeOf)).toEqual(small.map((name) => goldenOutcomes[name]));
    const ids = photos.map(({ id }) => id);
    expect((await ana.post<{ done: string[] }>("/photos/batch", { ids, action: "purge" })).body.done).toEqual(ids);
  });

  it("is what it is when it comes as a body of another type, too", async ({ skip }) => {
    skip(!haveRealPhotos, whyNoRealPhotos);
    const { ana } = world;
    const gif = await readFile(join(realPhotos, "f08-animated.gif"));
    for (const type of ["image/png", "image/svg+xml", "image/x-nonsense"]) {
      const { photo } = (await ana.uploadDirectly(gif, { "content-type": type })).body;
      expect(outcomeOf(await ana.developed(photo.id)), type).toBe(goldenOutcomes["f08-animated.gif"]);
      await ana.api(`/photos/${photo.id}?purge=true`, { method: "DELETE" });
    }
    expect((await ana.uploadDirectly(gif, { "content-type": "text/html" })).status).toBe(415);
  });
});

describe("the largest pictures that are taken", () => {
  it("keep the processes that develop them under their limit", { timeout: PATIENCE }, async ({ skip }) => {
    skip(!canLook, whyNotLook);
    const { ana, server } = world;
    const large = sharp({ create: { width: 12_500, height: 8_000, channels: 3, background: "#47c" } });
    const files = await Promise.all([
      large.clone().png({ compressionLevel: 1 }).toBuffer(),
      large.clone().jpeg().toBuffer(),
    ]);
    const photos = await Promise.all(files.map((file) => ana.upload(file, "large.png")));
    for (const { id } of photos) expect((await ana.developed(id)).state).toBe("ready");
    const peaks = childrenOf(server.process.pid ?? 0).map(peakBytes);
    expect(peaks.length).toBeGreaterThan(0);
    for (const peak of peaks) expect(peak).toBeLessThan(2_048 * 2 ** 20);
    expect(world.faults()).toEqual([]);
  });
});
