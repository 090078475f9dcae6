import { createHash } from "node:crypto";
import { connect } from "node:net";
import { crc32 } from "node:zlib";
import { patternedBytes } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { mutate, seeded } from "../mutants.fixture.ts";
import { ana, ben, bucket, type OpenDoor, openS3Door } from "./s3-door.fixture.ts";
import { S3Error } from "./s3-error.ts";
import { headerIn, type RawRequest, send, signed, withHeader } from "./signed-request.fixture.ts";

const bytes = patternedBytes(3_000);
const put = { method: "PUT", body: bytes } as const;
const minute = 60_000;

/** Everything that lies anywhere. */
async function keysIn(it: OpenDoor): Promise<readonly string[]> {
  const keys: string[] = [];
  for (const area of ["incoming", "originals", "media"] as const) {
    for await (const { key } of it.blobs.list(area, "")) keys.push(`${area} ${key}`);
  }
  return keys;
}

/** The same without a connection between. */
async function answerTo(it: OpenDoor, { method, target, headers, body }: RawRequest) {
  const names = headers.filter((_, index) => index % 2 === 0);
  const lines = Object.fromEntries(names.map((name, index) => [name, [headers[index * 2 + 1] ?? ""]]));
  return it.door.answer({ method, target, headers: lines }, ReadableStream.from([body]));
}

/** What a text says, whichever way it is spelled: blanks between the parts of a header, and how a query is encoded. */
const plain = (text: string): string =>
  text.startsWith("/") ? decodeURIComponent(text.replaceAll("+", " ")) : text.replaceAll(" ", "");

