import { ascii, incoming, keysOf, textAt } from "./blob-store-probes.fixture.ts";
import { codeOf } from "./code-of.fixture.ts";
import type { ContractRunner, Open } from "./contract-runner.ts";
import type { MultipartPart, MultipartRequest } from "./multipart-uploads.ts";
import {
  beginUpload,
  completionOf,
  key,
  type MultipartUploadsFixture,
  nothing,
  sendPart,
  wholePart,
} from "./multipart-uploads-probes.fixture.ts";
import { parametersOf, type UploadRequest, withOtherEnd, withParameters } from "./upload-tickets-probes.fixture.ts";

export function describeMisusedUploads(runner: ContractRunner, open: Open<MultipartUploadsFixture>): void {
  const { describe, it, expect } = runner;
  const refuses = async (fixture: MultipartUploadsFixture, request: UploadRequest) => {
    const { status } = await fixture.send(request);
    expect(Math.floor(status / 100), `${status} for ${request.method} ${request.url}`).toBe(4);
  };

  describe("completing", () => {
    it("is refused with parts that have not arrived, in another order, twice, or none; and nothing has changed", async () => {
      await using fixture = await open();
      const { uploads, blobs } = fixture;
      const upload = await beginUpload(fixture);
      const one = await sendPart(fixture, upload, 1, wholePart);
      const two = await sendPart(fixture, upload, 2, wholePart);
      const wrongs: readonly (readonly MultipartPart[])[] = [
        [],
        [two, one],
        [one, one],
        [one, two, { number: 3, etag: one.etag }],
        [{ number: 3, etag: one.etag }],
        [one, { number: 2, etag: "0123456789abcdef0123456789abcdef" }],
        [{ ...one, number: 0 }],
        [{ ...one, number: 10_001 }],
      ];
      for (const parts of wrongs)
        expect(await codeOf(uploads.complete(upload, parts)), completionOf(parts)).toBe("parts_refused");
      expect(await keysOf(blobs, "incoming", "")).toEqual([]);
      await uploads.complete(upload, [one, two]);
      expect((await blobs.head(incoming(key)))?.bytes).toBe(2 * wholePart.length);
    });

    it("is refused with a part that was replaced", async () => {
      await using fixture = await open();
      const upload = await beginUpload(fixture);
      const replaced = await sendPart(fixture, upload, 1, ascii("abc"));
      await sendPart(fixture, upload, 1, ascii("abd"));
      expect(await codeOf(fixture.uploads.complete(upload, [replaced]))).toBe("parts_refused");
    });

    it("is refused where any part but the last is smaller than 5 MiB", async () => {
      await using fixture = await open();
      const upload = await beginUpload(fixture);
      const tiny = await sendPart(fixture, upload, 1, wholePart.subarray(1));
      const whole = await sendPart(fixture, upload, 2, wholePart);
      expect(await codeOf(fixture.uploads.complete(upload, [tiny, whole]))).toBe("parts_refused");
      expect(await keysOf(fixture.blobs, "incoming", "")).toEqual([]);
    });

    it("is refused of what was aborted, or never begun", async () => {
      await using fixture = await open();
      const upload = await beginUpload(fixture);
      const part = await sendPart(fixture, upload, 1, ascii("abc"));
      await fixture.uploads.abort(upload);
      expect(await codeOf(fixture.uploads.complete(upload, [part]))).toBe("upload_gone");
      expect(await codeOf(fixture.uploads.complete({ key, uploadId: "never" }, [part]))).toBe("upload_gone");
      expect(await fixture.uploads.received({ key, uploadId: "never" })).toBe(undefined);
    });

    it("is refused to a client with another list of parts, or none that can be read", async () => {
      await using fixture = await open();
      const upload = await beginUpload(fixture);
      const part = await sendPart(fixture, upload, 1, ascii("abc"));
      const completing = await fixture.uploads.sign({ kind: "complete", ...upload }, fixture.soon);
      const bodies = ["", "<x/>", completionOf([]), completionOf([{ ...part, number: 2 }]), completionOf([part, part])];
      for (const body of bodies) await refuses(fixture, { ...completing, body: ascii(body) });
      expect(await keysOf(fixture.blobs, "incoming", "")).toEqual([]);
    });
  });

  describe("a part that is sent otherwise than was signed", () => {
    it("is refused with another length, number, key or upload, or by another method", async () => {
      await using fixture = await open();
      const upload = await beginUpload(fixture);
      const other = await beginUpload(fixture);
      const signed = await fixture.uploads.sign({ kind: "part", ...upload, number: 1, bytes: 3 }, fixture.soon);
      const abc = { ...signed, body: ascii("abc") };
      await refuses(fixture, { ...signed, body: ascii("ab") });
      await refuses(fixture, { ...signed, body: ascii("abcd") });
      await refuses(fixture, { ...abc, url: signed.url.replace(key, "t/01jd4/01jd6") });
      await refuses(fixture, { ...abc, url: signed.url.replace(upload.uploadId, other.uploadId) });
      await refuses(fixture, { ...abc, method: "POST" });
      await refuses(fixture, { ...signed, method: "DELETE", body: nothing });
      const parameters = parametersOf(signed.url);
      for (const parameter of parameters) {
        const others = parameters.filter((candidate) => candidate !== parameter);
        await refuses(fixture, { ...abc, url: withParameters(signed.url, others) });
        await refuses(fixture, { ...abc, url: withParameters(signed.url, [...others, withOtherEnd(parameter)]) });
      }
      expect(await fixture.uploads.received(upload)).toEqual([]);
      expect(await fixture.uploads.received(other)).toEqual([]);
      expect(await keysOf(fixture.blobs, "incoming", "")).toEqual([]);
    });

    it("is refused after its time, and so is every other request", async () => {
      await using fixture = await open();
      const upload = await beginUpload(fixture);
      const part = await sendPart(fixture, upload, 1, ascii("abc"));
      const requests: readonly (readonly [MultipartRequest, string])[] = [
        [{ kind: "begin", key, contentType: "image/jpeg" }, ""],
        [{ kind: "part", ...upload, number: 1, bytes: 3 }, "xyz"],
        [{ kind: "list", ...upload }, ""],
        [{ kind: "complete", ...upload }, completionOf([part])],
        [{ kind: "abort", ...upload }, ""],
      ];
      for (const [request, body] of requests) {
        await refuses(fixture, { ...(await fixture.expired(request)), body: ascii(body) });
      }
      expect(await fixture.uploads.received(upload)).toEqual([{ ...part, bytes: 3 }]);
      expect(await keysOf(fixture.blobs, "incoming", "")).toEqual([]);
    });

    it("is refused when the upload is over", async () => {
      await using fixture = await open();
      const { uploads, soon, blobs } = fixture;
      const aborted = await beginUpload(fixture);
      await uploads.abort(aborted);
      const completed = await beginUpload(fixture);
      await uploads.complete(completed, [await sendPart(fixture, completed, 1, ascii("abc"))]);
      for (const upload of [aborted, completed, { key, uploadId: "never" }]) {
        const signed = await uploads.sign({ kind: "part", ...upload, number: 1, bytes: 3 }, soon);
        await refuses(fixture, { ...signed, body: ascii("xyz") });
        expect(await uploads.received(upload)).toBe(undefined);
        await refuses(fixture, { ...(await uploads.sign({ kind: "list", ...upload }, soon)), body: nothing });
      }
      expect(await textAt(blobs, incoming(key))).toBe("abc");
    });

    it("leaves what was received before", async () => {
      await using fixture = await open();
      const upload = await beginUpload(fixture);
      const part = await sendPart(fixture, upload, 1, ascii("abc"));
      const signed = await fixture.uploads.sign({ kind: "part", ...upload, number: 1, bytes: 3 }, fixture.soon);
      await refuses(fixture, { ...signed, body: ascii("abcd") });
      await fixture.uploads.complete(upload, [part]);
      expect(await textAt(fixture.blobs, incoming(key))).toBe("abc");
    });
  });

  describe("beginning and signing", () => {
    it("is begun and dropped for a key that a client chose, and signed for none of these", async () => {
      await using fixture = await open();
      const { uploads, soon } = fixture;
      const key = "u/X/Übung #1 + 100%\u2028.jpg";
      const upload = { key, uploadId: await uploads.begin(key, "image/jpeg") };
      const listed = async () => {
        const found = [];
        for await (const one of uploads.list("u/X/Ü")) found.push([one.key, one.uploadId]);
        return found;
      };
      expect(await listed()).toEqual([[key, upload.uploadId]]);
      expect(await codeOf(uploads.sign({ kind: "list", ...upload }, soon))).toBe("invalid_blob_key");
      await uploads.abort(upload);
      expect(await listed()).toEqual([]);
    });

    it("is refused for a key that no blob can have, and for a number that no part can have", async () => {
      await using fixture = await open();
      const { uploads, soon } = fixture;
      for (const wrong of ["../x", "a b", "a?b", ""]) {
        const upload = { key: wrong, uploadId: "x" };
        expect(await codeOf(uploads.begin(wrong, "image/jpeg"))).toBe("invalid_blob_key");
        expect(await codeOf(uploads.sign({ kind: "part", ...upload, number: 1, bytes: 3 }, soon))).toBe(
          "invalid_blob_key",
        );
        expect(await codeOf(uploads.received(upload))).toBe("invalid_blob_key");
        expect(await codeOf(uploads.complete(upload, []))).toBe("invalid_blob_key");
        expect(await codeOf(uploads.abort(upload))).toBe("invalid_blob_key");
      }
      for (const number of [0, -1, 1.5, 10_001]) {
        const part = { kind: "part", key, uploadId: "x", number, bytes: 3 } as const;
        expect(await codeOf(uploads.sign(part, soon))).toBe("parts_refused");
      }
    });
  });
}
