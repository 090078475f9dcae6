import type { ByteRange } from "../shared/byte-range.ts";
import type { BlobRef, BlobStore } from "./blob-store.ts";
import { ascii, type BlobStoreFixture, incoming, putText, textAt } from "./blob-store-probes.fixture.ts";
import { firstDifference, patternedBytes, readAll } from "./byte-streams.fixture.ts";
import type { ContractRunner, Open } from "./contract-runner.ts";

const MiB = 2 ** 20;

export function describeBlobOpening({ describe, it, expect }: ContractRunner, open: Open<BlobStoreFixture>): void {
  const part = async (blobs: BlobStore, ref: BlobRef, range: ByteRange) => {
    const opened = await blobs.open(ref, { range });
    return {
      range: opened?.range,
      bytes: opened?.bytes,
      text: opened && String.fromCharCode(...(await readAll(opened.body))),
    };
  };

  describe("opening", () => {
    it("opens the whole when no range is asked for", async () => {
      await using fixture = await open();
      await putText(fixture.blobs, incoming("x.jpg"), "0123456789");
      const opened = await fixture.blobs.open(incoming("x.jpg"));
      expect(opened).toMatchObject({ area: "incoming", key: "x.jpg", bytes: 10, range: { start: 0, end: 9 } });
      await opened?.body.cancel();
    });

    it("opens a range in the middle, at the start and at the end", async () => {
      await using fixture = await open();
      await putText(fixture.blobs, incoming("x.jpg"), "0123456789");
      const middle = { start: 3, end: 5 };
      expect(await part(fixture.blobs, incoming("x.jpg"), middle)).toEqual({ range: middle, bytes: 10, text: "345" });
      const start = { start: 0, end: 3 };
      expect(await part(fixture.blobs, incoming("x.jpg"), start)).toEqual({ range: start, bytes: 10, text: "0123" });
      const end = { start: 7, end: 9 };
      expect(await part(fixture.blobs, incoming("x.jpg"), end)).toEqual({ range: end, bytes: 10, text: "789" });
    });

    it("opens a single byte, the first and the last among them, and everything", async () => {
      await using fixture = await open();
      await putText(fixture.blobs, incoming("x.jpg"), "0123456789");
      const first = { start: 0, end: 0 };
      expect(await part(fixture.blobs, incoming("x.jpg"), first)).toEqual({ range: first, bytes: 10, text: "0" });
      const last = { start: 9, end: 9 };
      expect(await part(fixture.blobs, incoming("x.jpg"), last)).toEqual({ range: last, bytes: 10, text: "9" });
      const all = { start: 0, end: 9 };
      expect(await part(fixture.blobs, incoming("x.jpg"), all)).toEqual({ range: all, bytes: 10, text: "0123456789" });
    });

    it("opens ranges of every size out of a large blob", async () => {
      await using fixture = await open();
      const bytes = patternedBytes(6 * MiB + 3);
      await fixture.blobs.put(incoming("x.jpg"), bytes, { bytes: bytes.length });
      const wrong = async (start: number, end: number) => {
        const opened = await fixture.blobs.open(incoming("x.jpg"), { range: { start, end } });
        return opened && firstDifference(await readAll(opened.body), bytes.subarray(start, end + 1));
      };
      expect(await wrong(MiB - 1, MiB)).toBe(undefined);
      expect(await wrong(65_535, 65_535 + 65_536)).toBe(undefined);
      expect(await wrong(12_345, 12_345 + MiB - 1)).toBe(undefined);
      expect(await wrong(12_345, 12_345 + MiB)).toBe(undefined);
      expect(await wrong(1, bytes.length - 2)).toBe(undefined);
      expect(await wrong(bytes.length - 1, bytes.length - 1)).toBe(undefined);
    });

    it("ignores the range of an empty blob", async () => {
      await using fixture = await open();
      await putText(fixture.blobs, incoming("x.jpg"), "");
      const empty = { range: { start: 0, end: -1 }, bytes: 0, text: "" };
      expect(await part(fixture.blobs, incoming("x.jpg"), { start: 0, end: 0 })).toEqual(empty);
      const opened = await fixture.blobs.open(incoming("x.jpg"));
      expect(opened?.range).toEqual(empty.range);
      await opened?.body.cancel();
    });

    it("opens the version that was asked for, whole and in part", async () => {
      await using fixture = await open();
      const { etag } = await putText(fixture.blobs, incoming("x.jpg"), "0123456789");
      const whole = await fixture.blobs.open(incoming("x.jpg"), { etag });
      expect(whole && String.fromCharCode(...(await readAll(whole.body)))).toBe("0123456789");
      const some = await fixture.blobs.open(incoming("x.jpg"), { etag, range: { start: 1, end: 2 } });
      expect(some && String.fromCharCode(...(await readAll(some.body)))).toBe("12");
    });

    it("refuses to open another version than the one that was asked for", async () => {
      await using fixture = await open();
      const { etag } = await putText(fixture.blobs, incoming("x.jpg"), "one");
      await putText(fixture.blobs, incoming("x.jpg"), "two");
      await expect(fixture.blobs.open(incoming("x.jpg"), { etag })).rejects.toMatchObject({ code: "blob_changed" });
      const range = { start: 0, end: 0 };
      const some = fixture.blobs.open(incoming("x.jpg"), { etag, range });
      await expect(some).rejects.toMatchObject({ code: "blob_changed" });
    });

    it("has nothing to open when the version that was asked for is gone", async () => {
      await using fixture = await open();
      const { etag } = await putText(fixture.blobs, incoming("x.jpg"), "one");
      await fixture.blobs.remove(incoming("x.jpg"));
      expect(await fixture.blobs.open(incoming("x.jpg"), { etag })).toBe(undefined);
    });

    it("goes on reading the version that was opened when the blob is replaced or removed", async () => {
      await using fixture = await open();
      const bytes = patternedBytes(6 * MiB);
      await fixture.blobs.put(incoming("x.jpg"), bytes, { bytes: bytes.length });
      const before = await fixture.blobs.open(incoming("x.jpg"));
      await fixture.blobs.put(incoming("x.jpg"), new Uint8Array(bytes.length), { bytes: bytes.length });
      const between = await fixture.blobs.open(incoming("x.jpg"));
      await fixture.blobs.remove(incoming("x.jpg"));
      expect(before && firstDifference(await readAll(before.body), bytes)).toBe(undefined);
      expect(between && firstDifference(await readAll(between.body), new Uint8Array(bytes.length))).toBe(undefined);
    });

    it("lets go of a blob whose reader turns away", async () => {
      await using fixture = await open();
      const bytes = patternedBytes(6 * MiB);
      await fixture.blobs.put(incoming("x.jpg"), bytes, { bytes: bytes.length });
      const opened = await fixture.blobs.open(incoming("x.jpg"));
      const reader = opened?.body.getReader();
      expect((await reader?.read())?.value?.length).toBeGreaterThan(0);
      await reader?.cancel();
      await fixture.blobs.put(incoming("x.jpg"), ascii("new"), { bytes: 3 });
      expect(await textAt(fixture.blobs, incoming("x.jpg"))).toBe("new");
    });
  });
}
