import { checkBlobKey } from "./blob-key.ts";
import type { BlobRef, BlobStore } from "./blob-store.ts";
import type { Clock } from "./clock.ts";
import { sha256 } from "./sha256.memory.ts";
import type { ExpectedUpload, PutTicket, UploadTickets } from "./upload-tickets.ts";
import type { UploadAnswer, UploadRequest } from "./upload-tickets-probes.fixture.ts";

export interface MemoryUploadTicketsOptions {
  /** Where bytes arrive that are sent with a ticket. */
  readonly blobs: BlobStore;
  readonly clock: Clock;
}

/** Tickets whose holders need no network. */
export interface MemoryUploadTickets extends UploadTickets {
  /** Sends bytes as a client would: what the store answers, after it has stored them or refused to. */
  send(request: UploadRequest): Promise<UploadAnswer>;
}

/** Tickets that are known by their address; nothing is signed. */
export function createMemoryUploadTickets({ blobs, clock }: MemoryUploadTicketsOptions): MemoryUploadTickets {
  const issued = new Map<string, { readonly upload: ExpectedUpload; readonly ticket: PutTicket }>();

  return {
    async put(upload, expiresAt, options): Promise<PutTicket> {
      const ref: BlobRef = { area: "incoming", key: upload.key };
      checkBlobKey(ref);
      options?.signal?.throwIfAborted();
      const ticket: PutTicket = {
        method: "PUT",
        url: `https://uploads.example/incoming/${upload.key}?ticket=${issued.size + 1}`,
        headers: {
          "content-type": upload.contentType,
          ...(upload.sha256 === undefined ? {} : { "x-sha256": upload.sha256 }),
        },
        expiresAt,
      };
      issued.set(ticket.url, { upload, ticket });
      return ticket;
    },

    async send({ method, url, headers, body }): Promise<UploadAnswer> {
      const found = issued.get(url);
      if (found === undefined || found.ticket.expiresAt <= clock.now()) return { status: 403 };
      const { upload, ticket } = found;
      const differs = Object.entries(ticket.headers).some(([name, value]) => headers[name] !== value);
      if (method !== ticket.method || differs || body.length !== upload.bytes) return { status: 403 };
      if (upload.sha256 !== undefined && upload.sha256 !== sha256(body)) return { status: 400 };
      const { etag } = await blobs.put({ area: "incoming", key: upload.key }, body, { bytes: body.length });
      return { status: 200, etag: `"${etag}"` };
    },
  };
}
