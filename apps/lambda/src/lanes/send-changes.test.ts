import type { DomainEvent, Lane } from "@tintype/core";
import { accountEvent, anAccount, aPhoto, changed, photoEvent } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { invocation, streamRecord } from "../events.fixture.ts";
import { type ChangeOptions, createChangeHandler } from "./send-changes.ts";

const photos = Array.from({ length: 12 }, () => aPhoto({ state: "uploaded" }));
const saved = (sequence: number, after: object, events: readonly DomainEvent[], before?: object) =>
  streamRecord({ sequence, after: { document: after, events }, ...(before && { before: { document: before } }) });
const announced = photos.map((photo, index) => saved(index + 1, photo, [photoEvent(photo)]));

function open(send: ChangeOptions["send"] = async () => new Set(), bury: ChangeOptions["bury"] = async () => {}) {
  const sent: { lane: Lane; ids: readonly string[] }[] = [];
  const buried: { event: unknown; reason: string }[] = [];
  const troubles: string[] = [];
  const handler = createChangeHandler({
    send: async (lane, messages, options) => {
      sent.push({ lane, ids: messages.map(({ id }) => id) });
      return send(lane, messages, options);
    },
    bury: async (event, reason, options) => {
      await bury(event, reason, options);
      buried.push({ event, reason });
    },
    logger: { trouble: (_, error) => void troubles.push(String(error)) },
  });
  const handle = async (records: typeof announced) => {
    const { batchItemFailures } = await handler({ Records: records }, invocation());
    return batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier));
  };
  return { handle, sent, buried, troubles };
}

describe(createChangeHandler, () => {
  it("puts every event onto its lane, ten at a time", async () => {
    const account = anAccount();
    const { handle, sent } = open();
    expect(await handle([...announced, saved(13, account, [accountEvent(account)])])).toEqual([]);
    expect(sent.map(({ lane, ids }) => [lane, ids.length])).toEqual([
      ["imaging", 10],
      ["imaging", 2],
      ["mail", 1],
    ]);
  });

  it("says what came after it whom it belongs to, and which event it is", async () => {
    const messages: Parameters<ChangeOptions["send"]>[1][number][] = [];
    const { handle } = open(async (_, batch) => {
      messages.push(...batch);
      return new Set();
    });
    await handle(announced.slice(0, 1));
    const [photo] = photos;
    expect(messages).toMatchObject([{ group: photo?.id, id: `${photo?.id}#1#0` }]);
    expect(JSON.parse(messages[0]?.body ?? "")).toMatchObject({ type: "photo_uploaded", photo: photo?.id });
  });

  it("sends nothing for what was only removed, moved or written again", async () => {
    const photo = aPhoto();
    const { handle, sent } = open();
    const again = saved(1, photo, [photoEvent(photo)], photo);
    const removed = streamRecord({ sequence: 2, before: { document: photo, events: [photoEvent(photo)] } });
    expect(await handle([again, removed, streamRecord({ sequence: 3, after: { views: 3 } })])).toEqual([]);
    expect(sent).toEqual([]);
  });

  it("never sends two events of one photo together, nor the younger before the older has been taken", async () => {
    const photo = aPhoto({ state: "uploaded" });
    const younger = changed(photo, { state: "failed" });
    const records = [
      saved(1, photo, [photoEvent(photo)]),
      saved(2, younger, [photoEvent(younger, "photo_copy_wanted")], photo),
    ];
    const { handle, sent } = open();
    await handle(records);
    expect(sent.map(({ ids }) => ids)).toEqual([[`${photo.id}#1#0`], [`${photo.id}#2#0`]]);

    const refusing = open(async (_, messages) => new Set(messages.map(({ id }) => id)));
    expect(await refusing.handle(records)).toEqual([1]);
    expect(refusing.sent).toHaveLength(1);
  });

  it("begins again with the first record of which something was not taken, for every subset of ten", async () => {
    const records = announced.slice(0, 10);
    for (let subset = 0; subset < 1_024; subset += 1) {
      const bad = new Set(photos.slice(0, 10).flatMap(({ id }, at) => ((subset >> at) % 2 === 1 ? [`${id}#1#0`] : [])));
      const { handle, troubles } = open(async () => bad);
      const first = photos.findIndex(({ id }) => bad.has(`${id}#1#0`));
      expect(await handle(records)).toEqual(first === -1 ? [] : [first + 1]);
      expect(troubles).toHaveLength(first === -1 ? 0 : 1);
    }
  });

  it("begins again where a queue did not answer", async () => {
    const { handle, troubles } = open(async (_, messages) => {
      if (messages.length < 10) throw new Error("no answer");
      return new Set();
    });
    expect(await handle(announced)).toEqual([11]);
    expect(troubles).toEqual(["Error: no answer"]);
  });

  it("stops before a record that it cannot read, and tells", async () => {
    const [first, , third] = announced;
    const unreadable = streamRecord({ sequence: 2, after: { document: { saved: "often" } } });
    const { handle, sent, troubles } = open();
    expect(await handle([first, unreadable, third].filter((record) => record !== undefined))).toEqual([2]);
    expect([sent.length, troubles.length]).toEqual([1, 1]);
  });

  describe("an event that a newer version has written", () => {
    const [first, , third] = announced;
    const danced = { type: "photo_danced", id: "01#1#1" };
    const dancing = aPhoto({ state: "uploaded" });
    const newer = streamRecord({
      sequence: 2,
      after: { document: dancing, events: [danced, photoEvent(dancing)] },
    });
    const records = [first, newer, third].filter((record) => record !== undefined);

    it("is buried with the reason, and nothing waits for it", async () => {
      const { handle, sent, buried } = open();
      expect(await handle(records)).toEqual([]);
      expect(sent.flatMap(({ ids }) => ids)).toHaveLength(3);
      expect(buried).toEqual([{ event: danced, reason: expect.stringContaining("newer") }]);
    });

    it("comes again until it is buried", async () => {
      const { handle, sent, troubles } = open(undefined, () => Promise.reject(new Error("no answer")));
      expect(await handle(records)).toEqual([2]);
      expect(sent.flatMap(({ ids }) => ids)).toHaveLength(3);
      expect(troubles).toEqual(["Error: no answer"]);
    });
  });

  it("sends nothing more when its time is up", async () => {
    const handler = createChangeHandler({
      send: async () => new Set(),
      bury: async () => {},
      logger: { trouble: () => {} },
      after: () => AbortSignal.abort(new Error("out of time")),
    });
    const { batchItemFailures } = await handler({ Records: announced }, invocation());
    expect(batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier))).toEqual([1]);
  });
});
