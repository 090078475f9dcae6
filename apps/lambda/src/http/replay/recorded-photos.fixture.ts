import { PhotoId } from "@tintype/core";
import { testImage } from "@tintype/core/testing";
import { type Asked, ana, ben, type Memo, mine, type Recorded } from "./recorded.fixture.ts";
import type { ReplayWorld } from "./replay-world.fixture.ts";

const image = testImage(600, 400);
const jpeg = { "content-type": "image/jpeg" };
const announced = { fileName: "IMG_2041.jpg", contentType: "image/jpeg", bytes: image.length };
const settle = (world: ReplayWorld) => world.settle();
/** Puts the bytes where the ticket says. */
const arrive = async ({ ports }: ReplayWorld, { announced }: Memo): Promise<void> => {
  const photo = await ports.photos.get(PhotoId.parse(announced));
  const place = { area: "incoming", key: photo?.upload.key ?? "" } as const;
  await ports.blobs.put(place, image, { bytes: image.length });
};
const withKey = (key: string, json: unknown): Asked => ({ as: ana, json, headers: { "idempotency-key": key } });
const ifMatch = (value: string, json: unknown = { title: "Snow" }): Asked => ({
  as: ana,
  json,
  headers: { "if-match": value },
});

const form = (boundary: string): Uint8Array =>
  Buffer.concat([
    Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="title"\r\n\r\nSchnee ❄️\r\n`),
    Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="Ferien Ü.jpg"\r\n\r\n`),
    testImage(610, 400),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
const multipart = { "content-type": "multipart/form-data; boundary=----replay" };

const creating: readonly Recorded[] = [
  { line: "POST /api/photos", asked: { ...mine, json: announced }, keeps: { announced: "photo.id" } },
  { line: "POST /api/photos", asked: { ...mine, json: { ...announced, upload: "post" } } },
  {
    line: "POST /api/photos",
    asked: { ...mine, json: { ...announced, bytes: 20_000_000, upload: "multipart" } },
    keeps: { parts: "photo.id" },
  },
  { line: "POST /api/photos", asked: { ...mine, json: { ...announced, bytes: 0 } } },
  { line: "POST /api/photos", asked: { ...mine, json: { ...announced, colour: "red", tags: ["a", "a"] } } },
  { line: "POST /api/photos?fileName=a.jpg", asked: { ...mine, json: announced } },
  {
    line: "POST /api/photos?fileName=IMG_1.jpg",
    asked: { ...mine, body: image, headers: jpeg },
    keeps: { photo: "photo.id" },
  },
  { line: "GET /api/photos/{photo}", asked: mine },
  { line: "GET /api/photos/{photo}", asked: mine, before: settle },
  { line: "POST /api/photos?fileName=again.jpg", asked: { ...mine, body: image, headers: jpeg } },
  {
    line: "POST /api/photos",
    asked: { ...mine, body: form("----replay"), headers: multipart },
    keeps: { formed: "photo.id" },
  },
  { line: "POST /api/photos", asked: { ...mine, body: form("----other"), headers: multipart } },
  {
    line: "POST /api/photos",
    asked: { ...mine, json: { image: Buffer.from(testImage(620, 400)).toString("base64"), fileName: "b.jpg" } },
  },
  { line: "POST /api/photos", asked: { ...mine, json: { image: "data:image/jpeg;base64,AAAA" } } },
  { line: "POST /api/photos", asked: { ...mine, json: { incomingKey: "u/nobody/a.jpg" } } },
  { line: "POST /api/photos", asked: { ...mine, body: new Uint8Array(5_000).fill(200), headers: jpeg } },
  { line: "POST /api/photos", asked: { ...mine, body: new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 1]), headers: jpeg } },
  { line: "POST /api/photos", asked: { ...mine, body: "<svg/>", headers: { "content-type": "image/svg+xml" } } },
  { line: "GET /api/photos/{announced}/upload", asked: mine },
  { line: "GET /api/photos/{parts}/upload", asked: mine },
  { line: "POST /api/photos/{parts}/upload/sign", asked: { ...mine, json: { method: "POST", key: "a" } } },
  {
    line: "POST /api/photos/{parts}/upload/sign",
    asked: { ...mine, json: { method: "PUT", key: "a", uploadId: "1", partNumber: 1 } },
  },
  { line: "POST /api/photos/{parts}/upload/complete", asked: { ...mine, json: { parts: [{ number: 1, etag: "a" }] } } },
  { line: "POST /api/photos/{announced}/upload/complete", asked: mine },
  { line: "POST /api/photos/{announced}/upload/complete", asked: mine, before: arrive },
  { line: "DELETE /api/photos/{parts}/upload", asked: mine },
  { line: "DELETE /api/photos/{parts}/upload", asked: mine },
  { line: "GET /api/photos/{photo}/upload", asked: mine },
  { line: "GET /api/photos/{photo}", asked: { as: ben } },
];

const repeating: readonly Recorded[] = [
  { line: "POST /api/photos", asked: withKey("one", announced) },
  { line: "POST /api/photos", asked: withKey("one", announced) },
  { line: "POST /api/photos", asked: withKey("one", { ...announced, fileName: "other.jpg" }) },
  { line: "POST /api/photos", asked: { ...withKey("one", announced), as: ben } },
  { line: "POST /api/photos", asked: withKey("tab\there", announced) },
  { line: "POST /api/photos", asked: withKey("k".repeat(256), announced) },
  { line: "POST /api/photos/{photo}/share", asked: withKey("link", { download: "original" }) },
  { line: "POST /api/photos/{photo}/share", asked: withKey("link", { download: "original" }) },
  { line: "POST /api/photos/{photo}/share", asked: withKey("link", {}) },
];

const conditions: readonly Recorded[] = [
  { line: "PATCH /api/photos/{photo}", asked: ifMatch('"1"') },
  { line: "PATCH /api/photos/{photo}", asked: ifMatch('"999"') },
  { line: "PATCH /api/photos/{photo}", asked: ifMatch("*") },
  { line: "PATCH /api/photos/{photo}", asked: ifMatch("1") },
  { line: "PATCH /api/photos/{photo}", asked: ifMatch('W/"1"') },
  { line: "PATCH /api/photos/{photo}", asked: ifMatch('"1", "2"') },
  { line: "DELETE /api/photos/{formed}", asked: { ...mine, headers: { "if-match": '"77"' } } },
  { line: "DELETE /api/photos/{formed}", asked: mine },
  { line: "POST /api/photos/{formed}/restore", asked: { ...mine, headers: { "if-match": '"77"' } } },
  { line: "POST /api/photos/{formed}/restore", asked: mine },
  { line: "DELETE /api/photos/{formed}?purge=true", asked: mine },
  { line: "DELETE /api/photos/{formed}?purge=true", asked: mine },
  { line: "DELETE /api/photos/{photo}?purge=maybe", asked: mine },
  { line: "GET /api/me", asked: { ...mine, headers: { "if-none-match": '"1"' } } },
  { line: "GET /openapi.json", asked: { headers: { range: "bytes=0-99" } } },
  { line: "GET /openapi.json", asked: { headers: { range: "bytes=999999999-" } } },
  { line: "GET /api/photos", asked: { ...mine, headers: { range: "bytes=5-2, 7-" } } },
  { line: "HEAD /api/photos/{photo}", asked: { ...mine, headers: { range: "bytes=-1" } } },
];

/** Photos in every way in which they can come, sent again with the same key, and changed under conditions. */
export const photoRequests: readonly Recorded[] = [...creating, ...repeating, ...conditions];
