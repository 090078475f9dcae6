import { describe, expect, it } from "vitest";
import { openHttp } from "../http.fixture.ts";
import { announced, develop, image } from "./developed-photo.fixture.ts";

describe("uploading with a ticket", () => {
  it("takes announcing, sending and waiting", async () => {
    const { send, ana, ports, drain } = await openHttp();
    const begun = await send("POST /api/photos", { as: ana, json: announced });
    expect(begun.status).toBe(201);
    const { photo, upload } = begun.body;
    expect(photo).toMatchObject({ state: "initiated", fileName: "IMG_2041.jpg", bytes: image.length, revision: 1 });
    expect(begun.headers.get("location")).toBe(`https://photos.example/api/photos/${photo.id}`);

    const early = await send(`POST /api/photos/${photo.id}/upload/complete`, { as: ana });
    expect([early.status, early.body.code]).toEqual([409, "upload_missing"]);
    expect((await ports.tickets.send({ ...upload, body: image })).status).toBe(200);
    const confirmed = await send(`POST /api/photos/${photo.id}/upload/complete`, { as: ana });
    expect([confirmed.status, confirmed.body.state]).toEqual([202, "uploaded"]);
    expect(confirmed.headers.get("retry-after")).toBe("1");

    await drain();
    const ready = await send(`GET /api/photos/${photo.id}`, { as: ana });
    expect(ready.body).toMatchObject({ state: "ready", width: 600, height: 400 });
    expect(Object.keys(ready.body.renditions)).toEqual(["thumb", "medium", "large"]);
    expect(ready.headers.get("retry-after")).toBeNull();
    expect(ready.headers.get("etag")).toBe('"1"');
    expect((await send(`POST /api/photos/${photo.id}/upload/complete`, { as: ana })).status).toBe(202);
  });

  it("takes nothing when the bytes are known", async () => {
    const api = await openHttp();
    const id = await develop(api);
    const { body } = await api.send(`GET /api/photos/${id}`, { as: api.ana });
    const again = await api.send("POST /api/photos", { as: api.ana, json: { ...announced, sha256: body.sha256 } });
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ photo: { id, state: "ready" } });
    expect(again.body).not.toHaveProperty("upload");
    expect(again.headers.get("location")).toBeNull();
  });

  it("refuses what is too large in words, and what does not fit the plan", async () => {
    const { send, ana } = await openHttp({
      settings: { quota: { free: { photos: 1, bytes: 1_000 } }, original: { bytes: 2_000 } },
    });
    const large = await send("POST /api/photos", { as: ana, json: { ...announced, bytes: 2_001 } });
    expect([large.status, large.body.code]).toEqual([413, "photo_too_large"]);
    expect(large.body.detail).toMatch(/MiB/);
    const full = await send("POST /api/photos", { as: ana, json: { ...announced, bytes: 1_500 } });
    expect([full.status, full.body.code]).toEqual([507, "quota_exceeded"]);
  });

  it("waits when too many uploads are under way", async () => {
    const { send, ana } = await openHttp({ settings: { quota: { openUploads: 1 } } });
    await send("POST /api/photos", { as: ana, json: announced });
    const second = await send("POST /api/photos", { as: ana, json: announced });
    expect([second.status, second.body.code]).toEqual([429, "too_many_open_uploads"]);
    expect(second.headers.get("retry-after")).toBe("60");
  });

  it("is said in the body alone", async () => {
    const { send, ana } = await openHttp();
    const answer = await send("POST /api/photos?fileName=a.jpg", { as: ana, json: announced });
    expect([answer.status, answer.body.errors]).toMatchObject([422, [{ path: "fileName" }]]);
  });
});

describe("sending a photo as the body", () => {
  it("creates it in one request", async () => {
    const { send, ana, drain } = await openHttp();
    const headers = { "content-type": "image/jpeg" };
    const sent = await send("POST /api/photos?fileName=snow%20%26%20ice.jpg", { as: ana, body: image, headers });
    expect(sent.status).toBe(201);
    expect(sent.body).toMatchObject({ photo: { state: "uploaded", fileName: "snow & ice.jpg" } });
    expect(sent.headers.get("location")).toBe(`https://photos.example/api/photos/${sent.body.photo.id}`);
    await drain();
    expect((await send(`GET /api/photos/${sent.body.photo.id}`, { as: ana })).body.state).toBe("ready");
    const again = await send("POST /api/photos", { as: ana, body: image, headers: { "content-type": "IMAGE/PNG" } });
    expect([again.status, again.body.photo.id]).toEqual([200, sent.body.photo.id]);
  });

  it("tells its owner when the bytes are no image, and keeps the size limit in words", async () => {
    const { send, ana, drain } = await openHttp();
    const headers = { "content-type": "image/jpeg" };
    const { body } = await send("POST /api/photos", { as: ana, body: "<svg/>", headers });
    await drain();
    const failed = await send(`GET /api/photos/${body.photo.id}`, { as: ana });
    expect(failed.body).toMatchObject({ state: "failed", failure: { code: "image_unsupported" } });
    expect(failed.body.failure.detail).toMatch(/\w+ \w+/);

    const large = await send("POST /api/photos", { as: ana, body: new Uint8Array(4 * 2 ** 20 + 1), headers });
    expect([large.status, large.body.code]).toEqual([413, "payload_too_large"]);
    expect(large.body.detail).toBe(
      "The body of this request may have at most 4 MiB: announce larger photos with JSON, and upload them with the ticket.",
    );
    const most = await send("POST /api/photos", { as: ana, body: new Uint8Array(4 * 2 ** 20), headers });
    expect(most.status).toBe(201);
  });
});
