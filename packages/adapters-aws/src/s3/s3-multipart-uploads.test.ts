import { minutes, plus } from "@tintype/core";
import { createManualClock } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { type Answer, answeringConfig, buckets, refusal, threeBytesThere } from "./answering-s3.fixture.ts";
import { createS3MultipartUploads } from "./s3-multipart-uploads.ts";

const key = "t/01jd4/01jd5";
const upload = { key, uploadId: "up" };
const part = { number: 1, etag: "a" };

function opened(...answers: readonly Answer[]) {
  const clock = createManualClock();
  const { config, asked } = answeringConfig(...answers);
  return { clock, asked, uploads: createS3MultipartUploads({ config, bucket: buckets.incoming, clock }) };
}

const xml = (body: string): Answer => ({ status: 200, headers: { "content-type": "application/xml" }, body });
const partsPage = (parts: readonly number[], more?: number) =>
  xml(
    `<ListPartsResult><IsTruncated>${more !== undefined}</IsTruncated>${
      more === undefined ? "" : `<NextPartNumberMarker>${more}</NextPartNumberMarker>`
    }${parts.map((number) => `<Part><PartNumber>${number}</PartNumber><ETag>"e${number}"</ETag><Size>3</Size></Part>`).join("")}</ListPartsResult>`,
  );

