import { type ExpectedUpload, plus, Sha256 } from "@tintype/core";
import { describeUploadTickets } from "@tintype/core/contracts";
import { createManualClock, createMemoryBlobStore, createMemorySecrets, sourceOf } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { createLocalUploadTickets } from "./local-upload-tickets.ts";
import { createUploadReceiver } from "./receive-upload.ts";
import { openUploadServer } from "./upload-server.fixture.ts";

async function opened() {
  const clock = createManualClock();
  const secrets = createMemorySecrets();
  const blobs = createMemoryBlobStore({ clock });
  const server = await openUploadServer({ blobs, secrets, clock });
  const tickets = createLocalUploadTickets({ publicUrl: server.publicUrl, secrets });
  const soon = plus(clock.now(), 60_000);
  const expire = <Ticket>(ticket: Ticket): Ticket => {
    clock.advance(60_000);
    return ticket;
  };
  return {
    ...server,
    tickets,
    blobs,
    clock,
    soon,
    expired: async (upload: ExpectedUpload) => expire(await tickets.put(upload, soon)),
    expiredForm: async (upload: ExpectedUpload) => expire(await tickets.post(upload, soon)),
  };
}

describeUploadTickets({ describe, it, expect }, "local", opened);

const upload: ExpectedUpload = { key: "t/01jd4/01jd5", contentType: "image/jpeg", bytes: 3 };
const abc = new TextEncoder().encode("abc");
const sha256 = Sha256.parse("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

/** What a receiver says to a request that is right but for the changes. */
async function receive(
  ticketFor: ExpectedUpload,
  changes: { target?: (target: string) => string; headers?: object } = {},
) {
  await using fixture = await opened();
  const ticket = await fixture.tickets.put(ticketFor, fixture.soon);
  const target = ticket.url.slice(new URL(ticket.url).origin.length);
  const headers = { ...ticket.headers, "content-length": "3", ...changes.headers };
  const source = sourceOf(abc);
  const received = await fixture.receiver.receive(
    { method: "PUT", target: changes.target?.(target) ?? target, headers },
    source.stream,
  );
  const there = await fixture.blobs.head({ area: "incoming", key: upload.key });
  if (!("refused" in received)) return there?.etag === received.stored?.etag ? "stored" : "lost";
  if (there !== undefined) return "stored all the same";
  return source.cancelled() ? received.refused.code : `${received.refused.code}, having read it all`;
}

describe(createUploadReceiver, () => {
  it("stores what a ticket allows", async () => {
    expect(await receive(upload)).toBe("stored");
    expect(await receive({ ...upload, sha256 })).toBe("stored");
  });

  it("takes an address in no other spelling", async () => {
    const spellings: ((target: string) => string)[] = [
      (target) => `/${target}`,
      (target) => target.slice(1),
      (target) => `http://127.0.0.1${target}`,
      (target) => `/.${target}`,
      (target) => `/x/..${target}`,
      (target) => ` ${target}`,
      (target) => `${target} `,
      (target) => `${target}\n`,
      (target) => `${target}#`,
      (target) => `${target}&`,
      (target) => `${target}&x=1`,
      (target) => `${target}=`,
      (target) => target.replace("?", "?&"),
      (target) => target.replace("?", "/?"),
      (target) => target.replace("?", "%3F"),
      (target) => target.replace("/t/", "//t/"),
      (target) => target.replace("/t/", "/./t/"),
      (target) => target.replace("/t/", "/u/../t/"),
      (target) => target.replace("/t/", "\\t/"),
      (target) => target.replace("/t/", "/%74/"),
      (target) => target.replace("/t/", "/t%2f"),
      (target) => target.replace("/t/", "/t%2F"),
      (target) => target.replace("incoming", "originals"),
      (target) => target.replace("incoming", "Incoming"),
      (target) => target.replace("expires=", "expires=0"),
      (target) => target.replace("expires=", "expires=+"),
      (target) => target.replace("expires=", "Expires="),
      (target) => target.replace("&signature", "&expires=1&signature"),
      (target) => target.replace("&signature", "&amp;signature"),
      (target) => target.replace(/\?(.*)&(.*)$/, "?$2&$1"),
      (target) => target.replace(/&(.*)$/, "&$1&$1"),
      (target) => target.replace(/\?.*/, ""),
      () => "",
    ];
    for (const target of spellings) expect(await receive(upload, { target }), target.toString()).toBe("AccessDenied");
  });

  it("takes no length but the one that was signed, stated once and plainly", async () => {
    const stated = (length: string | readonly string[]) => receive(upload, { headers: { "content-length": length } });
    for (const length of ["4", "2", "0", "03", "+3", "3.0", "3e0", "0x3", " 3", "3, 3", "-3", ""]) {
      expect(await stated(length), length).toBe("SignatureDoesNotMatch");
    }
    expect(await stated(["3", "3"])).toBe("MissingContentLength");
    expect(await receive(upload, { headers: { "content-length": undefined } })).toBe("MissingContentLength");
    expect(await receive(upload, { headers: { "transfer-encoding": "chunked" } })).toBe("MissingContentLength");
  });

  it("takes no type but the one that was signed", async () => {
    for (const type of [
      "image/png",
      "image/jpeg; charset=utf-8",
      "IMAGE/JPEG",
      "",
      "image/jpeg, text/html",
      undefined,
    ]) {
      expect(await receive(upload, { headers: { "content-type": type } }), type).toBe("SignatureDoesNotMatch");
    }
  });

  it("takes a checksum where one was signed, and nowhere else", async () => {
    const checksum = Buffer.from(sha256, "hex").toString("base64");
    const header = (value: unknown) => ({ headers: { "x-amz-checksum-sha256": value } });
    expect(await receive(upload, header(checksum))).toBe("SignatureDoesNotMatch");
    expect(await receive({ ...upload, sha256 }, header(undefined))).toBe("SignatureDoesNotMatch");
    expect(await receive({ ...upload, sha256 }, header(Buffer.alloc(32).toString("base64")))).toBe(
      "SignatureDoesNotMatch",
    );
    for (const spelling of [
      checksum.slice(0, -1),
      `${checksum}=`,
      checksum.toLowerCase(),
      sha256,
      "",
      [checksum, checksum],
    ]) {
      expect(await receive({ ...upload, sha256 }, header(spelling))).toMatch(/^(InvalidDigest|SignatureDoesNotMatch)$/);
    }
  });

  it("refuses bytes that hash to something else, after it has read them", async () => {
    const other = Sha256.parse("0".repeat(64));
    expect(await receive({ ...upload, sha256: other })).toBe("BadDigest, having read it all");
  });

  it("ends a ticket at its second", async () => {
    await using fixture = await opened();
    const ticket = await fixture.tickets.put(upload, plus(fixture.soon, 999));
    expect(ticket.expiresAt).toBe(fixture.soon);
    fixture.clock.advance(59_999);
    expect((await fixture.send({ ...ticket, body: abc })).status).toBe(200);
    fixture.clock.advance(1);
    expect((await fixture.send({ ...ticket, body: abc })).status).toBe(403);
  });

  it("rejects with the error of a body that breaks off, and stores nothing", async () => {
    await using fixture = await opened();
    const ticket = await fixture.tickets.put({ ...upload, sha256 }, fixture.soon);
    const target = ticket.url.slice(new URL(ticket.url).origin.length);
    const trouble = new Error("the phone went into a tunnel");
    const { stream } = sourceOf(abc, [1], (body) => body.error(trouble));
    const headers = { ...ticket.headers, "content-length": "3" };
    await expect(fixture.receiver.receive({ method: "PUT", target, headers }, stream)).rejects.toBe(trouble);
    expect(await fixture.blobs.head({ area: "incoming", key: upload.key })).toBe(undefined);
  });
});

describe("a form", () => {
  const formOf = ({ url, fields }: { url: string; fields: Readonly<Record<string, string>> }) => ({
    url,
    fields: [...Object.entries(fields), ["file", abc]] as (readonly [string, string | Uint8Array<ArrayBuffer>])[],
  });

  it("is read up to its file: what comes after it says nothing", async () => {
    await using fixture = await opened();
    const { url, fields } = formOf(await fixture.tickets.post(upload, fixture.soon));
    expect((await fixture.sendForm({ url, fields: [...fields, ["acl", "public-read"]] })).status).toBe(204);
    expect((await fixture.sendForm({ url, fields: fields.toReversed() })).status).toBe(403);
  });

  it("holds no more than 20 KiB before its file", async () => {
    await using fixture = await opened();
    const { url, fields } = formOf(await fixture.tickets.post(upload, fixture.soon));
    const padding = (bytes: number) => ["x-ignore-padding", "x".repeat(bytes)] as const;
    expect((await fixture.sendForm({ url, fields: [padding(21_000), ...fields] })).status).toBe(400);
    expect(await fixture.blobs.head({ area: "incoming", key: upload.key })).toBe(undefined);
  });

  it("is read by no other address or method", async () => {
    await using fixture = await opened();
    const { url, fields } = formOf(await fixture.tickets.post(upload, fixture.soon));
    for (const other of [`${url}/`, `${url}/${upload.key}`, `${url}?x=1`, url.replace("incoming", "originals")]) {
      expect((await fixture.sendForm({ url: other, fields })).status, other).toBe(403);
    }
  });
});
