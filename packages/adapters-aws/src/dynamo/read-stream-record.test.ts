import { marshall } from "@aws-sdk/util-dynamodb";
import { aPhoto, changed, photoEvent } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { readStreamRecord } from "./read-stream-record.ts";

const image = (item: object) => marshall(item, { removeUndefinedValues: true });
const record = (OldImage: object | undefined, NewImage: object | undefined) => ({
  dynamodb: {
    ...(OldImage && { OldImage: image(OldImage) }),
    ...(NewImage && { NewImage: image(NewImage) }),
  },
});

const first = aPhoto();
const second = changed(first);
const events = [photoEvent(second), photoEvent(second, "photo_failed", 1)];
const saved = { photoId: first.id, changeId: "01", document: first, events: [photoEvent(first)] };
const savedAgain = { photoId: first.id, changeId: "02", document: second, events };

describe(readStreamRecord, () => {
  it("gives the events of a first save", () => {
    expect(readStreamRecord(record(undefined, saved))).toEqual([photoEvent(first)]);
  });

  it("gives the events of a later save, in their order, and not those of the save before", () => {
    expect(readStreamRecord(record(saved, savedAgain))).toEqual(events);
  });

  it("gives nothing for a save without events", () => {
    const { events: _, ...quiet } = savedAgain;
    expect(readStreamRecord(record(saved, quiet))).toEqual([]);
  });

  it("gives nothing where the item was written without a save", () => {
    expect(readStreamRecord(record(saved, { ...saved, dueShard: "1" }))).toEqual([]);
  });

  it("gives nothing when an item is removed", () => {
    expect(readStreamRecord(record(saved, undefined))).toEqual([]);
  });

  it("gives nothing for items that are no aggregates", () => {
    expect(readStreamRecord(record(undefined, { pk: "TOKEN#x", sk: "TOKEN", changeId: "01" }))).toEqual([]);
    const receipt = { pk: "RECEIPT#x", sk: "RECEIPT", document: { keyHash: "x" } };
    expect(readStreamRecord(record(undefined, receipt))).toEqual([]);
    expect(readStreamRecord({})).toEqual([]);
  });

  it("refuses events that it does not know, unless somebody asks for them", () => {
    const unheard = { type: "unheard_of", id: "01#1#1" };
    const newer = record(undefined, { ...saved, events: [photoEvent(first), unheard] });
    expect(() => readStreamRecord(newer)).toThrow();
    const strange: unknown[] = [];
    expect(readStreamRecord(newer, (event) => strange.push(event))).toEqual([photoEvent(first)]);
    expect(strange).toEqual([unheard]);
  });
});
