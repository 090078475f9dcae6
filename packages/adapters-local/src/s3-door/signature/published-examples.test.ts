import { describe, expect, it } from "vitest";
import { type ChunkSigner, readChunks } from "../body/read-chunks.ts";
import type { S3Request } from "../s3-request.ts";
import { canonicalRequest, stringToSign } from "./canonical-request.ts";
import { sign, signingKey } from "./signing-key.ts";

/*
 * What AWS has published: sig-v4-header-based-auth, sigv4-query-string-auth, sigv4-streaming and sigv4-streaming-trailers of
 * docs.aws.amazon.com/AmazonS3/latest/API.
 */
const date = "20130524T000000Z";
const scope = "20130524/us-east-1/s3/aws4_request";
const key = signingKey("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", scope);
const nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

interface Example {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string;
}

function signatureOf({ method, path, query = {}, headers, payload }: Example): string {
  const request: S3Request = {
    method,
    rawPath: path,
    bucket: "examplebucket",
    key: "",
    query: new Map(Object.entries(query)),
    headers: new Map(Object.entries(headers)),
  };
  return sign(key, stringToSign(date, scope, canonicalRequest(request, Object.keys(headers).toSorted(), payload)));
}

const host = "examplebucket.s3.amazonaws.com";
const read = { host, "x-amz-content-sha256": nothing, "x-amz-date": date };

describe("the signature of a request that AWS has published", () => {
  it.for<[what: string, example: Example, signature: string]>([
    [
      "for a part of an object",
      { method: "GET", path: "/test.txt", headers: { ...read, range: "bytes=0-9" }, payload: nothing },
      "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
    ],
    [
      "for an object to be stored",
      {
        method: "PUT",
        path: "/test%24file.text",
        headers: {
          ...read,
          date: "Fri, 24 May 2013 00:00:00 GMT",
          "x-amz-storage-class": "REDUCED_REDUNDANCY",
          "x-amz-content-sha256": "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
        },
        payload: "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
      },
      "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
    ],
    [
      "for a parameter without a value",
      { method: "GET", path: "/", query: { lifecycle: "" }, headers: read, payload: nothing },
      "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
    ],
    [
      "for a list",
      { method: "GET", path: "/", query: { prefix: "J", "max-keys": "2" }, headers: read, payload: nothing },
      "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
    ],
    [
      "in an address",
      {
        method: "GET",
        path: "/test.txt",
        query: {
          "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
          "X-Amz-Credential": `AKIAIOSFODNN7EXAMPLE/${scope}`,
          "X-Amz-Date": date,
          "X-Amz-Expires": "86400",
          "X-Amz-SignedHeaders": "host",
          "X-Amz-Signature": "whatever",
        },
        headers: { host },
        payload: "UNSIGNED-PAYLOAD",
      },
      "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
    ],
  ])("%s is ours, too", ([, example, signature]) => {
    expect(signatureOf(example)).toBe(signature);
  });
});

const [large, small] = [Buffer.alloc(65_536, "a"), Buffer.alloc(1_024, "a")];

function bodyOf(signatures: readonly string[], trailer: string): ReadableStream<Uint8Array> {
  const chunks = [large, small, Buffer.alloc(0)].map((bytes, index) => {
    const head = `${bytes.length.toString(16)};chunk-signature=${signatures[index]}\r\n`;
    return Buffer.concat([Buffer.from(head), bytes, Buffer.from(bytes.length > 0 ? "\r\n" : "")]);
  });
  const body = Buffer.concat([...chunks, Buffer.from(`${trailer}\r\n`)]);
  // However it is cut.
  return ReadableStream.from(
    Array.from({ length: Math.ceil(body.length / 7_001) }, (_, at) => body.subarray(at * 7_001, (at + 1) * 7_001)),
  );
}

const streamed = {
  host: "s3.amazonaws.com",
  "content-encoding": "aws-chunked",
  "x-amz-date": date,
  "x-amz-storage-class": "REDUCED_REDUNDANCY",
  "x-amz-decoded-content-length": "66560",
};
const signerOf = (seed: string): ChunkSigner => ({ key, date, scope, seed });
const chunkSignatures = [
  "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
  "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
  "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
];

describe("the body in chunks that AWS has published", () => {
  const payload = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
  const headers = { ...streamed, "content-length": "66824", "x-amz-content-sha256": payload };
  const seed = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9";
  const drain = async (signatures: readonly string[]) => {
    let length = 0;
    for await (const piece of readChunks(bodyOf(signatures, ""), signerOf(seed), false).bytes) length += piece.length;
    return length;
  };

  it("is whole, and signed from its request to its end", async () => {
    expect(signatureOf({ method: "PUT", path: "/examplebucket/chunkObject.txt", headers, payload })).toBe(seed);
    expect(await drain(chunkSignatures)).toBe(66_560);
  });

  it.for([0, 1, 2])("is refused when the signature of chunk %i is another", async (index) => {
    const signatures = chunkSignatures.with(index, chunkSignatures[(index + 1) % 3] ?? "");
    await expect(drain(signatures)).rejects.toMatchObject({ code: "SignatureDoesNotMatch" });
  });
});

describe("the body with a trailer that AWS has published", () => {
  const payload = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
  const headers = {
    ...streamed,

    "x-amz-content-sha256": payload,
    "x-amz-trailer": "x-amz-checksum-crc32c",
  };
  const seed = "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e";
  const signatures = [
    "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
    "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
    "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
  ];
  const signed = "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435";
  const read = async (trailer: string) => {
    const { bytes, trailers } = readChunks(bodyOf(signatures, trailer), signerOf(seed), true);
    for await (const _ of bytes);
    return [...trailers];
  };

  it("is whole, and tells its checksum", async () => {
    expect(signatureOf({ method: "PUT", path: "/examplebucket/chunkObject.txt", headers, payload })).toBe(seed);
    const trailer = `x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:${signed}\r\n`;
    expect(await read(trailer)).toEqual([["x-amz-checksum-crc32c", "sOO8/Q=="]]);
  });

  it.for([
    [`x-amz-checksum-crc32c:AAAAAA==\r\nx-amz-trailer-signature:${signed}\r\n`, "SignatureDoesNotMatch"],
    ["x-amz-checksum-crc32c:sOO8/Q==\r\n", "SignatureDoesNotMatch"],
    ["", "SignatureDoesNotMatch"],
    [
      `x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-meta-a:b\r\nx-amz-trailer-signature:${signed}\r\n`,
      "SignatureDoesNotMatch",
    ],
    ["x-amz-checksum-crc32c sOO8/Q==\r\n", "MalformedTrailerError"],
  ] as const)("is refused when its trailer is %j", async ([trailer, code]) => {
    await expect(read(trailer)).rejects.toMatchObject({ code });
  });
});
