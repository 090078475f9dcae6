import { describe, expect, it } from "vitest";
import { plus } from "../shared/instant.ts";
import { createMemoryBlobStore } from "./blob-store.memory.ts";
import { ascii } from "./blob-store-probes.fixture.ts";
import { createManualClock } from "./clock.fixture.ts";
import { failuresOf } from "./contract-runner.fixture.ts";
import { describeUploadTickets } from "./upload-tickets.contract.ts";
import { createMemoryUploadTickets } from "./upload-tickets.memory.ts";
import type { ExpectedUpload, PostTicket } from "./upload-tickets.ts";
import type { UploadForm, UploadRequest, UploadTicketsFixture } from "./upload-tickets-probes.fixture.ts";

async function opened(): Promise<UploadTicketsFixture & AsyncDisposable> {
  const clock = createManualClock();
  const blobs = createMemoryBlobStore({ clock });
  const tickets = createMemoryUploadTickets({ blobs, clock });
  return {
    tickets,
    blobs,
    soon: plus(clock.now(), 60_000),
    async expired(upload) {
      const ticket = await tickets.put(upload, plus(clock.now(), 60_000));
      clock.advance(60_000);
      return ticket;
    },
    async expiredForm(upload) {
      const ticket = await tickets.post(upload, plus(clock.now(), 60_000));
      clock.advance(60_000);
      return ticket;
    },
    send: (request) => tickets.send(request),
    sendForm: (form) => tickets.sendForm(form),
    [Symbol.asyncDispose]: async () => {},
  };
}

describeUploadTickets({ describe, it, expect }, "memory", opened);

describe("the contract of UploadTickets", () => {
  /** Those tests that fail when a lenient store takes a request for what `correct` makes of it. */
  const failures = (correct: (request: UploadRequest, sent: SentTicket) => UploadRequest, ...names: string[]) =>
    failuresOf(expect, (runner) => describeUploadTickets(runner, "lenient", () => lenient(correct)), names);

  it("catches a store that takes any length", async () => {
    const names = ["stores no body of another length"];
    const three = (body: Uint8Array) => Uint8Array.from({ length: 3 }, (_, index) => body[index] ?? 0);
    expect(await failures((request) => ({ ...request, body: three(request.body) }), ...names)).toEqual(names);
  });

  it("catches a store that does not look at headers", async () => {
    const names = [
      "stores no body of another type, or of none",
      "stores nothing when one of its headers is missing or says something else",
    ];
    const correct = (request: UploadRequest, sent: SentTicket) => ({ ...request, headers: sent.headers });
    expect(await failures(correct, ...names)).toEqual(names);
  });

  it("catches a store that does not hash", async () => {
    const names = [
      "stores no bytes that hash to something else than was stated",
      "leaves what an earlier use stored when a later one is refused",
    ];
    const abc = (body: Uint8Array) => (body[2] === 100 ? Uint8Array.of(97, 98, 99) : body);
    expect(await failures((request) => ({ ...request, body: abc(request.body) }), ...names)).toEqual(names);
  });

  it("catches a store that does not look where a request goes, or at who signed it", async () => {
    const names = [
      "stores nothing under another key",
      "stores nothing when a part of its query is missing or says something else",
      "stores nothing with the signature of another ticket",
    ];
    const correct = (request: UploadRequest, sent: SentTicket) => ({ ...request, url: sent.url });
    expect(await failures(correct, ...names)).toEqual(names);
  });

  it("catches a store that does not look at the method", async () => {
    const names = ["does nothing by another method"];
    expect(await failures((request) => ({ ...request, method: "PUT" }), ...names)).toEqual(names);
  });

  /** The same for forms, of which only the file and what `overlook` leaves are looked at. */
  const formFailures = (overlook: (form: UploadForm, sent: PostTicket) => UploadForm, ...names: string[]) => {
    const lenient = async () => {
      const fixture = await opened();
      let first: PostTicket | undefined;
      const post = async (...args: Parameters<typeof fixture.tickets.post>) => {
        const ticket = await fixture.tickets.post(...args);
        first ??= ticket;
        return ticket;
      };
      const sendForm = (form: UploadForm) => fixture.sendForm(first === undefined ? form : overlook(form, first));
      return { ...fixture, tickets: { ...fixture.tickets, post }, sendForm };
    };
    return failuresOf(expect, (runner) => describeUploadTickets(runner, "lenient", lenient), names);
  };
  const fileIn = ({ fields }: UploadForm) => fields.find(([name]) => name === "file")?.[1] ?? "";

  it("catches a store that does not look at the fields of a form", async () => {
    const names = [
      "stores nothing when one of its fields is missing or says something else",
      "stores nothing with a field that nobody asked for",
      "stores nothing with the fields of another ticket among its own",
    ];
    const overlook = (form: UploadForm, sent: PostTicket): UploadForm => ({
      ...form,
      fields: [...Object.entries(sent.fields), ["file", fileIn(form)]],
    });
    expect(await formFailures(overlook, ...names)).toEqual(names);
  });

  it("catches a store that takes any file in a form, or none", async () => {
    const names = [
      "stores no file of another length",
      "stores no file that hashes to something else than was stated",
      "stores nothing without a file",
      "leaves what an earlier form stored when a later one is refused",
    ];
    const overlook = ({ url, fields }: UploadForm): UploadForm => ({
      url,
      fields: [...fields.filter(([name]) => name !== "file"), ["file", ascii("abc")]],
    });
    expect(await formFailures(overlook, ...names)).toEqual(names);
  });

  it("catches a store that cuts a file at something that looks like its end", async () => {
    const names = ["stores line ends and dashes as they are", "stores some megabytes of a form, byte for byte"];
    const cut = async () => {
      const fixture = await opened();
      const sendForm = async (form: UploadForm) => {
        const answer = await fixture.sendForm(form);
        const [, key] = form.fields.find(([name]) => name === "key") ?? [];
        await fixture.blobs.put({ area: "incoming", key: `${key}` }, ascii("\r\n"), { bytes: 2 });
        return answer;
      };
      return { ...fixture, sendForm };
    };
    expect(await failuresOf(expect, (runner) => describeUploadTickets(runner, "cut", cut), names)).toEqual(names);
  });

  it("catches a store whose tickets never end", async () => {
    const names = ["stores nothing after its time", "stores no form after its time"];
    const endless = async () => {
      const fixture = await opened();
      const { tickets, soon } = fixture;
      return {
        ...fixture,
        expired: (upload: ExpectedUpload) => tickets.put(upload, soon),
        expiredForm: (upload: ExpectedUpload) => tickets.post(upload, soon),
      };
    };
    expect(await failuresOf(expect, (runner) => describeUploadTickets(runner, "endless", endless), names)).toEqual(
      names,
    );
  });
});

interface SentTicket {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A store that overlooks whatever `correct` sets right, given the ticket that was asked for first. */
async function lenient(correct: (request: UploadRequest, sent: SentTicket) => UploadRequest) {
  const fixture = await opened();
  let first: SentTicket | undefined;
  return {
    ...fixture,
    tickets: {
      ...fixture.tickets,
      async put(...args: Parameters<typeof fixture.tickets.put>) {
        const ticket = await fixture.tickets.put(...args);
        first ??= ticket;
        return ticket;
      },
    },
    send: (request: UploadRequest) => fixture.send(correct(request, first ?? request)),
  };
}
