import { millisOf } from "../shared/instant.ts";
import { ascii, incoming, keysOf, textAt } from "./blob-store-probes.fixture.ts";
import { firstDifference, patternedBytes, readAll } from "./byte-streams.fixture.ts";
import type { ContractRunner, Open } from "./contract-runner.ts";
import {
  formOf,
  sha256OfAbc,
  threeBytes,
  type UploadForm,
  type UploadTicketsFixture,
  withOtherEnd,
} from "./upload-tickets-probes.fixture.ts";

type Fields = UploadForm["fields"];

export function describeForms({ describe, it, expect }: ContractRunner, open: Open<UploadTicketsFixture>): void {
  const refuses = async (fixture: UploadTicketsFixture, form: UploadForm) => {
    const { status } = await fixture.sendForm(form);
    expect(Math.floor(status / 100), `${status} for ${form.fields.map(([name]) => name)}`).toBe(4);
    expect(await keysOf(fixture.blobs, "incoming", "")).toEqual([]);
  };
  const replace = (fields: Fields, name: string, value: string): Fields =>
    fields.map((field) => (field[0] === name ? [name, value] : field));
  const without = (fields: Fields, name: string): Fields => fields.filter((field) => field[0] !== name);

  describe("a form that is sent as its ticket says", () => {
    it("says which fields to send, where and until when, and writes nothing yet", async () => {
      await using fixture = await open();
      const ticket = await fixture.tickets.post(threeBytes, fixture.soon);
      expect(ticket.method).toBe("POST");
      expect(ticket.fields["key"]).toBe(threeBytes.key);
      expect(Object.keys(ticket.fields)).not.toContain("file");
      expect(millisOf(ticket.expiresAt)).toBeGreaterThan(millisOf(fixture.soon) - 1_000);
      expect(millisOf(ticket.expiresAt)).toBeLessThanOrEqual(millisOf(fixture.soon));
      expect(await keysOf(fixture.blobs, "incoming", "")).toEqual([]);
    });

    it("stores the file and answers with its ETag", async () => {
      await using fixture = await open();
      const ticket = await fixture.tickets.post(threeBytes, fixture.soon);
      const { status, etag } = await fixture.sendForm(formOf(ticket, ascii("abc")));
      expect([200, 204]).toContain(status);
      expect(await textAt(fixture.blobs, incoming(threeBytes.key))).toBe("abc");
      expect(etag).toBe(`"${(await fixture.blobs.head(incoming(threeBytes.key)))?.etag}"`);
    });

    it("stores a file that hashes to what was stated", async () => {
      await using fixture = await open();
      const ticket = await fixture.tickets.post({ ...threeBytes, sha256: sha256OfAbc }, fixture.soon);
      expect([200, 204]).toContain((await fixture.sendForm(formOf(ticket, ascii("abc")))).status);
      expect(await textAt(fixture.blobs, incoming(threeBytes.key))).toBe("abc");
    });

    it("stores some megabytes of a form, byte for byte", async () => {
      await using fixture = await open();
      const body = patternedBytes(6 * 2 ** 20 + 1);
      const ticket = await fixture.tickets.post({ ...threeBytes, bytes: body.length }, fixture.soon);
      expect([200, 204]).toContain((await fixture.sendForm(formOf(ticket, body))).status);
      const opened = await fixture.blobs.open(incoming(threeBytes.key));
      expect(opened && firstDifference(await readAll(opened.body), body)).toBe(undefined);
    });

    it("stores line ends and dashes as they are", async () => {
      await using fixture = await open();
      const body = ascii("\r\n--\r\n----\r\n\r\n--boundary--\r\n");
      const ticket = await fixture.tickets.post({ ...threeBytes, bytes: body.length }, fixture.soon);
      expect([200, 204]).toContain((await fixture.sendForm(formOf(ticket, body))).status);
      expect(await textAt(fixture.blobs, incoming(threeBytes.key))).toBe(String.fromCharCode(...body));
    });

    it("stores an empty file", async () => {
      await using fixture = await open();
      const ticket = await fixture.tickets.post({ ...threeBytes, bytes: 0 }, fixture.soon);
      expect([200, 204]).toContain((await fixture.sendForm(formOf(ticket, ascii("")))).status);
      expect(await textAt(fixture.blobs, incoming(threeBytes.key))).toBe("");
    });

    it("replaces the blob when the form is sent again", async () => {
      await using fixture = await open();
      const ticket = await fixture.tickets.post(threeBytes, fixture.soon);
      await fixture.sendForm(formOf(ticket, ascii("abc")));
      await fixture.sendForm(formOf(ticket, ascii("xyz")));
      expect(await textAt(fixture.blobs, incoming(threeBytes.key))).toBe("xyz");
    });

    it("is not given as a form for a key that no blob can have", async () => {
      await using fixture = await open();
      const refusal = { code: "invalid_blob_key" };
      for (const key of ["../x", "a b", "", "u/X/a b"]) {
        await expect(fixture.tickets.post({ ...threeBytes, key }, fixture.soon)).rejects.toMatchObject(refusal);
      }
    });
  });

  describe("a form that is sent otherwise", () => {
    it("stores no file of another length", async () => {
      await using fixture = await open();
      const ticket = await fixture.tickets.post(threeBytes, fixture.soon);
      for (const file of ["ab", "abcd", ""]) await refuses(fixture, formOf(ticket, ascii(file)));
    });

    it("stores nothing when one of its fields is missing or says something else", async () => {
      await using fixture = await open();
      const ticket = await fixture.tickets.post({ ...threeBytes, sha256: sha256OfAbc }, fixture.soon);
      const { url, fields } = formOf(ticket, ascii("abc"));
      for (const [name, value] of Object.entries(ticket.fields)) {
        await refuses(fixture, { url, fields: without(fields, name) });
        await refuses(fixture, { url, fields: replace(fields, name, withOtherEnd(value)) });
      }
    });

    it("stores nothing with a field that nobody asked for", async () => {
      await using fixture = await open();
      const ticket = await fixture.tickets.post(threeBytes, fixture.soon);
      const { url, fields } = formOf(ticket, ascii("abc"));
      await refuses(fixture, { url, fields: [["acl", "public-read"], ...fields] });
    });

    it("stores no file that hashes to something else than was stated", async () => {
      await using fixture = await open();
      const ticket = await fixture.tickets.post({ ...threeBytes, sha256: sha256OfAbc }, fixture.soon);
      await refuses(fixture, formOf(ticket, ascii("abd")));
    });

    it("stores nothing without a file", async () => {
      await using fixture = await open();
      const ticket = await fixture.tickets.post(threeBytes, fixture.soon);
      const { url, fields } = formOf(ticket, ascii("abc"));
      await refuses(fixture, { url, fields: without(fields, "file") });
    });

    it("stores nothing with the fields of another ticket among its own", async () => {
      await using fixture = await open();
      const ticket = await fixture.tickets.post(threeBytes, fixture.soon);
      const elsewhere = await fixture.tickets.post({ ...threeBytes, key: "t/01jd4/01jd6" }, fixture.soon);
      for (const [name, value] of Object.entries(elsewhere.fields)) {
        if (ticket.fields[name] === value) continue;
        const { url, fields } = formOf(ticket, ascii("abc"));
        await refuses(fixture, { url, fields: replace(fields, name, value) });
      }
    });

    it("stores no form after its time", async () => {
      await using fixture = await open();
      await refuses(fixture, formOf(await fixture.expiredForm(threeBytes), ascii("abc")));
    });

    it("leaves what an earlier form stored when a later one is refused", async () => {
      await using fixture = await open();
      const ticket = await fixture.tickets.post(threeBytes, fixture.soon);
      await fixture.sendForm(formOf(ticket, ascii("abc")));
      expect(Math.floor((await fixture.sendForm(formOf(ticket, ascii("abcd")))).status / 100)).toBe(4);
      expect(await textAt(fixture.blobs, incoming(threeBytes.key))).toBe("abc");
    });
  });
}
