import { describe, expect, it } from "vitest";
import { PhotoId, UploadId } from "../shared/ids.ts";
import { incomingKey, originalKey, photoOfKey, renditionKey, renditionPrefix } from "./photo-keys.ts";

const photo = PhotoId.parse("01K9MEMRY00000000000000001");
const version = UploadId.parse("01K9MEMRY00000000000000002");

describe("the keys of a photo's blobs", () => {
  const keys = [
    incomingKey(photo, version),
    originalKey(photo, version, "jpg"),
    renditionKey(photo, version, "thumb", "webp"),
  ];

  it("are made of ids and of words that we chose, in small letters", () => {
    expect(keys).toEqual([
      "t/01k9memry00000000000000001/01k9memry00000000000000002",
      "o/01k9memry00000000000000001/01k9memry00000000000000002.jpg",
      "p/01k9memry00000000000000001/01k9memry00000000000000002/thumb.webp",
    ]);
  });

  it("lead back to the photo", () => {
    expect(keys.map(photoOfKey)).toEqual([photo, photo, photo]);
  });

  it("lie under one prefix per version, which no other version or photo shares", () => {
    expect(keys[2]?.startsWith(renditionPrefix(photo, version))).toBe(true);
    expect(renditionPrefix(photo, version).endsWith("/")).toBe(true);
  });

  it.each([
    "",
    "x",
    "u/ana/a.jpg",
    "t/01k9/x",
    "t/01k9memry00000000000000001",
    "t/8zzzzzzzzzzzzzzzzzzzzzzzzz/a",
    "/t/x/y",
  ])("are nobody's where we did not make them: %j", (key) => {
    expect(photoOfKey(key)).toBeUndefined();
  });
});
