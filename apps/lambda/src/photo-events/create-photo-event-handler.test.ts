import type { PhotoEvent } from "@tintype/adapters-aws";
import { aPhoto } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { invocation, streamRecord } from "../events.fixture.ts";
import { createPhotoEventHandler } from "./create-photo-event-handler.ts";

const source = "https://photos.example.com";
const itemOf = (document: object) => ({ photoId: "01JD4QZ0000000000000000001", document });
const saved = (sequence: number, after: object, before?: object) =>
  streamRecord({ sequence, after: itemOf(after), ...(before && { before: itemOf(before) }) });

function open(publish: (events: readonly PhotoEvent[]) => Promise<void> = async () => {}) {
  const told: PhotoEvent[] = [];
  const troubles: string[] = [];
  const handler = createPhotoEventHandler({
    topic: {
      publish: async (events) => {
        await publish(events);
        told.push(...events);
      },
    },
    source,
    logger: { trouble: (_, error) => void troubles.push(String(error)) },
  });
  const handle = async (...records: ReturnType<typeof saved>[]) => {
    const { batchItemFailures } = await handler({ Records: records }, invocation());
    return batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier));
  };
  return { handle, told, troubles };
}

describe(createPhotoEventHandler, () => {
  const uploaded = aPhoto({ state: "uploaded" });
  const initiated = { ...uploaded, state: "initiated" as const };

  it("tells what has become of photos, in the order of the stream", async () => {
    const { handle, told } = open();
    const failed = {
      ...uploaded,
      state: "failed",
      saved: uploaded.saved + 1,
      failure: { code: "image_damaged", detail: "It ends early." },
    };
    expect(await handle(saved(1, uploaded, initiated), saved(2, failed, uploaded))).toEqual([]);
    expect(told.map(({ type, subject }) => [type, subject])).toEqual([
      ["tintype.photo.uploaded.v1", uploaded.id],
      ["tintype.photo.failed.v1", uploaded.id],
    ]);
    expect(told[0]?.source).toBe(source);
  });

  it("minds no event that a newer version has written: what a photo has become says it all", async () => {
    const { handle, told } = open();
    const newer = streamRecord({
      sequence: 1,
      after: { ...itemOf(uploaded), events: [{ type: "photo_danced", id: "01#1#1" }] },
    });
    expect(await handle(newer)).toEqual([]);
    expect(told).toHaveLength(1);
  });

  it("tells nothing of what is nobody's business", async () => {
    const { handle, told } = open();
    expect(await handle(saved(1, initiated), saved(2, { ...uploaded, title: "Sea" }, uploaded))).toEqual([]);
    expect(told).toEqual([]);
  });

  it("has all of it again where the topic did not take it", async () => {
    const { handle, troubles } = open(() => Promise.reject(new Error("no answer")));
    expect(await handle(saved(7, uploaded, initiated), saved(8, uploaded, uploaded))).toEqual([7]);
    expect(troubles).toEqual(["Error: no answer"]);
  });

  it("tells what comes before a record that cannot be read, and has that again", async () => {
    const { handle, told, troubles } = open();
    expect(await handle(saved(1, uploaded, initiated), saved(2, { state: "sideways" }), saved(3, initiated))).toEqual([
      2,
    ]);
    expect(told).toHaveLength(1);
    expect(troubles).toHaveLength(1);
  });
});
