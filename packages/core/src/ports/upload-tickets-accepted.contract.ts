import { millisOf } from "../shared/instant.ts";
import { ascii, incoming, keysOf, textAt } from "./blob-store-probes.fixture.ts";
import { firstDifference, patternedBytes, readAll } from "./byte-streams.fixture.ts";
import type { ContractRunner, Open } from "./contract-runner.ts";
import { sha256OfAbc, threeBytes, type UploadTicketsFixture } from "./upload-tickets-probes.fixture.ts";

export function describeGoodTickets({ describe, it, expect }: ContractRunner, open: Open<UploadTicketsFixture>): void {
  describe("a ticket that is used as it says", () => {
    it("says what to send, where and until when, and writes nothing yet", async () => {
      await using fixture = await open();
      const ticket = await fixture.tickets.put(threeBytes, fixture.soon);
      expect(ticket.method).toBe("PUT");
      expect(new URL(ticket.url).pathname.endsWith(`/${threeBytes.key}`)).toBe(true);
      expect(ticket.headers["content-type"]).toBe("image/jpeg");
      expect(millisOf(ticket.expiresAt)).toBeGreaterThan(millisOf(fixture.soon) - 1_000);
      expect(millisOf(ticket.expiresAt)).toBeLessThanOrEqual(millisOf(fixture.soon));
      expect(await keysOf(fixture.blobs, "incoming", "")).toEqual([]);
    });

    it("stores the bytes and answers with their ETag", async () => {
      await using fixture = await open();
      const ticket = await fixture.tickets.put(threeBytes, fixture.soon);
      const { status, etag } = await fixture.send({ ...ticket, body: ascii("abc") });
      expect([200, 204]).toContain(status);
      expect(await textAt(fixture.blobs, incoming(threeBytes.key))).toBe("abc");
      expect(etag).toBe(`"${(await fixture.blobs.head(incoming(threeBytes.key)))?.etag}"`);
    });

    it("stores bytes that hash to what was stated", async () => {
      await using fixture = await open();
      const ticket = await fixture.tickets.put({ ...threeBytes, sha256: sha256OfAbc }, fixture.soon);
      const { status } = await fixture.send({ ...ticket, body: ascii("abc") });
      expect([200, 204]).toContain(status);
      expect(await textAt(fixture.blobs, incoming(threeBytes.key))).toBe("abc");
    });

    it("stores some megabytes", async () => {
      await using fixture = await open();
      const body = patternedBytes(6 * 2 ** 20 + 1);
      const ticket = await fixture.tickets.put({ ...threeBytes, bytes: body.length }, fixture.soon);
      expect([200, 204]).toContain((await fixture.send({ ...ticket, body })).status);
      const opened = await fixture.blobs.open(incoming(threeBytes.key));
      expect(opened && firstDifference(await readAll(opened.body), body)).toBe(undefined);
    });

    it("replaces the blob when it is used again", async () => {
      await using fixture = await open();
      const ticket = await fixture.tickets.put(threeBytes, fixture.soon);
      const first = await fixture.send({ ...ticket, body: ascii("abc") });
      const second = await fixture.send({ ...ticket, body: ascii("xyz") });
      expect([200, 204]).toContain(second.status);
      expect(second.etag).not.toBe(first.etag);
      expect(await textAt(fixture.blobs, incoming(threeBytes.key))).toBe("xyz");
    });

    it("is not given for a key that no blob can have, or that clients choose for themselves", async () => {
      await using fixture = await open();
      const { tickets, soon } = fixture;
      const refusal = { code: "invalid_blob_key" };
      await expect(tickets.put({ ...threeBytes, key: "../x" }, soon)).rejects.toMatchObject(refusal);
      await expect(tickets.put({ ...threeBytes, key: "a b" }, soon)).rejects.toMatchObject(refusal);
      await expect(tickets.put({ ...threeBytes, key: "a?b" }, soon)).rejects.toMatchObject(refusal);
      await expect(tickets.put({ ...threeBytes, key: "" }, soon)).rejects.toMatchObject(refusal);
      await expect(tickets.put({ ...threeBytes, key: "u/X/a b" }, soon)).rejects.toMatchObject(refusal);
      await expect(tickets.put({ ...threeBytes, key: "u/X/\u00E4" }, soon)).rejects.toMatchObject(refusal);
    });
  });
}
