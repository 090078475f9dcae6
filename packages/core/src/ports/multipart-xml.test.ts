import { describe, expect, it } from "vitest";
import { completionOf, elementOf } from "./multipart-uploads-probes.fixture.ts";
import { partsOfXml, xmlOfBegun, xmlOfCompleted, xmlOfParts } from "./multipart-xml.ts";

const parts = [
  { number: 1, etag: "0364b9e99bb480dd25e1f0284c8555a9" },
  { number: 10_000, etag: "34x2o0-18vz" },
];

describe(partsOfXml, () => {
  it("reads what clients send: Uppy's, the SDK's, and with quotes around ETags", () => {
    const sdk = `<?xml version="1.0" encoding="UTF-8"?>\n<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
      <Part><ChecksumCRC32>AAAAAA==</ChecksumCRC32><ETag>"${parts[0]?.etag}"</ETag><PartNumber>1</PartNumber></Part>
      <Part><ETag>&quot;${parts[1]?.etag}&quot;</ETag><PartNumber>10000</PartNumber></Part>
    </CompleteMultipartUpload>`;
    expect(partsOfXml(completionOf(parts))).toEqual(parts);
    expect(partsOfXml(sdk)).toEqual(parts);
    expect(partsOfXml(completionOf([]))).toEqual([]);
  });

  it("reads ten thousand parts", () => {
    const many = Array.from({ length: 10_000 }, (_, at) => ({ number: at + 1, etag: "0".repeat(32) }));
    expect(partsOfXml(completionOf(many))).toHaveLength(10_000);
  });

  it.each([
    "",
    "nothing",
    "<Complete/>",
    "<CompleteMultipartUpload>",
    "<CompleteMultipartUpload>text</CompleteMultipartUpload>",
    "<CompleteMultipartUpload><Part></Part></CompleteMultipartUpload>",
    completionOf([{ number: 0, etag: "a" }]),
    completionOf([{ number: 1.5, etag: "a" }]),
    completionOf([{ number: 100_000, etag: "a" }]),
    completionOf([{ number: 1, etag: "" }]),
    completionOf([{ number: 1, etag: "../x" }]),
    completionOf([{ number: 1, etag: "a".repeat(101) }]),
    `${completionOf(parts)}${completionOf(parts)}`,
    '<!DOCTYPE x [<!ENTITY a "b">]><CompleteMultipartUpload></CompleteMultipartUpload>',
    `<CompleteMultipartUpload>${"<Part>".repeat(10_000)}</CompleteMultipartUpload>`,
  ])("takes %j for nothing", (xml) => {
    expect(partsOfXml(xml)).toBe(undefined);
  });
});

describe("what S3 answers", () => {
  const upload = { key: "t/a/b", uploadId: "<up>" };

  it("says what was begun, what has arrived and what has become of it", () => {
    expect(elementOf(xmlOfBegun(upload), "UploadId")).toBe("&lt;up&gt;");
    const listed = xmlOfParts(upload, [{ number: 3, bytes: 7, etag: "e" }]);
    expect([elementOf(listed, "PartNumber"), elementOf(listed, "Size"), elementOf(listed, "ETag")]).toEqual([
      "3",
      "7",
      "e",
    ]);
    const completed = xmlOfCompleted("https://a.example/?a=1&b=2", "t/a/b", "e");
    expect(elementOf(completed, "Location")).toBe("https://a.example/?a=1&amp;b=2");
  });
});
