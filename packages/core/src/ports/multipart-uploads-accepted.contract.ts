import { millisOf, minutes, plus } from "../shared/instant.ts";
import { ascii, incoming, keysOf, textAt } from "./blob-store-probes.fixture.ts";
import { firstDifference, readAll } from "./byte-streams.fixture.ts";
import type { ContractRunner, Open } from "./contract-runner.ts";
import {
  beginUpload,
  completionOf,
  elementOf,
  key,
  type MultipartUploadsFixture,
  nothing,
  openUploads,
  sendPart,
  wholePart,
} from "./multipart-uploads-probes.fixture.ts";

export function describeUploadsInParts(
  { describe, it, expect }: ContractRunner,
  open: Open<MultipartUploadsFixture>,
): void {
  describe("an upload in parts", () => {
    it("becomes one blob when it is completed, and nothing before", async () => {
      await using fixture = await open();
      const upload = await beginUpload(fixture);
      const tail = await sendPart(fixture, upload, 2, ascii("the end"));
      const head = await sendPart(fixture, upload, 1, wholePart);
      expect(await keysOf(fixture.blobs, "incoming", "")).toEqual([]);
      await fixture.uploads.complete(upload, [head, tail]);
      const opened = await fixture.blobs.open(incoming(key));
      const bytes = opened && (await readAll(opened.body));
      expect(bytes?.length).toBe(wholePart.length + 7);
      expect(bytes && firstDifference(bytes.subarray(0, wholePart.length), wholePart)).toBe(undefined);
      expect(bytes && String.fromCharCode(...bytes.subarray(wholePart.length))).toBe("the end");
      expect(await keysOf(fixture.blobs, "incoming", "")).toEqual([key]);
    });

    it("tells which parts have arrived, by number", async () => {
      await using fixture = await open();
      const upload = await beginUpload(fixture);
      expect(await fixture.uploads.received(upload)).toEqual([]);
      const tenth = await sendPart(fixture, upload, 10, ascii("tenth"));
      const third = await sendPart(fixture, upload, 3, ascii("third!"));
      expect(await fixture.uploads.received(upload)).toEqual([
        { ...third, bytes: 6 },
        { ...tenth, bytes: 5 },
      ]);
    });

    it("takes a single part of any size", async () => {
      await using fixture = await open();
      for (const body of ["", "abc"]) {
        const upload = await beginUpload(fixture);
        await fixture.uploads.complete(upload, [await sendPart(fixture, upload, 1, ascii(body))]);
        expect(await textAt(fixture.blobs, incoming(key))).toBe(body);
      }
    });

    it("takes a part again in place of itself", async () => {
      await using fixture = await open();
      const upload = await beginUpload(fixture);
      const first = await sendPart(fixture, upload, 1, ascii("abc"));
      const second = await sendPart(fixture, upload, 1, ascii("defg"));
      expect(second.etag).not.toBe(first.etag);
      expect(await fixture.uploads.received(upload)).toEqual([{ ...second, bytes: 4 }]);
      await fixture.uploads.complete(upload, [second]);
      expect(await textAt(fixture.blobs, incoming(key))).toBe("defg");
    });

    it("drops parts that it is not completed with, and need not begin at 1", async () => {
      await using fixture = await open();
      const upload = await beginUpload(fixture);
      await sendPart(fixture, upload, 1, ascii("dropped"));
      await fixture.uploads.complete(upload, [await sendPart(fixture, upload, 7, ascii("kept"))]);
      expect(await textAt(fixture.blobs, incoming(key))).toBe("kept");
    });

    it("is over when it has been completed; completing it again changes nothing", async () => {
      await using fixture = await open();
      const upload = await beginUpload(fixture);
      const part = await sendPart(fixture, upload, 1, ascii("abc"));
      await fixture.uploads.complete(upload, [part]);
      const before = await fixture.blobs.head(incoming(key));
      expect(await fixture.uploads.received(upload)).toBe(undefined);
      await fixture.uploads.complete(upload, [part]);
      expect(await fixture.blobs.head(incoming(key))).toEqual(before);
    });

    it("can be completed twice at once", async () => {
      await using fixture = await open();
      const upload = await beginUpload(fixture);
      const parts = [await sendPart(fixture, upload, 1, wholePart), await sendPart(fixture, upload, 2, ascii("abc"))];
      await Promise.all([fixture.uploads.complete(upload, parts), fixture.uploads.complete(upload, parts)]);
      expect((await fixture.blobs.head(incoming(key)))?.bytes).toBe(wholePart.length + 3);
      expect(await openUploads(fixture, "")).toEqual([]);
    });

    it("leaves what was there until it is completed, and replaces it then", async () => {
      await using fixture = await open();
      await fixture.blobs.put(incoming(key), ascii("old"), { bytes: 3 });
      const upload = await beginUpload(fixture);
      const part = await sendPart(fixture, upload, 1, ascii("new"));
      expect(await textAt(fixture.blobs, incoming(key))).toBe("old");
      await fixture.uploads.complete(upload, [part]);
      expect(await textAt(fixture.blobs, incoming(key))).toBe("new");
    });

    it("has nothing to do with another one of the same key", async () => {
      await using fixture = await open();
      const one = await beginUpload(fixture);
      const other = await beginUpload(fixture);
      expect(one.uploadId).not.toBe(other.uploadId);
      const part = await sendPart(fixture, one, 1, ascii("one"));
      expect(await fixture.uploads.received(other)).toEqual([]);
      await fixture.uploads.abort(other);
      await fixture.uploads.complete(one, [part]);
      expect(await textAt(fixture.blobs, incoming(key))).toBe("one");
    });

    it("leaves nothing behind when it is aborted, once or again", async () => {
      await using fixture = await open();
      const upload = await beginUpload(fixture);
      await sendPart(fixture, upload, 1, ascii("abc"));
      await fixture.uploads.abort(upload);
      await fixture.uploads.abort(upload);
      expect(await fixture.uploads.received(upload)).toBe(undefined);
      expect(await openUploads(fixture, "")).toEqual([]);
      expect(await keysOf(fixture.blobs, "incoming", "")).toEqual([]);
    });

    it("stays completed when it is aborted afterwards", async () => {
      await using fixture = await open();
      const upload = await beginUpload(fixture);
      await fixture.uploads.complete(upload, [await sendPart(fixture, upload, 1, ascii("abc"))]);
      await fixture.uploads.abort(upload);
      expect(await textAt(fixture.blobs, incoming(key))).toBe("abc");
    });

    it("is listed by its key from beginning to end, with the time at which it began", async () => {
      await using fixture = await open();
      const mine = await beginUpload(fixture, "t/01jd4/01jd5");
      const again = await beginUpload(fixture, "t/01jd4/01jd5");
      const longer = await beginUpload(fixture, "t/01jd4/01jd5x");
      const elsewhere = await beginUpload(fixture, "t/01jd");
      await sendPart(fixture, again, 1, ascii("abc"));
      const sorted = (...uploads: readonly { uploadId: string }[]) => uploads.map((each) => each.uploadId).toSorted();
      expect((await openUploads(fixture, "")).toSorted()).toEqual(sorted(mine, again, longer, elsewhere));
      expect((await openUploads(fixture, "t/01jd4/")).toSorted()).toEqual(sorted(mine, again, longer));
      expect((await openUploads(fixture, "t/01jd4/01jd5x")).toSorted()).toEqual(sorted(longer));
      expect(await openUploads(fixture, "t/01jd5")).toEqual([]);
      for await (const { key: listed, startedAt } of fixture.uploads.list("t/01jd4/01jd5x")) {
        expect(listed).toBe("t/01jd4/01jd5x");
        expect(millisOf(startedAt)).toBeGreaterThan(millisOf(plus(fixture.soon, -minutes(60))));
        expect(millisOf(startedAt)).toBeLessThan(millisOf(fixture.soon));
      }
      await fixture.uploads.abort(longer);
      await fixture.uploads.complete(again, [...((await fixture.uploads.received(again)) ?? [])]);
      expect((await openUploads(fixture, "")).toSorted()).toEqual(sorted(mine, elsewhere));
    });
  });

  describe("an upload in parts that its client works off alone", () => {
    it("is begun, listed and completed by signed requests, in the XML of S3", async () => {
      await using fixture = await open();
      const { uploads, soon, send, blobs } = fixture;
      const begun = await send({
        ...(await uploads.sign({ kind: "begin", key, contentType: "image/jpeg" }, soon)),
        body: nothing,
      });
      expect(begun.status).toBe(200);
      const upload = { key, uploadId: elementOf(begun.text, "UploadId") };
      expect(await uploads.received(upload)).toEqual([]);

      const part = await sendPart(fixture, upload, 1, ascii("abc"));
      const listed = await send({ ...(await uploads.sign({ kind: "list", ...upload }, soon)), body: nothing });
      expect(listed.status).toBe(200);
      expect([elementOf(listed.text, "PartNumber"), elementOf(listed.text, "ETag")]).toEqual(["1", part.etag]);
      expect(elementOf(listed.text, "IsTruncated")).toBe("false");

      const completing = {
        ...(await uploads.sign({ kind: "complete", ...upload }, soon)),
        body: ascii(completionOf([part])),
      };
      for (let time = 1; time <= 2; time += 1) {
        const completed = await send(completing);
        expect(completed.status).toBe(200);
        expect(elementOf(completed.text, "Key")).toBe(key);
        expect(elementOf(completed.text, "Location")).not.toBe("");
        expect(elementOf(completed.text, "ETag")).toBe((await blobs.head(incoming(key)))?.etag);
      }
      expect(await textAt(blobs, incoming(key))).toBe("abc");
    });

    it("is aborted by a signed request, once", async () => {
      await using fixture = await open();
      const upload = await beginUpload(fixture);
      await sendPart(fixture, upload, 1, ascii("abc"));
      const aborting = { ...(await fixture.uploads.sign({ kind: "abort", ...upload }, fixture.soon)), body: nothing };
      expect((await fixture.send(aborting)).status).toBe(204);
      expect((await fixture.send(aborting)).status).toBe(404);
      expect(await fixture.uploads.received(upload)).toBe(undefined);
    });
  });
}
