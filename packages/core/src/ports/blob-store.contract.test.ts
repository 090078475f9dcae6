import { describe, expect, it } from "vitest";
import { checkBlobKey } from "./blob-key.ts";
import { describeBlobStore } from "./blob-store.contract.ts";
import { createMemoryBlobStore } from "./blob-store.memory.ts";
import type { BlobInfo, BlobStore } from "./blob-store.ts";
import { readAll } from "./byte-streams.fixture.ts";
import { createManualClock } from "./clock.fixture.ts";
import { failuresOf } from "./contract-runner.fixture.ts";

const opening =
  (blobs: () => BlobStore = () => createMemoryBlobStore({ clock: createManualClock() })) =>
  async () => ({ blobs: blobs(), [Symbol.asyncDispose]: async () => {} });

describeBlobStore({ describe, it, expect }, "memory", opening());

describe("the contract of BlobStore", () => {
  /** The tests of these names that a store fails which is sound but for `breakage`. */
  const failures = (breakage: (sound: BlobStore) => Partial<BlobStore>, ...names: string[]) => {
    const broken = opening(() => {
      const sound = createMemoryBlobStore({ clock: createManualClock() });
      return { ...sound, ...breakage(sound) };
    });
    return failuresOf(expect, (runner) => describeBlobStore(runner, "broken", broken), names);
  };

  it("catches a store that takes any key", async () => {
    const names = [
      "refuses a key that leads elsewhere, in every call, and cancels the body",
      "refuses a key with an empty segment, without characters or with too many",
      "refuses a key with a character that it may not have",
    ];
    const head: (sound: BlobStore) => BlobStore["head"] = (sound) => (ref) => sound.head({ ...ref, key: "x" });
    expect(await failures((sound) => ({ head: head(sound) }), ...names)).toEqual(names);
    const put: (sound: BlobStore) => BlobStore["put"] = (sound) => async (ref, body, options) => {
      checkBlobKey(ref);
      return sound.put(ref, body, options);
    };
    // Sound but for the body, which nobody cancels.
    expect(await failures((sound) => ({ put: put(sound) }), ...names)).toEqual(names);
  });

  it("catches a store that stores whatever arrives", async () => {
    const names = [
      "is refused when a stream is shorter than announced, and leaves what was there",
      "is refused when a stream is longer than announced, leaves what was there and cancels the rest",
      "is refused when an array is shorter or longer than announced, and leaves what was there",
      "is refused when nothing comes though bytes were announced, and the other way round",
    ];
    const put: (sound: BlobStore) => BlobStore["put"] = (sound) => async (ref, body, options) => {
      const bytes = body instanceof Uint8Array ? body : await readAll(body);
      return sound.put(ref, bytes, { ...options, bytes: bytes.length });
    };
    expect(await failures((sound) => ({ put: put(sound) }), ...names)).toEqual(names);
  });

  it("catches a store that throws away the old before the new is there", async () => {
    const names = [
      "is refused when a stream is shorter than announced, and leaves what was there",
      "rejects with the error of a body that breaks off, and leaves what was there",
      "is given up when it is aborted while bytes arrive, and leaves what was there",
    ];
    const put: (sound: BlobStore) => BlobStore["put"] = (sound) => async (ref, body, options) => {
      await sound.remove(ref);
      return sound.put(ref, body, options);
    };
    expect(await failures((sound) => ({ put: put(sound) }), ...names)).toEqual(names);
  });

  it("catches a store that does not hear of being aborted", async () => {
    const names = [
      "does nothing when it was aborted before it began, and cancels the body",
      "does nothing with an array either when it was aborted before it began",
      "is given up when it is aborted while bytes arrive, and leaves what was there",
    ];
    const put: (sound: BlobStore) => BlobStore["put"] =
      (sound) =>
      (ref, body, { bytes }) =>
        sound.put(ref, body, { bytes });
    expect(await failures((sound) => ({ put: put(sound) }), ...names)).toEqual(names);
  });

  it("catches a store whose calls do not hear of being aborted", async () => {
    const names = ["does none of the other calls either when they are aborted"];
    expect(await failures((sound) => ({ list: (area, prefix) => sound.list(area, prefix) }), ...names)).toEqual(names);
    expect(await failures((sound) => ({ remove: (ref) => sound.remove(ref) }), ...names)).toEqual(names);
  });

  it("catches a store that keeps half of a body that broke off", async () => {
    const names = [
      "rejects with the error of a body that breaks off, and leaves what was there",
      "leaves nothing of a body that breaks off after its last byte",
    ];
    const put: (sound: BlobStore) => BlobStore["put"] = (sound) => async (ref, body, options) => {
      if (body instanceof Uint8Array) return sound.put(ref, body, options);
      const chunks: Uint8Array[] = [];
      try {
        for (const reader = body.getReader(); ; ) {
          const { done, value } = await reader.read();
          if (done) break;
          chunks.push(value);
        }
      } finally {
        const arrived = Uint8Array.from(chunks.flatMap((chunk) => Array.from(chunk)));
        await sound.put(ref, arrived, { ...options, bytes: arrived.length });
      }
      throw new Error("unreachable in these tests");
    };
    expect(await failures((sound) => ({ put: put(sound) }), ...names)).toEqual(names);
  });

  it("catches a store that keeps the array it was given", async () => {
    const names = ["keeps the bytes as they were, whatever their giver does to the array afterwards"];
    const breakage = (sound: BlobStore): Partial<BlobStore> => {
      let given = new Uint8Array() as Uint8Array;
      return {
        put: (ref, body, options) => {
          if (body instanceof Uint8Array) given = body;
          return sound.put(ref, body, options);
        },
        open: async (ref, options) => {
          const opened = await sound.open(ref, options);
          await opened?.body.cancel();
          return opened && { ...opened, body: new Response(given as never).body as ReadableStream<Uint8Array> };
        },
      };
    };
    expect(await failures(breakage, ...names)).toEqual(names);
  });

  it("catches a store whose ETag is made of what many versions have in common", async () => {
    const names = [
      "gives every version another ETag, of the same size and right after one another too",
      "refuses to open another version than the one that was asked for",
      "refuses to copy another version than the one that was asked for",
    ];
    const breakage = (sound: BlobStore): Partial<BlobStore> => {
      const open: BlobStore["open"] = async (ref, options) => {
        const opened = await sound.open(ref, { range: options?.range });
        return opened && { ...opened, etag: String(opened.bytes) };
      };
      return {
        open,
        put: async (ref, body, options) => ({ ...(await sound.put(ref, body, options)), etag: String(options.bytes) }),
        copyOnce: async (from, _, to) => sound.copyOnce(from, (await sound.head(from))?.etag ?? "", to),
      };
    };
    expect(await failures(breakage, ...names)).toEqual(names);
  });

  it("catches a store that counts the end of a range as HTTP does not", async () => {
    const names = [
      "opens a range in the middle, at the start and at the end",
      "opens a single byte, the first and the last among them, and everything",
      "opens ranges of every size out of a large blob",
    ];
    const open: (sound: BlobStore) => BlobStore["open"] = (sound) => async (ref, options) => {
      const range = options?.range && { start: options.range.start, end: options.range.end - 1 };
      return sound.open(ref, { ...options, range });
    };
    expect(await failures((sound) => ({ open: open(sound) }), ...names)).toEqual(names);
  });

  it("catches a store that copies over what is there, or whatever is there now", async () => {
    const names = [
      "leaves what is at the target already as it is",
      "answers with what is at the target when the source has changed or gone meanwhile",
      "refuses to copy another version than the one that was asked for",
      "lets one of many sources win, and tells the others so",
    ];
    const copyOnce: (sound: BlobStore) => BlobStore["copyOnce"] = (sound) => async (from, _, to) => {
      const source = await sound.open(from);
      return sound.put(to, source?.body ?? new Uint8Array(), { bytes: source?.bytes ?? 0 });
    };
    expect(await failures((sound) => ({ copyOnce: copyOnce(sound) }), ...names)).toEqual(names);
  });

  it("catches a store that copies nothing, and believes an ETag that it cannot check", async () => {
    const names = [
      "refuses to copy what is not there",
      "copies a version into another area, and leaves it where it was",
    ];
    const copyOnce: BlobStore["copyOnce"] = async (_, etag, to) => ({
      ...to,
      etag,
      bytes: 0,
      modifiedAt: createManualClock().now(),
    });
    expect(await failures(() => ({ copyOnce }), ...names)).toEqual(names);
  });

  it("catches a store that lists by segments, or only a page", async () => {
    const listing = (change: (keys: string[]) => string[]) => (sound: BlobStore) => ({
      list: async function* (area: "incoming", prefix: string) {
        const infos: BlobInfo[] = [];
        for await (const info of sound.list(area, prefix)) infos.push(info);
        for (const key of change(infos.map((info) => info.key))) yield* infos.filter((info) => info.key === key);
      } as BlobStore["list"],
    });
    const bySegments = listing((keys) =>
      keys.toSorted((a, b) => (a.replaceAll("/", "\u0000") < b.replaceAll("/", "\u0000") ? -1 : 1)),
    );
    const order = ["lists in ascending order of the bytes of keys, not of their segments"];
    expect(await failures(bySegments, ...order)).toEqual(order);
    const firstPage = listing((keys) => keys.slice(0, 1_000));
    const many = ["lists all of very many, once and in order"];
    expect(await failures(firstPage, ...many)).toEqual(many);
  });

  it("catches a store that reads a prefix as a folder", async () => {
    const names = ["lists what starts with a prefix, wherever a segment ends"];
    const list: (sound: BlobStore) => BlobStore["list"] = (sound) => (area, prefix) =>
      sound.list(area, prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`);
    expect(await failures((sound) => ({ list: list(sound) }), ...names)).toEqual(names);
  });

  it("catches a store that does not tell capitals from small letters, or areas from one another", async () => {
    const folding = (sound: BlobStore): Partial<BlobStore> => ({
      put: (ref, body, options) => sound.put({ ...ref, key: ref.key.toLowerCase() }, body, options),
      open: (ref, options) => sound.open({ ...ref, key: ref.key.toLowerCase() }, options),
    });
    const capitals = ["tells capitals from small letters"];
    expect(await failures(folding, ...capitals)).toEqual(capitals);
    const mixing = (sound: BlobStore): Partial<BlobStore> => ({
      head: (ref) => sound.head({ ...ref, area: "incoming" }),
      put: (ref, body, options) => sound.put({ ...ref, area: "incoming" }, body, options),
    });
    const areas = ["keeps the areas apart"];
    expect(await failures(mixing, ...areas)).toEqual(areas);
  });

  it("catches a store that cannot hold a key and one below it", async () => {
    const names = ["takes a key that goes on where another one ends"];
    const put: (sound: BlobStore) => BlobStore["put"] = (sound) => async (ref, body, options) => {
      for await (const { key } of sound.list(ref.area, "")) {
        if (ref.key.startsWith(`${key}/`)) throw new Error(`ENOTDIR: ${key}`);
      }
      return sound.put(ref, body, options);
    };
    expect(await failures((sound) => ({ put: put(sound) }), ...names)).toEqual(names);
  });

  it("catches a store that takes names for one another, as file systems and addresses do", async () => {
    const called = (change: (key: string) => string) => (sound: BlobStore) => ({
      put: ((ref, body, options) => sound.put({ ...ref, key: change(ref.key) }, body, options)) as BlobStore["put"],
      open: ((ref, options) => sound.open({ ...ref, key: change(ref.key) }, options)) as BlobStore["open"],
    });
    const names = ["takes every name as people write it, and keeps each apart, in the order of bytes"];
    for (const change of [
      (key: string) => key.normalize("NFC"),
      (key: string) => key.toLowerCase(),
      (key: string) => key.replaceAll("+", " "),
      (key: string) => key.replaceAll("%2f", "%2F"),
      (key: string) => key.replace(/[. ]+$/, ""),
    ]) {
      expect(await failures(called(change), ...names)).toEqual(names);
    }
    const removed = ["removes the one of a name, and no other"];
    const remove: (sound: BlobStore) => BlobStore["remove"] = (sound) => (ref) =>
      sound.remove({ ...ref, key: ref.key.normalize("NFD") });
    expect(await failures((sound) => ({ remove: remove(sound) }), ...removed)).toEqual(removed);
    const copied = ["copies what lies under such a name, and to such a name"];
    const copyOnce: (sound: BlobStore) => BlobStore["copyOnce"] = (sound) => (from, etag, to) =>
      sound.copyOnce({ ...from, key: from.key.replaceAll("+", " ") }, etag, to);
    expect(await failures((sound) => ({ copyOnce: copyOnce(sound) }), ...copied)).toEqual(copied);
  });

  it("catches a store that orders keys by what JavaScript counts, or normalises a prefix", async () => {
    const byUnits = (sound: BlobStore): Partial<BlobStore> => ({
      list: async function* (area, prefix) {
        const infos: BlobInfo[] = [];
        for await (const info of sound.list(area, prefix)) infos.push(info);
        yield* infos.toSorted((a, b) => (a.key < b.key ? -1 : 1));
      },
    });
    const order = ["takes every name as people write it, and keeps each apart, in the order of bytes"];
    expect(await failures(byUnits, ...order)).toEqual(order);
    const composed = (sound: BlobStore): Partial<BlobStore> => ({
      list: (area, prefix) => sound.list(area, prefix.normalize("NFD")),
    });
    const prefixes = ["lists by a prefix wherever it ends, normalising nothing"];
    expect(await failures(composed, ...prefixes)).toEqual(prefixes);
  });

  it("catches a store that holds no long names, or one that holds any", async () => {
    const short = (sound: BlobStore): Partial<BlobStore> => ({
      put: async (ref, body, options) => {
        if (ref.key.split("/").some((segment) => segment.length > 255)) throw new Error("ENAMETOOLONG");
        return sound.put(ref, body, options);
      },
    });
    const long = ["takes names of 1,024 bytes, in one segment and in many, and none of more"];
    expect(await failures(short, ...long)).toEqual(long);
    const names = [
      "takes names of 1,024 bytes, in one segment and in many, and none of more",
      "refuses what others could take for another name, or cannot write",
      "refuses such names wherever nobody but us writes",
    ];
    const head: (sound: BlobStore) => BlobStore["head"] = (sound) => (ref) => sound.head({ ...ref, key: "x" });
    const opening = (sound: BlobStore): Partial<BlobStore> => ({ head: head(sound) });
    expect(await failures(opening, ...names)).toEqual(names);
  });
});
