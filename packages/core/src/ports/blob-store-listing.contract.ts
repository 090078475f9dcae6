import type { BlobStore } from "./blob-store.ts";
import { type BlobStoreFixture, incoming, keysOf, original, putText, textAt } from "./blob-store-probes.fixture.ts";
import type { ContractRunner, Open } from "./contract-runner.ts";

export function describeBlobListing({ describe, it, expect }: ContractRunner, open: Open<BlobStoreFixture>): void {
  const putAll = (blobs: BlobStore, keys: readonly string[]) =>
    Promise.all(keys.map((key) => putText(blobs, incoming(key), key)));

  describe("listing", () => {
    it("lists nothing where there is nothing", async () => {
      await using fixture = await open();
      expect(await keysOf(fixture.blobs, "media", "")).toEqual([]);
      expect(await keysOf(fixture.blobs, "media", "p/")).toEqual([]);
    });

    it("lists in ascending order of the bytes of keys, not of their segments", async () => {
      await using fixture = await open();
      // "-" and "." come before "/", digits and capitals after it, "_" between capitals and small letters.
      const keys = ["a", "a-b", "a-b/c", "a.b", "a/-", "a/b", "a/b/c", "a0", "aB", "a_", "aa", "aa/b", "b"];
      await putAll(fixture.blobs, keys.toReversed());
      expect(await keysOf(fixture.blobs, "incoming", "")).toEqual(keys);
    });

    it("lists what starts with a prefix, wherever a segment ends", async () => {
      await using fixture = await open();
      await putAll(fixture.blobs, ["t/01/x", "t/01/y", "t/012/x", "t/01x", "t/02/x", "u/01/x"]);
      expect(await keysOf(fixture.blobs, "incoming", "t/01")).toEqual(["t/01/x", "t/01/y", "t/012/x", "t/01x"]);
      expect(await keysOf(fixture.blobs, "incoming", "t/01/")).toEqual(["t/01/x", "t/01/y"]);
      expect(await keysOf(fixture.blobs, "incoming", "t/012/x")).toEqual(["t/012/x"]);
      expect(await keysOf(fixture.blobs, "incoming", "t")).toEqual(["t/01/x", "t/01/y", "t/012/x", "t/01x", "t/02/x"]);
      expect(await keysOf(fixture.blobs, "incoming", "t/012/x/")).toEqual([]);
    });

    it("lists nothing for a prefix that no key can have", async () => {
      await using fixture = await open();
      await putAll(fixture.blobs, ["a/b", "b"]);
      await putText(fixture.blobs, original("b"), "b");
      expect(await keysOf(fixture.blobs, "incoming", "/")).toEqual([]);
      expect(await keysOf(fixture.blobs, "incoming", "../")).toEqual([]);
      expect(await keysOf(fixture.blobs, "incoming", "a/../")).toEqual([]);
      expect(await keysOf(fixture.blobs, "incoming", "../originals/")).toEqual([]);
      expect(await keysOf(fixture.blobs, "incoming", "a//")).toEqual([]);
      expect(await keysOf(fixture.blobs, "incoming", "./")).toEqual([]);
      expect(await keysOf(fixture.blobs, "incoming", "a\\")).toEqual([]);
      expect(await keysOf(fixture.blobs, "incoming", "\u0000")).toEqual([]);
      expect(await keysOf(fixture.blobs, "incoming", "%2e")).toEqual([]);
    });

    it("lists all of very many, once and in order", async () => {
      await using fixture = await open();
      const keys = Array.from({ length: 1_010 }, (_, index) => `t/${index % 7}/${String(index).padStart(5, "0")}`);
      for (let from = 0; from < keys.length; from += 64) await putAll(fixture.blobs, keys.slice(from, from + 64));
      expect(await keysOf(fixture.blobs, "incoming", "")).toEqual(keys.toSorted());
    });

    it("keeps the areas apart", async () => {
      await using fixture = await open();
      await putText(fixture.blobs, incoming("x.jpg"), "incoming");
      await putText(fixture.blobs, original("x.jpg"), "original");
      expect(await keysOf(fixture.blobs, "media", "")).toEqual([]);
      expect(await fixture.blobs.head({ area: "media", key: "x.jpg" })).toBe(undefined);
      await fixture.blobs.remove(incoming("x.jpg"));
      expect(await keysOf(fixture.blobs, "originals", "")).toEqual(["x.jpg"]);
      expect(await textAt(fixture.blobs, original("x.jpg"))).toBe("original");
    });

    it("lists no blob that was removed, and none of a put that failed", async () => {
      await using fixture = await open();
      await putAll(fixture.blobs, ["a/b", "a/c"]);
      await fixture.blobs.remove(incoming("a/b"));
      const put = fixture.blobs.put(incoming("a/d"), new Uint8Array(3), { bytes: 4 });
      await expect(put).rejects.toMatchObject({ code: "blob_size_mismatch" });
      expect(await keysOf(fixture.blobs, "incoming", "")).toEqual(["a/c"]);
    });

    it("lists on while what was listed is removed", async () => {
      await using fixture = await open();
      const keys = ["a/1", "a/2", "b/1", "b/2", "c"];
      await putAll(fixture.blobs, keys);
      const seen: string[] = [];
      for await (const ref of fixture.blobs.list("incoming", "")) {
        seen.push(ref.key);
        await fixture.blobs.remove(ref);
      }
      expect(seen).toEqual(keys);
      expect(await keysOf(fixture.blobs, "incoming", "")).toEqual([]);
    });
  });
}
