import { type BlobStoreFixture, incoming, original, putText, textAt } from "./blob-store-probes.fixture.ts";
import { firstDifference, patternedBytes, readAll } from "./byte-streams.fixture.ts";
import type { ContractRunner, Open } from "./contract-runner.ts";

export function describeBlobCopying({ describe, it, expect }: ContractRunner, open: Open<BlobStoreFixture>): void {
  describe("copying once", () => {
    it("copies a version into another area, and leaves it where it was", async () => {
      await using fixture = await open();
      const { etag } = await putText(fixture.blobs, incoming("t/a/b"), "the bytes");
      const copied = await fixture.blobs.copyOnce(incoming("t/a/b"), etag, original("o/a/b.jpg"));
      expect(copied).toMatchObject({ area: "originals", key: "o/a/b.jpg", bytes: 9 });
      expect(copied).toMatchObject({ etag: (await fixture.blobs.head(original("o/a/b.jpg")))?.etag });
      expect(await textAt(fixture.blobs, original("o/a/b.jpg"))).toBe("the bytes");
      expect(await textAt(fixture.blobs, incoming("t/a/b"))).toBe("the bytes");
    });

    it("copies within one area", async () => {
      await using fixture = await open();
      const { etag } = await putText(fixture.blobs, original("a.jpg"), "the bytes");
      await fixture.blobs.copyOnce(original("a.jpg"), etag, original("b.jpg"));
      expect(await textAt(fixture.blobs, original("b.jpg"))).toBe("the bytes");
    });

    it("copies an empty blob and a large one", async () => {
      await using fixture = await open();
      const empty = await putText(fixture.blobs, incoming("empty"), "");
      expect(await fixture.blobs.copyOnce(incoming("empty"), empty.etag, original("empty"))).toMatchObject({
        bytes: 0,
      });
      const bytes = patternedBytes(6 * 2 ** 20 + 1);
      const large = await fixture.blobs.put(incoming("large"), bytes, { bytes: bytes.length });
      await fixture.blobs.copyOnce(incoming("large"), large.etag, original("large"));
      const opened = await fixture.blobs.open(original("large"));
      expect(opened && firstDifference(await readAll(opened.body), bytes)).toBe(undefined);
    });

    it("leaves what is at the target already as it is", async () => {
      await using fixture = await open();
      const there = await putText(fixture.blobs, original("x.jpg"), "was here first");
      const { etag } = await putText(fixture.blobs, incoming("x"), "came later");
      const copied = await fixture.blobs.copyOnce(incoming("x"), etag, original("x.jpg"));
      expect(copied).toMatchObject({ key: "x.jpg", etag: there.etag, bytes: 14 });
      expect(await textAt(fixture.blobs, original("x.jpg"))).toBe("was here first");
    });

    it("answers with what it copied the first time when it is asked again", async () => {
      await using fixture = await open();
      const { etag } = await putText(fixture.blobs, incoming("x"), "the bytes");
      const first = await fixture.blobs.copyOnce(incoming("x"), etag, original("x.jpg"));
      const again = await fixture.blobs.copyOnce(incoming("x"), etag, original("x.jpg"));
      expect(again).toMatchObject({ key: "x.jpg", etag: first.etag, bytes: 9 });
    });

    it("answers with what is at the target when the source has changed or gone meanwhile", async () => {
      await using fixture = await open();
      const { etag } = await putText(fixture.blobs, incoming("x"), "the bytes");
      const first = await fixture.blobs.copyOnce(incoming("x"), etag, original("x.jpg"));
      await putText(fixture.blobs, incoming("x"), "swapped!!");
      expect((await fixture.blobs.copyOnce(incoming("x"), etag, original("x.jpg"))).etag).toBe(first.etag);
      await fixture.blobs.remove(incoming("x"));
      expect((await fixture.blobs.copyOnce(incoming("x"), etag, original("x.jpg"))).etag).toBe(first.etag);
      expect(await textAt(fixture.blobs, original("x.jpg"))).toBe("the bytes");
    });

    it("refuses to copy another version than the one that was asked for", async () => {
      await using fixture = await open();
      const { etag } = await putText(fixture.blobs, incoming("x"), "one");
      await putText(fixture.blobs, incoming("x"), "two");
      const copy = fixture.blobs.copyOnce(incoming("x"), etag, original("x.jpg"));
      await expect(copy).rejects.toMatchObject({ code: "blob_changed" });
      expect(await fixture.blobs.head(original("x.jpg"))).toBe(undefined);
    });

    it("refuses to copy what is not there", async () => {
      await using fixture = await open();
      const { etag } = await putText(fixture.blobs, incoming("x"), "one");
      await fixture.blobs.remove(incoming("x"));
      const gone = fixture.blobs.copyOnce(incoming("x"), etag, original("x.jpg"));
      await expect(gone).rejects.toMatchObject({ code: "blob_changed" });
      const never = fixture.blobs.copyOnce(incoming("never"), etag, original("x.jpg"));
      await expect(never).rejects.toMatchObject({ code: "blob_changed" });
      expect(await fixture.blobs.head(original("x.jpg"))).toBe(undefined);
    });

    it("makes a copy that lives apart from its source", async () => {
      await using fixture = await open();
      const { etag } = await putText(fixture.blobs, incoming("x"), "the bytes");
      const copied = await fixture.blobs.copyOnce(incoming("x"), etag, original("x.jpg"));
      await putText(fixture.blobs, incoming("x"), "swapped!!");
      expect(await textAt(fixture.blobs, original("x.jpg"))).toBe("the bytes");
      await fixture.blobs.remove(incoming("x"));
      expect(await fixture.blobs.head(original("x.jpg"))).toMatchObject({ etag: copied.etag, bytes: 9 });
      await putText(fixture.blobs, incoming("y"), "source");
      const second = await fixture.blobs.head(incoming("y"));
      await fixture.blobs.copyOnce(incoming("y"), second?.etag ?? "", original("y.jpg"));
      await putText(fixture.blobs, original("y.jpg"), "target");
      expect(await textAt(fixture.blobs, incoming("y"))).toBe("source");
    });

    it("copies once when many copy at once", async () => {
      await using fixture = await open();
      const { etag } = await putText(fixture.blobs, incoming("x"), "the bytes");
      const copies = await Promise.all(
        Array.from({ length: 20 }, () => fixture.blobs.copyOnce(incoming("x"), etag, original("o/x.jpg"))),
      );
      expect(new Set(copies.map((copy) => copy.etag)).size).toBe(1);
      expect(await textAt(fixture.blobs, original("o/x.jpg"))).toBe("the bytes");
    });

    it("lets one of many sources win, and tells the others so", async () => {
      await using fixture = await open();
      const letters = "abcdefghijklmnopqrst".split("");
      const sources = await Promise.all(letters.map((letter) => putText(fixture.blobs, incoming(letter), letter)));
      const copies = await Promise.all(
        sources.map((source) => fixture.blobs.copyOnce(source, source.etag, original("o/x.jpg"))),
      );
      expect(new Set(copies.map((copy) => copy.etag)).size).toBe(1);
      const winner = await fixture.blobs.head(original("o/x.jpg"));
      expect(copies[0]?.etag).toBe(winner?.etag);
      expect(letters).toContain(await textAt(fixture.blobs, original("o/x.jpg")));
    });
  });
}
