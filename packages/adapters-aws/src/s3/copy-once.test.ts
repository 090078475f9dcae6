import type { BlobRef } from "@tintype/core";
import { describe, expect, it } from "vitest";
import { type Answer, answeringS3, buckets, refusal, threeBytesThere } from "./answering-s3.fixture.ts";
import { copyOnce } from "./copy-once.ts";

const from: BlobRef = { area: "incoming", key: "t/01jd4/01jd5" };
const to: BlobRef = { area: "originals", key: "o/01jd4/01jd5.jpg" };
const nothing: Answer = { status: 404 };
const copied: Answer = { status: 200, body: "<CopyObjectResult><ETag>&quot;new&quot;</ETag></CopyObjectResult>" };

function copying(...answers: Answer[]) {
  const { client, asked } = answeringS3(...answers);
  return { copy: () => copyOnce({ client, buckets }, from, "source", to), asked };
}

describe(copyOnce, () => {
  it("asks S3 to check the source and the target, and to forget what the client said of its bytes", async () => {
    const { copy, asked } = copying(nothing, copied, threeBytesThere("new"));
    expect(await copy()).toEqual({ ...to, bytes: 3, etag: "new", modifiedAt: "2026-11-20T09:30:00.000Z" });
    const [, request] = asked;
    expect(request?.method).toBe("PUT");
    expect(request?.path).toBe("photos-originals.s3.eu-central-1.amazonaws.com/o/01jd4/01jd5.jpg");
    expect(request?.headers).toMatchObject({
      "x-amz-copy-source": "photos-incoming/t/01jd4/01jd5",
      "x-amz-copy-source-if-match": '"source"',
      "if-none-match": "*",
      "x-amz-metadata-directive": "REPLACE",
      "content-type": "image/jpeg",
    });
  });

  it("names a source as addresses do, whatever its owner has called it", async () => {
    const { client, asked } = answeringS3(nothing, copied, threeBytesThere("new"));
    const theirs: BlobRef = { area: "incoming", key: "u/X/Übung 1+1/100%.jpg" };
    await copyOnce({ client, buckets }, theirs, "source", to);
    expect(asked[1]?.headers["x-amz-copy-source"]).toBe("photos-incoming/u/X/%C3%9Cbung%201%2B1/100%25.jpg");
  });

  it("leaves what is there already, and asks for no copy", async () => {
    const { copy, asked } = copying(threeBytesThere("first"));
    expect(await copy()).toMatchObject({ etag: "first" });
    expect(asked.map(({ method }) => method)).toEqual(["HEAD"]);
  });

  it("gives what somebody else has put there at the same moment", async () => {
    const { copy } = copying(nothing, refusal(412, "PreconditionFailed"), threeBytesThere("theirs"));
    expect(await copy()).toMatchObject({ etag: "theirs" });
  });

  it("says that the source has changed or gone where there is nothing at the target", async () => {
    const changed = copying(nothing, refusal(412, "PreconditionFailed"), nothing);
    await expect(changed.copy()).rejects.toMatchObject({ code: "blob_changed" });
    const gone = copying(nothing, refusal(404, "NoSuchKey"), nothing);
    await expect(gone.copy()).rejects.toMatchObject({ code: "blob_changed" });
  });

  it("tries again while somebody else is writing the target", async () => {
    const conflict = refusal(409, "ConditionalRequestConflict");
    const { copy } = copying(nothing, conflict, nothing, conflict, nothing, copied, threeBytesThere("new"));
    expect(await copy()).toMatchObject({ etag: "new" });
  });

  it("says that the storage is unavailable where a bucket is missing", async () => {
    const { copy } = copying(nothing, refusal(404, "NoSuchBucket"));
    await expect(copy()).rejects.toMatchObject({ code: "unavailable" });
  });
});
