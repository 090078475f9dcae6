import { ascii, type BlobStoreFixture, incoming, keysOf, putText, textAt } from "./blob-store-probes.fixture.ts";
import { patternedBytes, sourceOf } from "./byte-streams.fixture.ts";
import type { ContractRunner, Open } from "./contract-runner.ts";

const MiB = 2 ** 20;

export function describeBlobRefusals({ describe, it, expect }: ContractRunner, open: Open<BlobStoreFixture>): void {
  describe("a put that fails", () => {
    it("is refused when a stream is shorter than announced, and leaves what was there", async () => {
      await using fixture = await open();
      await putText(fixture.blobs, incoming("x.jpg"), "old");
      const put = fixture.blobs.put(incoming("x.jpg"), sourceOf(ascii("short")).stream, { bytes: 6 });
      await expect(put).rejects.toMatchObject({ code: "blob_size_mismatch" });
      expect(await textAt(fixture.blobs, incoming("x.jpg"))).toBe("old");
    });

    it("is refused when a stream is longer than announced, leaves what was there and cancels the rest", async () => {
      await using fixture = await open();
      await putText(fixture.blobs, incoming("x.jpg"), "old");
      const source = sourceOf(patternedBytes(8 * MiB));
      const put = fixture.blobs.put(incoming("x.jpg"), source.stream, { bytes: 100_000 });
      await expect(put).rejects.toMatchObject({ code: "blob_size_mismatch" });
      expect(await textAt(fixture.blobs, incoming("x.jpg"))).toBe("old");
      expect(source.cancelled()).toBe(true);
    });

    it("is refused when an array is shorter or longer than announced, and leaves what was there", async () => {
      await using fixture = await open();
      await putText(fixture.blobs, incoming("x.jpg"), "old");
      const shorter = fixture.blobs.put(incoming("x.jpg"), ascii("abc"), { bytes: 4 });
      await expect(shorter).rejects.toMatchObject({ code: "blob_size_mismatch" });
      const longer = fixture.blobs.put(incoming("x.jpg"), ascii("abc"), { bytes: 2 });
      await expect(longer).rejects.toMatchObject({ code: "blob_size_mismatch" });
      expect(await textAt(fixture.blobs, incoming("x.jpg"))).toBe("old");
    });

    it("is refused when nothing comes though bytes were announced, and the other way round", async () => {
      await using fixture = await open();
      const none = fixture.blobs.put(incoming("x.jpg"), sourceOf(ascii("")).stream, { bytes: 1 });
      await expect(none).rejects.toMatchObject({ code: "blob_size_mismatch" });
      const some = fixture.blobs.put(incoming("x.jpg"), sourceOf(ascii("a")).stream, { bytes: 0 });
      await expect(some).rejects.toMatchObject({ code: "blob_size_mismatch" });
      expect(await keysOf(fixture.blobs, "incoming", "")).toEqual([]);
    });

    it("rejects with the error of a body that breaks off, and leaves what was there", async () => {
      await using fixture = await open();
      await putText(fixture.blobs, incoming("x.jpg"), "old");
      const trouble = new Error("the phone went into a tunnel");
      const { stream } = sourceOf(patternedBytes(300_000), [65_536], (body) => body.error(trouble));
      await expect(fixture.blobs.put(incoming("x.jpg"), stream, { bytes: 400_000 })).rejects.toBe(trouble);
      expect(await textAt(fixture.blobs, incoming("x.jpg"))).toBe("old");
    });

    it("leaves nothing of a body that breaks off after its last byte", async () => {
      await using fixture = await open();
      const trouble = new Error("the phone went into a tunnel");
      const { stream } = sourceOf(patternedBytes(300_000), [65_536], (body) => body.error(trouble));
      await expect(fixture.blobs.put(incoming("x.jpg"), stream, { bytes: 300_000 })).rejects.toBe(trouble);
      expect(await keysOf(fixture.blobs, "incoming", "")).toEqual([]);
    });

    it("does nothing when it was aborted before it began, and cancels the body", async () => {
      await using fixture = await open();
      const reason = new Error("the client went away");
      const source = sourceOf(ascii("abc"));
      const put = fixture.blobs.put(incoming("x.jpg"), source.stream, { bytes: 3, signal: AbortSignal.abort(reason) });
      await expect(put).rejects.toBe(reason);
      expect(source.cancelled()).toBe(true);
      expect(await keysOf(fixture.blobs, "incoming", "")).toEqual([]);
    });

    it("does nothing with an array either when it was aborted before it began", async () => {
      await using fixture = await open();
      const reason = new Error("the client went away");
      const put = fixture.blobs.put(incoming("x.jpg"), ascii("abc"), { bytes: 3, signal: AbortSignal.abort(reason) });
      await expect(put).rejects.toBe(reason);
      expect(await keysOf(fixture.blobs, "incoming", "")).toEqual([]);
    });

    it("is given up when it is aborted while bytes arrive, and leaves what was there", async () => {
      await using fixture = await open();
      await putText(fixture.blobs, incoming("x.jpg"), "old");
      const reason = new Error("the client went away");
      const abort = new AbortController();
      const source = sourceOf(patternedBytes(300_000), [65_536], (body) => {
        if (abort.signal.aborted) return body.close();
        abort.abort(reason);
        body.enqueue(new Uint8Array(100_000));
      });
      const put = fixture.blobs.put(incoming("x.jpg"), source.stream, { bytes: 400_000, signal: abort.signal });
      await expect(put).rejects.toBe(reason);
      expect(await textAt(fixture.blobs, incoming("x.jpg"))).toBe("old");
    });

    it("is given up when it is aborted while no bytes arrive, leaves nothing and cancels the body", async () => {
      await using fixture = await open();
      const reason = new Error("the client went away");
      const abort = new AbortController();
      const source = sourceOf(patternedBytes(300_000), [65_536], () => {
        abort.abort(reason);
        return new Promise(() => {});
      });
      const put = fixture.blobs.put(incoming("x.jpg"), source.stream, { bytes: 400_000, signal: abort.signal });
      await expect(put).rejects.toBe(reason);
      expect(source.cancelled()).toBe(true);
      expect(await keysOf(fixture.blobs, "incoming", "")).toEqual([]);
    });

    it("does none of the other calls either when they are aborted", async () => {
      await using fixture = await open();
      const { etag } = await putText(fixture.blobs, incoming("x.jpg"), "old");
      const reason = new Error("the client went away");
      const signal = AbortSignal.abort(reason);
      await expect(fixture.blobs.head(incoming("x.jpg"), { signal })).rejects.toBe(reason);
      await expect(fixture.blobs.open(incoming("x.jpg"), { signal })).rejects.toBe(reason);
      await expect(fixture.blobs.remove(incoming("x.jpg"), { signal })).rejects.toBe(reason);
      const copy = fixture.blobs.copyOnce(incoming("x.jpg"), etag, incoming("y.jpg"), { signal });
      await expect(copy).rejects.toBe(reason);
      const first = fixture.blobs.list("incoming", "", { signal })[Symbol.asyncIterator]().next();
      await expect(first).rejects.toBe(reason);
      expect(await keysOf(fixture.blobs, "incoming", "")).toEqual(["x.jpg"]);
    });
  });
}