describe(createS3MultipartUploads, () => {
  it("signs the number and the length of a part, and no checksum of its own", async () => {
    const { clock, uploads } = opened();
    const request = { kind: "part", ...upload, number: 7, bytes: 5_242_880 } as const;
    const { method, url, headers } = await uploads.sign(request, plus(clock.now(), minutes(60)));
    const { host, pathname, searchParams } = new URL(url);
    expect([method, headers]).toEqual(["PUT", {}]);
    expect(`${host}${pathname}`).toBe("photos-incoming.s3.eu-central-1.amazonaws.com/t/01jd4/01jd5");
    expect([searchParams.get("partNumber"), searchParams.get("uploadId")]).toEqual(["7", "up"]);
    expect(searchParams.get("X-Amz-SignedHeaders")).toBe("content-length;host");
    expect(url.toLowerCase()).not.toMatch(/checksum|crc/);
    const other = await uploads.sign({ ...request, bytes: 1 }, plus(clock.now(), minutes(60)));
    expect(other.url).not.toBe(url);
  });

  it("signs the type of an upload that a client begins", async () => {
    const { clock, uploads } = opened();
    const begin = { kind: "begin", key, contentType: "image/jpeg" } as const;
    const { method, url, headers, expiresAt } = await uploads.sign(begin, plus(clock.now(), minutes(60)));
    const { searchParams } = new URL(url);
    expect([method, headers]).toEqual(["POST", { "content-type": "image/jpeg" }]);
    expect(searchParams.get("X-Amz-SignedHeaders")).toBe("content-type;host");
    expect([searchParams.has("uploads"), searchParams.get("X-Amz-Expires")]).toEqual([true, "3600"]);
    expect(expiresAt).toBe(plus(clock.now(), minutes(60)));
  });

  it("begins uploads whose parts need no checksum", async () => {
    const body = "<InitiateMultipartUploadResult><UploadId>up</UploadId></InitiateMultipartUploadResult>";
    const { uploads, asked } = opened(xml(body));
    expect(await uploads.begin(key, "image/jpeg")).toBe("up");
    expect(asked[0]?.headers["content-type"]).toBe("image/jpeg");
    expect(Object.keys(asked[0]?.headers ?? {}).filter((name) => name.includes("checksum"))).toEqual([]);
  });

  it("reads parts page by page", async () => {
    const { uploads, asked } = opened(partsPage([1, 2], 2), partsPage([3]));
    expect((await uploads.received(upload))?.map(({ number, etag }) => [number, etag])).toEqual([
      [1, "e1"],
      [2, "e2"],
      [3, "e3"],
    ]);
    expect(asked).toHaveLength(2);
  });

  it("lists uploads page by page", async () => {
    const page = (id: string, more: boolean) =>
      xml(
        `<ListMultipartUploadsResult><IsTruncated>${more}</IsTruncated><NextKeyMarker>${key}</NextKeyMarker><NextUploadIdMarker>${id}</NextUploadIdMarker><Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>2026-11-20T09:30:00.500Z</Initiated></Upload></ListMultipartUploadsResult>`,
      );
    const { uploads, asked } = opened(page("one", true), page("two", false));
    const listed = [];
    for await (const found of uploads.list("t/")) listed.push(found);
    expect(listed).toEqual([
      { key, uploadId: "one", startedAt: "2026-11-20T09:30:00.000Z" },
      { key, uploadId: "two", startedAt: "2026-11-20T09:30:00.000Z" },
    ]);
    expect(asked).toHaveLength(2);
  });

  it("lists uploads of whatever clients have named, and goes on behind them", async () => {
    const page = (more: boolean, ...keys: string[]) =>
      xml(
        `<ListMultipartUploadsResult><EncodingType>url</EncodingType><IsTruncated>${more}</IsTruncated><NextKeyMarker>${keys.at(-1)}</NextKeyMarker><NextUploadIdMarker>id</NextUploadIdMarker>${keys.map((one) => `<Upload><Key>${one}</Key><UploadId>id</UploadId></Upload>`).join("")}</ListMultipartUploadsResult>`,
      );
    const { uploads, asked } = opened(page(true, "u/X/%01", "u/X/a%2Bb+%C3%BC"), page(false, "u/X/b%2F", "u/X/c"));
    const listed = [];
    for await (const found of uploads.list("u/")) listed.push(found.key);
    expect(listed).toEqual(["u/X/a+b ü", "u/X/c"]);
    expect(asked[1]?.query).toMatchObject({ "key-marker": "u/X/a+b ü" });
  });

  it("has nothing received of an upload that is over; a bucket that is missing is trouble", async () => {
    expect(await opened(refusal(404, "NoSuchUpload")).uploads.received(upload)).toBe(undefined);
    const { uploads } = opened(refusal(404, "NoSuchBucket"));
    await expect(uploads.received(upload)).rejects.toMatchObject({ code: "unavailable" });
  });

  it("takes an upload that S3 has forgotten for completed where the blob is there", async () => {
    const { uploads } = opened(refusal(404, "NoSuchUpload"), threeBytesThere("b-1"));
    await expect(uploads.complete(upload, [part])).resolves.toBe(undefined);
    const gone = opened(refusal(404, "NoSuchUpload"), { status: 404 });
    await expect(gone.uploads.complete(upload, [part])).rejects.toMatchObject({ code: "upload_gone" });
  });

  it.each(["EntityTooSmall", "InvalidPart", "InvalidPartOrder", "MalformedXML"])(
    "says of %s that it is the parts",
    async (code) => {
      const { uploads } = opened(refusal(400, code));
      await expect(uploads.complete(upload, [part])).rejects.toMatchObject({ code: "parts_refused" });
    },
  );

  it("says of everything else that the storage is unavailable, and has nothing to abort where there is nothing", async () => {
    await expect(opened(refusal(503, "SlowDown")).uploads.complete(upload, [part])).rejects.toMatchObject({
      code: "unavailable",
    });
    await expect(opened(refusal(403, "AccessDenied")).uploads.abort(upload)).rejects.toMatchObject({
      code: "unavailable",
    });
    await expect(opened(new Error("the cable")).uploads.begin(key, "image/jpeg")).rejects.toMatchObject({
      code: "unavailable",
    });
    await expect(opened(refusal(404, "NoSuchUpload")).uploads.abort(upload)).resolves.toBe(undefined);
  });

  it("ends with its caller's signal", async () => {
    const reason = new Error("the client went away");
    const { clock, uploads } = opened();
    const options = { signal: AbortSignal.abort(reason) };
    await expect(uploads.begin(key, "image/jpeg", options)).rejects.toBe(reason);
    await expect(uploads.received(upload, options)).rejects.toBe(reason);
    await expect(uploads.complete(upload, [part], options)).rejects.toBe(reason);
    await expect(uploads.sign({ kind: "list", ...upload }, clock.now(), options)).rejects.toBe(reason);
  });
});
