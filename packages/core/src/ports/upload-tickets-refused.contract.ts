import { ascii, incoming, keysOf, textAt } from "./blob-store-probes.fixture.ts";
import type { ContractRunner, Open } from "./contract-runner.ts";
import {
  parametersOf,
  sha256OfAbc,
  threeBytes,
  type UploadRequest,
  type UploadTicketsFixture,
  withOtherEnd,
  withParameters,
} from "./upload-tickets-probes.fixture.ts";

export function describeForgedTickets(runner: ContractRunner, open: Open<UploadTicketsFixture>): void {
  const { describe, it, expect } = runner;
  const refuses = async (fixture: UploadTicketsFixture, request: UploadRequest) => {
    const { status } = await fixture.send(request);
    expect(Math.floor(status / 100), `${status} for ${request.method} ${request.url}`).toBe(4);
    expect(await keysOf(fixture.blobs, "incoming", "")).toEqual([]);
  };

  describe("a ticket that is used otherwise", () => {
    it("stores no body of another length", async () => {
      await using fixture = await open();
      const ticket = await fixture.tickets.put(threeBytes, fixture.soon);
      await refuses(fixture, { ...ticket, body: ascii("ab") });
      await refuses(fixture, { ...ticket, body: ascii("abcd") });
      await refuses(fixture, { ...ticket, body: ascii("") });
    });

    it("stores no body of another type, or of none", async () => {
      await using fixture = await open();
      const ticket = await fixture.tickets.put(threeBytes, fixture.soon);
      const { "content-type": _, ...others } = ticket.headers;
      await refuses(fixture, { ...ticket, headers: { ...others, "content-type": "image/png" }, body: ascii("abc") });
      await refuses(fixture, { ...ticket, headers: { ...others, "content-type": "text/html" }, body: ascii("abc") });
      await refuses(fixture, { ...ticket, headers: others, body: ascii("abc") });
    });

    it("stores no bytes that hash to something else than was stated", async () => {
      await using fixture = await open();
      const ticket = await fixture.tickets.put({ ...threeBytes, sha256: sha256OfAbc }, fixture.soon);
      await refuses(fixture, { ...ticket, body: ascii("abd") });
    });

    it("stores nothing when one of its headers is missing or says something else", async () => {
      await using fixture = await open();
      const ticket = await fixture.tickets.put({ ...threeBytes, sha256: sha256OfAbc }, fixture.soon);
      for (const name of Object.keys(ticket.headers)) {
        const { [name]: value = "", ...others } = ticket.headers;
        await refuses(fixture, { ...ticket, headers: others, body: ascii("abc") });
        await refuses(fixture, { ...ticket, headers: { ...others, [name]: withOtherEnd(value) }, body: ascii("abc") });
      }
    });

    it("stores nothing under another key", async () => {
      await using fixture = await open();
      const ticket = await fixture.tickets.put(threeBytes, fixture.soon);
      const below = (key: string) => ticket.url.replace(threeBytes.key, key);
      await refuses(fixture, { ...ticket, url: below("t/01jd4/01jd6"), body: ascii("abc") });
      await refuses(fixture, { ...ticket, url: below("t/01jd4/01jd5x"), body: ascii("abc") });
      await refuses(fixture, { ...ticket, url: below("t/01jd4/01jd5/x"), body: ascii("abc") });
      await refuses(fixture, { ...ticket, url: below("t/01jd4"), body: ascii("abc") });
      await refuses(fixture, { ...ticket, url: below("T/01JD4/01JD5"), body: ascii("abc") });
    });

    it("stores nothing when a part of its query is missing or says something else", async () => {
      await using fixture = await open();
      const ticket = await fixture.tickets.put(threeBytes, fixture.soon);
      const parameters = parametersOf(ticket.url);
      for (const parameter of parameters) {
        const others = parameters.filter((other) => other !== parameter);
        await refuses(fixture, { ...ticket, url: withParameters(ticket.url, others), body: ascii("abc") });
        const changed = [...others, withOtherEnd(parameter)];
        await refuses(fixture, { ...ticket, url: withParameters(ticket.url, changed), body: ascii("abc") });
      }
      await refuses(fixture, {
        ...ticket,
        url: withParameters(ticket.url, [...parameters, "x=1"]),
        body: ascii("abc"),
      });
      await refuses(fixture, { ...ticket, url: ticket.url.slice(0, ticket.url.indexOf("?")), body: ascii("abc") });
    });

    it("stores nothing with the signature of another ticket", async () => {
      await using fixture = await open();
      const mine = await fixture.tickets.put(threeBytes, fixture.soon);
      const longer = await fixture.tickets.put({ ...threeBytes, bytes: 4 }, fixture.soon);
      const elsewhere = await fixture.tickets.put({ ...threeBytes, key: "t/01jd4/01jd6" }, fixture.soon);
      await refuses(fixture, {
        ...mine,
        url: withParameters(elsewhere.url, parametersOf(mine.url)),
        body: ascii("abc"),
      });
      await refuses(fixture, { ...mine, url: withParameters(mine.url, parametersOf(longer.url)), body: ascii("abc") });
      await refuses(fixture, {
        ...longer,
        url: withParameters(longer.url, parametersOf(mine.url)),
        body: ascii("abcd"),
      });
    });

    it("does nothing by another method", async () => {
      await using fixture = await open();
      const ticket = await fixture.tickets.put(threeBytes, fixture.soon);
      await refuses(fixture, { ...ticket, method: "POST", body: ascii("abc") });
      await fixture.send({ ...ticket, body: ascii("abc") });
      const { status } = await fixture.send({ ...ticket, method: "DELETE", body: ascii("") });
      expect(Math.floor(status / 100)).toBe(4);
      expect(await textAt(fixture.blobs, incoming(threeBytes.key))).toBe("abc");
      expect(Math.floor((await fixture.send({ ...ticket, method: "GET", body: ascii("") })).status / 100)).toBe(4);
    });

    it("stores nothing after its time", async () => {
      await using fixture = await open();
      const ticket = await fixture.expired(threeBytes);
      await refuses(fixture, { ...ticket, body: ascii("abc") });
    });

    it("leaves what an earlier use stored when a later one is refused", async () => {
      await using fixture = await open();
      const ticket = await fixture.tickets.put({ ...threeBytes, sha256: sha256OfAbc }, fixture.soon);
      await fixture.send({ ...ticket, body: ascii("abc") });
      expect(Math.floor((await fixture.send({ ...ticket, body: ascii("abd") })).status / 100)).toBe(4);
      expect(Math.floor((await fixture.send({ ...ticket, body: ascii("abcd") })).status / 100)).toBe(4);
      expect(await textAt(fixture.blobs, incoming(threeBytes.key))).toBe("abc");
    });
  });
}
