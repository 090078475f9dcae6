import { ascii, type BlobStoreFixture, incoming, putText, textAt } from "./blob-store-probes.fixture.ts";
import { firstDifference, patternedBytes, readAll, streamOf } from "./byte-streams.fixture.ts";
import type { ContractRunner, Open } from "./contract-runner.ts";

const MiB = 2 ** 20;

export function describeBlobPutting({ describe, it, expect }: ContractRunner, open: Open<BlobStoreFixture>): void {
  describe("putting", () => {
    it("has nothing under a key that was never written", async () => {
      await using fixture = await open();
      expect(await fixture.blobs.head(incoming("a/b.jpg"))).toBe(undefined);
      expect(await fixture.blobs.open(incoming("a/b.jpg"))).toBe(undefined);
    });

    it("keeps the bytes and tells their size, hash and version", async () => {
      await using fixture = await open();
      const ref = incoming("t/abc.jpg");
      const stored = await fixture.blobs.put(ref, streamOf(ascii("abc")), { bytes: 3 });
      expect(stored).toMatchObject({ ...ref, bytes: 3 });
      // FIPS 180-2, appendix B.1
      expect(stored.sha256).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
      expect(await textAt(fixture.blobs, ref)).toBe("abc");
    });

    it("says the same of a blob when it was put, asked for, opened and listed", async () => {
      await using fixture = await open();
      const {
        sha256: _,
        modifiedAt: __,
        ...stored
      } = await fixture.blobs.put(incoming("x.jpg"), ascii("abc"), { bytes: 3 });
      const opened = await fixture.blobs.open(incoming("x.jpg"));
      await opened?.body.cancel();
      const head = await fixture.blobs.head(incoming("x.jpg"));
      const listed = [];
      for await (const info of fixture.blobs.list("incoming", "")) listed.push(info);
      expect(stored.etag).toMatch(/^[^"\s]+$/);
      expect(head).toMatchObject(stored);
      expect(opened).toMatchObject({ ...head });
      expect(listed).toEqual([head]);
      expect(Object.keys(head ?? {}).toSorted()).toEqual(["area", "bytes", "etag", "key", "modifiedAt"]);
      expect(head?.modifiedAt).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
    });

    it("replaces what was there", async () => {
      await using fixture = await open();
      await putText(fixture.blobs, incoming("x.jpg"), "a longer first version");
      await putText(fixture.blobs, incoming("x.jpg"), "second");
      expect(await textAt(fixture.blobs, incoming("x.jpg"))).toBe("second");
      expect(await fixture.blobs.head(incoming("x.jpg"))).toMatchObject({ bytes: 6 });
    });

    it("keeps an empty blob, whether it came as a stream or as an array", async () => {
      await using fixture = await open();
      const streamed = await fixture.blobs.put(incoming("stream.jpg"), streamOf(ascii("")), { bytes: 0 });
      const given = await fixture.blobs.put(incoming("array.jpg"), ascii(""), { bytes: 0 });
      const nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
      expect([streamed.sha256, given.sha256]).toEqual([nothing, nothing]);
      expect(await textAt(fixture.blobs, incoming("stream.jpg"))).toBe("");
      expect(await textAt(fixture.blobs, incoming("array.jpg"))).toBe("");
    });

    it("keeps 5 MiB and a bit from an array", async () => {
      await using fixture = await open();
      const bytes = patternedBytes(5 * MiB + 1);
      await fixture.blobs.put(incoming("x.jpg"), bytes, { bytes: bytes.length });
      const opened = await fixture.blobs.open(incoming("x.jpg"));
      expect(opened && firstDifference(await readAll(opened.body), bytes)).toBe(undefined);
    });

    it("keeps more than 16 MiB from a stream of odd chunks", async () => {
      await using fixture = await open();
      const bytes = patternedBytes(16 * MiB + 12_345);
      const body = streamOf(bytes, [1, 65_537, 7, 1_048_583, 300_007]);
      const stored = await fixture.blobs.put(incoming("x.jpg"), body, { bytes: bytes.length });
      expect(stored.sha256).toBe("bb391ddbadd0f70beffce82ccc4b7904072f2d43595c456ccd5dd61d2ebc393a");
      const opened = await fixture.blobs.open(incoming("x.jpg"));
      expect(opened && firstDifference(await readAll(opened.body), bytes)).toBe(undefined);
    });

    it("keeps the bytes as they were, whatever their giver does to the array afterwards", async () => {
      await using fixture = await open();
      const bytes = ascii("before");
      await fixture.blobs.put(incoming("x.jpg"), bytes, { bytes: 6 });
      bytes.set(ascii("after!"));
      expect(await textAt(fixture.blobs, incoming("x.jpg"))).toBe("before");
    });

    it("gives every version another ETag, of the same size and right after one another too", async () => {
      await using fixture = await open();
      const etags = new Set<string>();
      for (const letter of "abcdefghijklmnopqrst")
        etags.add((await putText(fixture.blobs, incoming("x.jpg"), letter)).etag);
      expect(etags.size).toBe(20);
    });

    it("ends with one whole body when many write the same key at once", async () => {
      await using fixture = await open();
      const size = 100_000;
      const stored = await Promise.all(
        Array.from({ length: 30 }, (_, index) =>
          fixture.blobs.put(incoming("x.jpg"), streamOf(new Uint8Array(size).fill(index), [9_001]), { bytes: size }),
        ),
      );
      const opened = await fixture.blobs.open(incoming("x.jpg"));
      const bytes = opened && (await readAll(opened.body));
      const winner = bytes?.[0] ?? -1;
      expect(bytes && firstDifference(bytes, new Uint8Array(size).fill(winner))).toBe(undefined);
      expect(opened?.etag).toBe(stored[winner]?.etag);
      expect(new Set(stored.map(({ sha256 }) => sha256)).size).toBe(30);
    });

    it("removes a blob, and what is not there", async () => {
      await using fixture = await open();
      await putText(fixture.blobs, incoming("x.jpg"), "abc");
      await fixture.blobs.remove(incoming("x.jpg"));
      expect(await fixture.blobs.head(incoming("x.jpg"))).toBe(undefined);
      await fixture.blobs.remove(incoming("x.jpg"));
      await fixture.blobs.remove(incoming("never/was.jpg"));
    });

    it("takes a key again after its blob was removed", async () => {
      await using fixture = await open();
      await putText(fixture.blobs, incoming("t/x.jpg"), "first");
      await fixture.blobs.remove(incoming("t/x.jpg"));
      await putText(fixture.blobs, incoming("t/x.jpg"), "again");
      expect(await textAt(fixture.blobs, incoming("t/x.jpg"))).toBe("again");
    });
  });
}
