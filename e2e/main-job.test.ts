import { readFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fetchBytes, guestOf, mailbox, sha256 } from "./client.ts";
import { goldenOutcomes, outcomeOf } from "./golden-outcomes.ts";
import { drawPhoto, type Shot } from "./landscapes.ts";
import { haveRealPhotos, namesOfRealPhotos, realPhotos, whyNoRealPhotos } from "./real-photos.ts";
import { type ServerProcess, startServer, temporaryFolder } from "./server.ts";
import { type Session, signUp } from "./session.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let server: ServerProcess;
let ana: Session;

beforeAll(async () => {
  folder = await temporaryFolder();
  server = await startServer({ dataFolder: join(folder.path, "data") });
  ana = await signUp(server.origin, "ana@example.com");
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

describe("a photo's way", () => {
  const shots: readonly (Shot & { shown: [number, number] })[] = [
    {
      format: "jpeg",
      width: 2_400,
      height: 1_600,
      takenAt: "2026:07:04 18:30:00",
      latitude: 47,
      shown: [2_400, 1_600],
    },
    { format: "jpeg", orientation: 6, shown: [800, 1_200] },
    { format: "png", shown: [1_200, 800] },
    { format: "webp", orientation: 3, shown: [1_200, 800] },
    { format: "tiff", orientation: 8, shown: [800, 1_200] },
    { format: "avif", shown: [1_200, 800] },
  ];

  it.for(shots)("leads from a ticket to renditions: $format, orientation $orientation", async (shot) => {
    const bytes = await drawPhoto(shots.indexOf(shot) + 1, shot);
    const { id } = await ana.upload(bytes, `drawn.${shot.format}`);
    const photo = await ana.developed(id);
    const [width, height] = shot.shown;
    expect(photo).toMatchObject({ state: "ready", width, height, contentType: `image/${shot.format}` });
    expect(photo).toMatchObject({ bytes: bytes.length, sha256: sha256(bytes) });
    if (shot.takenAt !== undefined) {
      expect(photo.capturedAt).toMatchObject({ local: "2026-07-04T18:30:00.000", offset: "+02:00" });
      expect(photo.location).toMatchObject({ latitude: 47, longitude: 7 });
    }
    expect(Buffer.from(await ana.original(id)).equals(bytes)).toBe(true);

    const longest = { thumb: 480, medium: 1_280, large: 2_048 };
    for (const [name, edge] of Object.entries(longest)) {
      const rendition = photo.renditions?.[name];
      const shown = await sharp(await fetchBytes(rendition?.url ?? "")).metadata();
      expect([shown.width, shown.height]).toEqual([rendition?.width, rendition?.height]);
      expect(Math.max(shown.width, shown.height)).toBe(Math.min(edge, Math.max(width, height)));
      expect(shown.width > shown.height).toBe(width > height);
      expect(shown).not.toMatchObject({ exif: expect.anything() });
    }
  });

  it("is shorter when the bytes come with the request", async () => {
    const bytes = await drawPhoto(20);
    const { status, body } = await ana.uploadDirectly(bytes);
    expect(status).toBe(201);
    expect(await ana.developed(body.photo.id)).toMatchObject({ state: "ready", sha256: sha256(bytes) });
    const again = await ana.uploadDirectly(bytes);
    expect([again.status, again.body.photo.id]).toEqual([200, body.photo.id]);
  });

  it("goes through the trash and back, and ends for good", async () => {
    const before = await ana.usage();
    const { id } = await ana.upload(await drawPhoto(21), "fleeting.jpg");
    const photo = await ana.developed(id);
    const edited = await ana.api(`/photos/${id}`, {
      method: "PATCH",
      headers: { "content-type": "application/json", "if-match": `"${photo.revision}"` },
      body: JSON.stringify({ title: "Evening", tags: ["hills"] }),
    });
    expect(edited.body).toMatchObject({ title: "Evening", tags: ["hills"] });
    expect((await ana.api(`/photos/${id}`, { method: "DELETE" })).status).toBe(204);
    expect((await ana.list()).map((listed) => listed.id)).not.toContain(id);
    expect((await ana.list("&state=trashed")).map((listed) => listed.id)).toEqual([id]);
    expect((await ana.post(`/photos/${id}/restore`)).body).toMatchObject({ state: "ready", title: "Evening" });
    expect((await ana.api(`/photos/${id}?purge=true`, { method: "DELETE" })).status).toBe(204);
    expect((await ana.api(`/photos/${id}`)).status).toBe(404);
    await expect.poll(() => ana.usage()).toEqual(before);
  });

  it("ends in a refusal with a reason, for what is no photo", async () => {
    const { id } = await ana.upload(new TextEncoder().encode("Dear diary, "), "diary.jpg");
    const photo = await ana.developed(id);
    expect(photo).toMatchObject({ state: "failed", failure: { code: "image_unsupported" } });
    expect(photo.failure?.detail).toMatch(/Send a JPEG/);
  });

  it("is nobody else's", async () => {
    const { id } = await ana.upload(await drawPhoto(22), "mine.jpg");
    const photo = await ana.developed(id);
    const ben = await signUp(server.origin, "ben@example.com");
    expect((await ben.api(`/photos/${id}`)).status).toBe(404);
    expect(await ben.list()).toEqual([]);
    const unsigned = photo.renditions?.["thumb"]?.url.split("?")[0] ?? "";
    expect((await fetch(unsigned)).status).toBe(403);
  });
});

describe("a link's way", () => {
  it("leads a guest to the photo without its position, until it is revoked", async () => {
    const bytes = await drawPhoto(30, { latitude: 47 });
    const { id } = await ana.upload(bytes, "shared.jpg");
    await ana.developed(id);
    const { body: link } = await ana.share(id, { download: "original" });
    const guest = guestOf(link.url);
    expect((await guest.describe()).body).toMatchObject({ needsPassword: false });
    const opened = await guest.open();
    expect(opened.status).toBe(200);
    const [photo] = opened.body.photos;
    expect(JSON.stringify(photo)).not.toMatch(/latitude|shared\.jpg|Landscape/);
    const large = Buffer.from(await fetchBytes(photo?.renditions?.["large"]?.url ?? ""));
    expect(large.includes("GPS") || large.includes("Exif") || large.includes("Landscape")).toBe(false);

    const visitor = guestOf(link.url, opened.body.grant);
    const download = await visitor.download(id);
    expect(Buffer.from(await fetchBytes(download.body.url)).equals(bytes)).toBe(true);

    expect((await ana.api(`/shares/${link.share.id}`, { method: "DELETE" })).status).toBe(204);
    expect((await guest.open()).status).toBe(404);
    expect((await visitor.photos()).status).toBe(404);
  });

  it("lets a guest take a copy along: upright, in full size, without a note, and gone with the photo", async () => {
    const bytes = await drawPhoto(32, { latitude: 47, orientation: 6 });
    const { id } = await ana.upload(bytes, "copied.jpg");
    const { body: link } = await ana.share(id, { download: "copy" });
    const photo = await ana.developed(id);
    const visitor = guestOf(link.url, (await guestOf(link.url).open()).body.grant);
    await expect.poll(async () => (await visitor.download(id)).status).toBe(200);
    const { url } = (await visitor.download(id)).body;
    const { status, headers } = await fetch(url);
    expect([status, headers.get("content-disposition")]).toEqual([200, "attachment"]);
    const copy = Buffer.from(await fetchBytes(url));
    expect(copy.includes("Exif") || copy.includes("Landscape")).toBe(false);
    expect(await sharp(copy).metadata()).toMatchObject({ format: "jpeg", width: photo.width, height: photo.height });

    expect((await ana.api(`/photos/${id}?purge=true`, { method: "DELETE" })).status).toBe(204);
    await expect.poll(async () => (await fetch(url)).status).toBe(404);
  });

  it("asks for a password where there is one", async () => {
    const { id } = await ana.upload(await drawPhoto(31), "secret.jpg");
    await ana.developed(id);
    const { body: link } = await ana.share(id, { password: "open sesame" });
    const guest = guestOf(link.url);
    expect((await guest.describe()).body).toMatchObject({ needsPassword: true });
    expect((await guest.open({ password: "open barley" })).status).toBe(401);
    expect((await guest.open({ password: "open sesame" })).status).toBe(200);
    const listed = await ana.api<{ items: { id: string; views: number }[] }>(`/shares?photo=${id}`);
    expect(listed.body.items).toMatchObject([{ id: link.share.id, views: 1 }]);
  });
});

describe("mail", () => {
  it("holds the code and a welcome", async () => {
    const toAna = async () => (await mailbox(server.origin)).filter(({ to }) => to === "ana@example.com");
    await expect.poll(async () => (await toAna()).length).toBe(2);
    expect((await toAna()).map(({ subject }) => subject)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^\d{6} is your/), "Welcome to Tintype"]),
    );
  });
});

describe("real photos", () => {
  it("come out as they should, every one", async ({ skip }) => {
    skip(!haveRealPhotos, whyNoRealPhotos);
    const rosa = await signUp(server.origin, "rosa@example.com");
    const outcomes = await Promise.all(
      namesOfRealPhotos().map(async (name) => {
        const { id } = await rosa.upload(await readFile(join(realPhotos, name)), name);
        const photo = await rosa.developed(id);
        if (photo.state === "failed") expect(photo.failure?.detail).toMatch(/\.$/);
        return [name, outcomeOf(photo)] as const;
      }),
    );
    const expected = outcomes.map(([name, outcome]) => [name, goldenOutcomes[name] ?? outcome] as const);
    expect(outcomes).toEqual(expected);
    expect(
      Object.keys(goldenOutcomes).filter((name) => outcomes.some(([there]) => there === name)).length,
    ).toBeGreaterThan(0);
  });
});
