import type { BlobStore } from "./blob-store.ts";
import {
  ascii,
  type BlobStoreFixture,
  incoming,
  keysOf,
  original,
  putText,
  textAt,
} from "./blob-store-probes.fixture.ts";
import { sourceOf } from "./byte-streams.fixture.ts";
import type { ContractRunner, Open } from "./contract-runner.ts";

export function describeBlobKeys({ describe, it, expect }: ContractRunner, open: Open<BlobStoreFixture>): void {
  const refuses = refusalOfKeys(expect);

  describe("keys", () => {
    it("refuses a key that leads elsewhere, in every call, and cancels the body", async () => {
      await using fixture = await open();
      await refuses(fixture.blobs, "../originals/x");
      await refuses(fixture.blobs, "a/../../x");
      await refuses(fixture.blobs, "..");
      await refuses(fixture.blobs, "a/..");
      await refuses(fixture.blobs, "./a");
      await refuses(fixture.blobs, "a/./b");
      await refuses(fixture.blobs, ".");
      await refuses(fixture.blobs, "/etc/passwd");
      await refuses(fixture.blobs, "a\\..\\b");
      await refuses(fixture.blobs, "%2e%2e/a");
      await refuses(fixture.blobs, "C:a");
    });

    it("refuses a key with an empty segment, without characters or with too many", async () => {
      await using fixture = await open();
      await refuses(fixture.blobs, "");
      await refuses(fixture.blobs, "/");
      await refuses(fixture.blobs, "a/");
      await refuses(fixture.blobs, "a//b");
      await refuses(fixture.blobs, "a".repeat(513));
      await refuses(fixture.blobs, `${"a/".repeat(256)}b`);
    });

    it("refuses a key with a character that it may not have", async () => {
      await using fixture = await open();
      await refuses(fixture.blobs, "é.jpg");
      await refuses(fixture.blobs, "a b.jpg");
      await refuses(fixture.blobs, "a\u0000b");
      await refuses(fixture.blobs, "a\nb");
      await refuses(fixture.blobs, "a\n");
      await refuses(fixture.blobs, "a+b");
      await refuses(fixture.blobs, "a~");
      await refuses(fixture.blobs, "a=b");
      await refuses(fixture.blobs, "a@b");
      await refuses(fixture.blobs, "a*");
      await refuses(fixture.blobs, "a%2fb");
    });

    it("takes the longest keys, in one segment and in many", async () => {
      await using fixture = await open();
      const one = "k".repeat(512);
      const many = `${"s/".repeat(255)}ab`;
      const upper = `${"K".repeat(255)}/${"Z".repeat(256)}`;
      await putText(fixture.blobs, incoming(one), "one");
      await putText(fixture.blobs, incoming(many), "many");
      await putText(fixture.blobs, incoming(upper), "upper");
      expect(await textAt(fixture.blobs, incoming(one))).toBe("one");
      expect(await textAt(fixture.blobs, incoming(many))).toBe("many");
      expect(await textAt(fixture.blobs, incoming(upper))).toBe("upper");
      expect(await keysOf(fixture.blobs, "incoming", "")).toEqual([upper, one, many]);
    });

    it("orders long keys by their bytes too", async () => {
      await using fixture = await open();
      const long = "k".repeat(300);
      const keys = [
        long.slice(0, 100),
        long,
        `${long}-`,
        `${long}-/x`,
        `${long}.`,
        `${long}/x`,
        `${long}0`,
        `${long}k/x`,
      ];
      for (const key of keys) await putText(fixture.blobs, incoming(key), key);
      expect(await keysOf(fixture.blobs, "incoming", "")).toEqual(keys.toSorted());
      expect(await keysOf(fixture.blobs, "incoming", `${long}/`)).toEqual([`${long}/x`]);
    });

    it("takes a key that goes on where another one ends", async () => {
      await using fixture = await open();
      const keys = ["a", "a/b", "a/b.jpg", "a/b.jpg/c.jpg", "a/b/c"];
      for (const key of keys) await putText(fixture.blobs, incoming(key), key);
      expect(await keysOf(fixture.blobs, "incoming", "")).toEqual(keys);
      expect(await textAt(fixture.blobs, incoming("a/b"))).toBe("a/b");
      expect(await textAt(fixture.blobs, incoming("a/b.jpg"))).toBe("a/b.jpg");
      expect(await textAt(fixture.blobs, incoming("a/b.jpg/c.jpg"))).toBe("a/b.jpg/c.jpg");
      await fixture.blobs.remove(incoming("a/b"));
      expect(await keysOf(fixture.blobs, "incoming", "")).toEqual(["a", "a/b.jpg", "a/b.jpg/c.jpg", "a/b/c"]);
      await fixture.blobs.remove(incoming("a/b.jpg/c.jpg"));
      expect(await keysOf(fixture.blobs, "incoming", "a/b.")).toEqual(["a/b.jpg"]);
    });

    it("tells capitals from small letters", async () => {
      await using fixture = await open();
      const keys = ["A.JPG", "A.jpg", "IMG_1.jpg/x", "a.JPG", "a.jpg", "img_1.jpg/X", "img_1.jpg/x"];
      for (const key of keys) await putText(fixture.blobs, incoming(key), key);
      expect(await keysOf(fixture.blobs, "incoming", "")).toEqual(keys);
      expect(await textAt(fixture.blobs, incoming("A.jpg"))).toBe("A.jpg");
      expect(await textAt(fixture.blobs, incoming("img_1.jpg/X"))).toBe("img_1.jpg/X");
      expect(await fixture.blobs.head(incoming("Img_1.jpg/x"))).toBe(undefined);
    });

    it("takes keys that look odd", async () => {
      await using fixture = await open();
      const keys = ["-", "-/-", "...", ".a", ".a/.b", "_", "a.", "a../b", "a./b", "con", "nul.jpg"];
      for (const key of keys) await putText(fixture.blobs, incoming(key), key);
      expect(await keysOf(fixture.blobs, "incoming", "")).toEqual(keys.toSorted());
      for (const key of keys) expect(await textAt(fixture.blobs, incoming(key))).toBe(key);
    });
  });
}

/** Expects that a key is refused in every call, and that the body is cancelled. */
export const refusalOfKeys =
  (expect: ContractRunner["expect"]) =>
  async (blobs: BlobStore, key: string): Promise<void> => {
    const refusal = { code: "invalid_blob_key" };
    const ref = incoming(key);
    const source = sourceOf(ascii("abc"));
    await expect(blobs.put(ref, source.stream, { bytes: 3 }), key).rejects.toMatchObject(refusal);
    expect(source.cancelled(), key).toBe(true);
    await expect(blobs.put(ref, ascii("abc"), { bytes: 3 }), key).rejects.toMatchObject(refusal);
    await expect(blobs.head(ref), key).rejects.toMatchObject(refusal);
    await expect(blobs.open(ref), key).rejects.toMatchObject(refusal);
    await expect(blobs.remove(ref), key).rejects.toMatchObject(refusal);
    await expect(blobs.copyOnce(ref, "etag", original("x")), key).rejects.toMatchObject(refusal);
    await expect(blobs.copyOnce(incoming("x"), "etag", ref), key).rejects.toMatchObject(refusal);
  };