describe("a signature at the S3 door", () => {
  it("holds for exactly the request that was signed", async () => {
    await using it = await openS3Door();
    const request = await signed(it, put);
    expect((await send(it, request)).status).toBe(200);
    for (const other of [
      { ...request, method: "POST" },
      { ...request, method: "GET" },
      { ...request, target: `${request.target}?x-id=GetObject` },
      { ...request, target: `${request.target}b` },
      { ...request, target: request.target.replace("a.jpg", "%61.jpg") },
      { ...request, target: request.target.replace(ana, ben) },
      withHeader(
        request,
        "x-amz-date",
        headerIn(request, "x-amz-date").replace(/\dZ$/, (end) => `${(Number(end[0]) + 1) % 10}Z`),
      ),
      withHeader(request, "x-amz-content-sha256", "UNSIGNED-PAYLOAD"),
      withHeader(request, "host", "localhost"),
      withHeader(request, "authorization", headerIn(request, "authorization").replace("host;", "")),
    ]) {
      expect((await send(it, other)).code, `${other.method} ${other.target}`).toBe("SignatureDoesNotMatch");
    }
    expect(await keysIn(it)).toEqual([`incoming ${ana}a.jpg`]);
  });

  it.for([
    ["header", undefined],
    ["address", 3_600],
  ] as const)("is no other text in its %s, of fifteen thousand that are almost it", async ([, presigned]) => {
    await using it = await openS3Door();
    await it.put(`${ana}a.jpg`, bytes);
    const request = await signed(it, presigned === undefined ? { method: "HEAD" } : { method: "HEAD", presigned });
    const text = presigned === undefined ? headerIn(request, "authorization") : request.target;
    const isTaken = async (other: string) => {
      const changed =
        presigned === undefined ? withHeader(request, "authorization", other) : { ...request, target: other };
      return !((await answerTo(it, changed)) instanceof S3Error);
    };
    const random = seeded(20_261_120);
    const taken: string[] = [];
    for (let round = 0; round < 15_000; round += 1) {
      const mutant = mutate(text, random);
      if ((await isTaken(mutant)) && plain(mutant) !== plain(text)) taken.push(mutant);
    }
    expect(taken).toEqual([]);
    expect(await isTaken(text)).toBe(true);
  });

  it("is asked for, written as it should be, and once", async () => {
    await using it = await openS3Door();
    const request = await signed(it);
    const header = headerIn(request, "authorization");
    const without = request.headers.filter((_, index) => request.headers[index - (index % 2)] !== "authorization");
    expect((await send(it, { ...request, headers: without })).code).toBe("AccessDenied");
    const presigned = await signed(it, { presigned: 60 });
    const both = { ...request, target: presigned.target };
    expect((await send(it, both)).code).toBe("InvalidArgument");
    for (const text of [
      "",
      "Bearer abc",
      "AWS AKIA:abc",
      header.replace("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256"),
      header.replace("/s3/", "/sts/"),
      header.replace("/local/", "/us-east-1/"),
      header.replace("aws4_request", "aws4_requests"),
      header.replace(/\/\d{8}\//, "/20200101/"),
      header.replace("host;", "Host;"),
      header.replace("host;", "host;host;"),
      header.replace(/SignedHeaders=[^,]*/, "SignedHeaders="),
      `${header}, Signature=${"0".repeat(64)}`,
    ]) {
      const { status, code } = await send(it, withHeader(request, "authorization", text));
      expect([status, code], text).toEqual([
        code === "AccessDenied" ? 403 : 400,
        expect.stringMatching(/^(?:AuthorizationHeaderMalformed|AccessDenied)$/),
      ]);
    }
  });

  it("covers the host, and every header of Amazon's", async () => {
    await using it = await openS3Door();
    const request = await signed(it, put);
    const added = await send(it, withHeader(request, "x-amz-acl", "private"));
    expect(added).toMatchObject({ status: 403, code: "AccessDenied" });
    expect(added.text).toContain("not signed");
    const presigned = await signed(it, { ...put, presigned: 60 });
    expect((await send(it, withHeader(presigned, "x-amz-copy-source", `${bucket}/${ana}b.jpg`))).code).toBe(
      "AccessDenied",
    );
    expect(await keysIn(it)).toEqual([]);
  });

  it.for([
    [16 * minute, "RequestTimeTooSkewed"],
    [-16 * minute, "RequestTimeTooSkewed"],
    [14 * minute, undefined],
    [-14 * minute, undefined],
  ] as const)("that is %i milliseconds old is answered with %s", async ([age, code]) => {
    await using it = await openS3Door();
    await it.put(`${ana}a.jpg`, bytes);
    const request = await signed(it);
    it.clock.advance(age);
    expect((await send(it, request)).code).toBe(code);
  });

  it("of an address is good for as long as it says, and not longer than a week", async () => {
    await using it = await openS3Door();
    await it.put(`${ana}a.jpg`, bytes);
    const request = await signed(it, { presigned: 3_600 });
    expect((await send(it, request)).status).toBe(200);
    expect((await send(it, { ...request, target: request.target.replace("Expires=3600", "Expires=7200") })).code).toBe(
      "SignatureDoesNotMatch",
    );
    for (const wrong of ["0", "604801", "-1", "1e3", ""]) {
      const other = { ...request, target: request.target.replace("Expires=3600", `Expires=${wrong}`) };
      expect((await send(it, other)).code, wrong).toBe("AuthorizationQueryParametersError");
    }
    expect((await send(it, { ...request, target: `${request.target}&X-Amz-Expires=7200` })).code).toBe(
      "InvalidArgument",
    );
    it.clock.advance(3_600_000);
    expect((await send(it, request)).text).toContain("Request has expired");
    it.clock.advance(-3_600_000 - 16 * minute);
    expect((await send(it, request)).text).toContain("not yet valid");
  });
});

describe("a key at the S3 door", () => {
  it.for([
    `/${ana}../${ben.slice(2)}a.jpg`,
    `/${ana}%2e%2e/${ben.slice(2)}a.jpg`,
    `/${ana}%2E%2E%2F${ben.slice(2)}a.jpg`,
    `/${ana}./a.jpg`,
    `/${ana}b//a.jpg`,
    `/${ana}b/`,
    `/${ana}a%00.jpg`,
    `/${ana}a%0d%0ab`,
    `/${ana}a%7f`,
    `/${ana}a%C2%85`,
    `/${ana}a%EF%BF%BE`,
    `/${ana}caf%C3%A9/%2e%2e/a%20b.jpg`,
    `/${ana}caf%C3%A9/../../../originals/o.jpg`,
  ])("that could lie anywhere but below the own prefix, or be another on some disk, lies nowhere: %s", async (path) => {
    await using it = await openS3Door();
    const answer = await send(it, await signed(it, { ...put, path }));
    expect([answer.status, answer.code]).toEqual([400, "InvalidArgument"]);
    expect((await send(it, await signed(it, { path }))).code).toBe("NoSuchKey");
    expect((await send(it, await signed(it, { path, method: "DELETE" }))).status).toBe(204);
    expect(await keysIn(it)).toEqual([]);
    expect(it.reported).toEqual([]);
  });

  it.for([
    "..%5C..%5Ca.jpg",
    "%E2%80%AEgpj.exe",
    "caf%C3%A9.jpg",
    "cafe%CC%81.jpg",
    "a%20b.jpg",
    "a%2520b.jpg",
    "a+b.jpg",
    "a%252F..%252Fb",
    "%252e%252e/a",
    "C%3A%5Ca.jpg",
    "%3Cscript%3E%26amp%3B",
    "%F0%9F%98%80",
    "k".repeat(600),
  ])("that is a name and no way elsewhere is decoded once, and lies below the own prefix: %s", async (name) => {
    await using it = await openS3Door();
    const path = `/${ana}${name}`;
    expect((await send(it, await signed(it, { ...put, path }))).status).toBe(200);
    expect(await keysIn(it)).toEqual([`incoming ${ana}${decodeURIComponent(name)}`]);
    expect((await send(it, await signed(it, { path }))).status).toBe(200);
    expect((await send(it, await signed(it, { path, method: "DELETE" }))).status).toBe(204);
    expect(await keysIn(it)).toEqual([]);
  });

  it.for([
    [`/${ana}%ff.jpg`, "InvalidURI"],
    [`/${ana}%ed%a0%80.jpg`, "InvalidURI"],
    [`/${ana}%c0%af.jpg`, "InvalidURI"],
    [`/${ana}%zz.jpg`, "InvalidURI"],
    [`/${ana}${"k".repeat(1_100)}`, "KeyTooLongError"],
    [`/${ana.slice(0, -1)}`, "AccessDenied"],
    [`/${ana.toLowerCase()}a.jpg`, "AccessDenied"],
    [`//${ana}a.jpg`, "AccessDenied"],
    ["/u/", "AccessDenied"],
    ["/..", "AccessDenied"],
    ["/../../etc/passwd", "AccessDenied"],
    ["/t/01jd4/01jd5", "AccessDenied"],
    [`/${ana.replace("u/", "u%252F")}a.jpg`, "AccessDenied"],
  ] as const)("%s is answered with %s", async ([path, code]) => {
    await using it = await openS3Door();
    expect((await send(it, await signed(it, { ...put, path }))).code).toBe(code);
    expect(await keysIn(it)).toEqual([]);
  });

  it("is the same however its letters are encoded", async () => {
    await using it = await openS3Door();
    const path = `/${ana.replaceAll("/", "%2F")}%61.jpg`;
    expect((await send(it, await signed(it, { ...put, path }))).status).toBe(200);
    expect(await keysIn(it)).toEqual([`incoming ${ana}a.jpg`]);
  });
});

describe("a body at the S3 door", () => {
  const hashOf = (body: Uint8Array) => createHash("sha256").update(body).digest("hex");

  it.for<[what: string, change: (request: RawRequest) => RawRequest, code: string]>([
    [
      "other bytes than were signed",
      (request) => ({ ...request, body: bytes.with(7, 255) }),
      "XAmzContentSHA256Mismatch",
    ],
    [
      "a hash of nobody",
      (request) => withHeader(request, "x-amz-content-sha256", hashOf(bytes.with(7, 255))),
      "SignatureDoesNotMatch",
    ],
  ])("with %s is not stored", async ([, change, code]) => {
    await using it = await openS3Door();
    expect((await send(it, change(await signed(it, put)))).code).toBe(code);
    expect(await keysIn(it)).toEqual([]);
  });

  it.for([
    [{ "content-md5": createHash("md5").update("x").digest("base64") }, "BadDigest"],
    [{ "content-md5": "x" }, "InvalidDigest"],
    [{ "x-amz-checksum-crc32": "AAAAAA==" }, "BadDigest"],
    [{ "x-amz-checksum-crc32": "AAAAAA==", "x-amz-checksum-sha1": "x" }, "InvalidRequest"],
    [{ "x-amz-checksum-md4": "AAAAAA==" }, "InvalidRequest"],
    [{ "x-amz-sdk-checksum-algorithm": "CRC32" }, "InvalidRequest"],
    [{ "x-amz-trailer": "x-amz-checksum-crc32" }, "InvalidRequest"],
    [{ "x-amz-decoded-content-length": "3000" }, "InvalidRequest"],
    [{ "content-encoding": "gzip,aws-chunked" }, "NotImplemented"],
    [{ "x-amz-meta-name": "x" }, "NotImplemented"],
    [{ "x-amz-never-heard-of": "x" }, "NotImplemented"],
    [{ "if-none-match": '"x"' }, "NotImplemented"],
  ] as const)("with %j is answered with %s", async ([headers, code]) => {
    await using it = await openS3Door();
    expect((await send(it, await signed(it, { ...put, headers }))).code).toBe(code);
    expect(await keysIn(it)).toEqual([]);
  });

  it.for([
    ["", "IncompleteBody"],
    ["bb8", "IncompleteBody"],
    ["bb8\r\n", "IncompleteBody"],
    ["CHUNK", "IncompleteBody"],
    ["CHUNK0\r\n", "IncompleteBody"],
    ["CHUNK0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n", "BadDigest"],
    ["CHUNK0\r\n\r\n", "MalformedTrailerError"],
    ["CHUNK0\r\nx-amz-checksum-crc32:CRC\r\nx-amz-checksum-crc32:CRC\r\n\r\n", "MalformedTrailerError"],
    ["CHUNK0\r\nx-amz-checksum-crc32:CRC\r\n\r\nGET / HTTP/1.1\r\n\r\n", "IncompleteBody"],
    ["CHUNK1\r\na\r\n0\r\nx-amz-checksum-crc32:CRC\r\n\r\n", "IncompleteBody"],
    ["-1\r\n", "InvalidChunkSizeError"],
    ["0x10\r\n", "InvalidChunkSizeError"],
    ["ffffffffffffffff\r\n", "InvalidChunkSizeError"],
    [`bb8;${"x".repeat(9_000)}`, "InvalidChunkSizeError"],
    ["1\r\nab\r\n", "InvalidChunkSizeError"],
    ["CHUNK0\r\nx-amz-checksum-crc32:CRC\r\n\r\n", undefined],
  ] as const)("in chunks like %j is answered with %s", async ([text, code]) => {
    await using it = await openS3Door();
    const chunk = `bb8\r\n${Buffer.from(bytes).toString("latin1")}\r\n`;
    const body = Buffer.from(
      text.replace("CHUNK", () => chunk).replaceAll("CRC", () => crc),
      "latin1",
    );
    const headers = {
      "x-amz-decoded-content-length": `${bytes.length}`,
      "x-amz-trailer": "x-amz-checksum-crc32",
      "content-encoding": "aws-chunked",
    };
    const request = await signed(it, { method: "PUT", body, headers, payload: "STREAMING-UNSIGNED-PAYLOAD-TRAILER" });
    expect((await send(it, request)).code).toBe(code);
    expect(await keysIn(it)).toEqual(code === undefined ? [`incoming ${ana}a.jpg`] : []);
    expect(it.reported).toEqual([]);
  });

  it("has a length, and one", async () => {
    await using it = await openS3Door();
    const { target, headers } = await signed(it, { ...put, isUnmeasured: true });
    const head = headers.map((text, index) => (index % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join("");
    const say = (lines: string, body = "1\r\na\r\n0\r\n\r\n") =>
      speak(it.port, `PUT ${target} HTTP/1.1\r\n${head}${lines}connection: close\r\n\r\n${body}`);
    for (const heard of [await say("", ""), await say("transfer-encoding: chunked\r\n")]) {
      expect(heard).toContain("<Code>MissingContentLength</Code>");
    }
    const length = "content-length: 11\r\n";
    for (const lines of [
      `${length}content-length: 1\r\n`,
      `${length}transfer-encoding: chunked\r\n`,
      length + length,
    ]) {
      expect(await say(lines)).toMatch(/^HTTP\/1\.1 400/);
    }
    expect(await keysIn(it)).toEqual([]);
  });

  it("of a header that comes twice is nobody's", async () => {
    await using it = await openS3Door();
    const request = await signed(it, put);
    for (const name of ["x-amz-date", "x-amz-content-sha256", "x-amz-security-token", "content-type", "range"]) {
      const twice = { ...request, headers: [...request.headers, name, headerIn(request, name) || "a", name, "b"] };
      expect((await send(it, twice)).status, name).toBe(400);
    }
    expect(await keysIn(it)).toEqual([]);
  });

  it("that ends in the middle is not stored", async () => {
    await using it = await openS3Door();
    const { target, headers } = await signed(it, put);
    const lines = headers.map((text, index) => (index % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join("");
    await speak(it.port, `PUT ${target} HTTP/1.1\r\n${lines}\r\n${"x".repeat(100)}`, true);
    while (it.reported.length === 0) await new Promise(setImmediate);
    expect(await keysIn(it)).toEqual([]);
  });

  it("of XML is a list of keys, and nothing that XML can do besides", async () => {
    await using it = await openS3Door();
    const ask = async (xml: string) => {
      const body = Buffer.from(xml);
      return send(it, await signed(it, { method: "POST", path: "", query: { delete: "" }, body }));
    };
    for (const xml of [
      "",
      "<Delete>",
      "<Delete></Delete>",
      "<Delete><Object></Object></Delete>",
      '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><Delete><Object><Key>&b;</Key></Object></Delete>',
      `<Delete>${`<Object><Key>${ana}a</Key></Object>`.repeat(1_001)}</Delete>`,
    ]) {
      expect((await ask(xml)).code, xml.slice(0, 60)).toBe("MalformedXML");
    }
    const named = await ask(`<Delete><Object><Key>${ben}&amp;&#38;&lt;b&gt;&#x1F600;&unknown;</Key></Object></Delete>`);
    expect(named.status).toBe(200);
  });
});

const crc = Buffer.from(crc32(bytes).toString(16).padStart(8, "0"), "hex").toString("base64");

/** Says it as it is, and listens to the end. */
function speak(port: number, text: string, leaves = false): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = "";
    const socket = connect(port, "127.0.0.1", () => {
      socket.write(text, "latin1", () => {
        if (leaves) socket.destroy();
      });
    });
    socket.on("data", (piece) => {
      heard += piece.toString("latin1");
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(heard));
  });
}
