import type { Instant } from "../shared/instant.ts";
import type { BlobStore } from "./blob-store.ts";
import type { ContractRunner, Open } from "./contract-runner.ts";
import type { ExpectedUpload, PutTicket, UploadTickets } from "./upload-tickets.ts";
import { describeGoodTickets } from "./upload-tickets-accepted.contract.ts";
import { describeForgedTickets } from "./upload-tickets-refused.contract.ts";

/** A request as it goes to the store: what a ticket says, or what somebody made of it. The length is the body's own. */
export interface UploadRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface UploadAnswer {
  readonly status: number;
  /** The header as it came. */
  readonly etag?: string | undefined;
}

/** Tickets to a store without a single blob in it, and a way to send what they say. */
export interface UploadTicketsFixture {
  readonly tickets: UploadTickets;
  readonly blobs: BlobStore;
  /** Some minutes from now, by the clock that tickets end by; a whole second. */
  readonly soon: Instant;
  /** A ticket that was good, and has ended. */
  expired(upload: ExpectedUpload): Promise<PutTicket>;
  send(request: UploadRequest): Promise<UploadAnswer>;
}

/** What holds for all UploadTickets. */
export function describeUploadTickets(runner: ContractRunner, name: string, open: Open<UploadTicketsFixture>): void {
  runner.describe(`${name} as UploadTickets`, () => {
    describeGoodTickets(runner, open);
    describeForgedTickets(runner, open);
  });
}
