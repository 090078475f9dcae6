import { readFileSync } from "node:fs";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { Photo } from "@tintype/core";
import { ana, aPhoto, aReadyPhoto, changed } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { PhotoEvent, PhotoEventType } from "./photo-event.ts";
import { readPhotoEvent } from "./read-photo-event.ts";

const source = "https://photos.example";
const image = (photo: Photo) =>
  marshall({ photoId: photo.id, document: photo, changeId: "01" }, { removeUndefinedValues: true });

const told = (before: Photo | undefined, after: Photo | undefined) =>
  readPhotoEvent(
    { dynamodb: { ...(before && { OldImage: image(before) }), ...(after && { NewImage: image(after) }) } },
    source,
  );

const photo = aPhoto();
const uploaded = changed(photo, { state: "uploaded" });
const processing = changed(uploaded, { state: "processing" });
const ready = aReadyPhoto();
const trashed = changed(ready, { state: "trashed" });

describe(readPhotoEvent, () => {
  it("tells of a photo that has come into another state", () => {
    expect(told(processing, changed(processing, { state: "ready" }))).toEqual({
      specversion: "1.0",
      id: `${photo.id}#4`,
      source,
      type: "tintype.photo.ready.v1",
      time: photo.updatedAt,
      subject: photo.id,
      datacontenttype: "application/json",
      data: { photo: photo.id, owner: ana, state: "ready", sequence: 4 },
    });
  });

  it("has a type for every turn that a photo's life can take", () => {
    const failed = changed(processing, {
      state: "failed",
      failure: { code: "image_damaged", detail: "It breaks off in the middle." },
    });
    const turns = [
      [photo, uploaded, "uploaded"],
      [undefined, uploaded, "uploaded"],
      [uploaded, processing, undefined],
      [uploaded, changed(uploaded, { state: "ready" }), "ready"],
      [processing, failed, "failed"],
      [ready, trashed, "trashed"],
      [trashed, changed(trashed, { state: "ready" }), "restored"],
      [changed(failed, { state: "trashed" }), changed(failed, { state: "failed" }), "restored"],
      [trashed, changed(trashed, { state: "purged" }), "purged"],
      [changed(trashed, { state: "purged" }), undefined, undefined],
      [undefined, photo, undefined],
    ] as const;
    const types = turns.map(([before, after]) => told(before, after)?.type);
    expect(types).toEqual(turns.map(([, , turn]) => turn && `tintype.photo.${turn}.v1`));
    expect(new Set(types.filter((type) => type !== undefined))).toEqual(new Set(PhotoEventType.options));
    expect(told(processing, failed)?.data.failure).toBe("image_damaged");
  });

  it("tells that a photo is purged which went without a tombstone", () => {
    const gone = told(ready, undefined);
    expect(gone).toMatchObject({ type: "tintype.photo.purged.v1", id: `${ready.id}#2` });
  });

  it("tells nothing of titles, tags and whatever else leaves the state as it is", () => {
    expect(told(ready, changed(ready, { title: "Harbour" }))).toBe(undefined);
    expect(told(undefined, undefined)).toBe(undefined);
  });

  it("tells nothing of other items", () => {
    const account = marshall({ pk: "ACCOUNT#1", sk: "ACCOUNT", document: { id: "1", saved: 1 } });
    expect(readPhotoEvent({ dynamodb: { NewImage: account } }, source)).toBe(undefined);
  });

  it("tells what docs/events.md says, and no more: not where a photo was taken, nor what it is called", () => {
    const page = readFileSync(new URL("../../../../docs/events.md", import.meta.url), "utf8");
    const [, example = ""] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
    expect(PhotoEvent.parse(JSON.parse(example))).toEqual(JSON.parse(example));
    for (const type of PhotoEventType.options) expect(page).toContain(`\`${type}\``);
    const location = { latitude: 52.5, longitude: 13.4 };
    const event = told(processing, changed(processing, { state: "ready", location, title: "Secret" }));
    expect(Object.keys(event?.data ?? {})).toEqual(["photo", "owner", "state", "sequence"]);
    expect(PhotoEvent.parse(event)).toEqual(event);
  });
});
