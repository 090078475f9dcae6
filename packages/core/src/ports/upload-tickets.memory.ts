import type { CallOptions } from "../shared/call-options.ts";
import { checkPlainKey } from "./blob-key.ts";
import type { BlobStore } from "./blob-store.ts";
import type { Clock } from "./clock.ts";
import { sha256 } from "./sha256.memory.ts";
import type { ExpectedUpload, PostTicket, PutTicket, UploadTickets } from "./upload-tickets.ts";
import type { UploadAnswer, UploadForm, UploadRequest } from "./upload-tickets-probes.fixture.ts";

export interface MemoryUploadTicketsOptions {
  /** Where bytes arrive that are sent with a ticket. */
  readonly blobs: BlobStore;
  readonly clock: Clock;
}

/** Tickets whose holders need no network. */
export interface MemoryUploadTickets extends UploadTickets {
  /** Sends bytes as a client would: what the store answers, after it has stored them or refused to. */
  send(request: UploadRequest): Promise<UploadAnswer>;
  sendForm(form: UploadForm): Promise<UploadAnswer>;
}

/** Tickets that are known by their address, or by a number in their form; nothing is signed. */
export function createMemoryUploadTickets({ blobs, clock }: MemoryUploadTicketsOptions): MemoryUploadTickets {
  const puts = new Map<string, { readonly upload: ExpectedUpload; readonly ticket: PutTicket }>();
  const posts = new Map<string, { readonly upload: ExpectedUpload; readonly ticket: PostTicket }>();
  const uploads = "https://uploads.example/incoming";

  const check = ({ key }: ExpectedUpload, options: CallOptions | undefined): void => {
    checkPlainKey(key);
    options?.signal?.throwIfAborted();
  };

  const store = async ({ key, bytes, sha256: stated }: ExpectedUpload, body: Uint8Array): Promise<UploadAnswer> => {
    if (body.length !== bytes || (stated !== undefined && stated !== sha256(body))) return { status: 400 };
    const { etag } = await blobs.put({ area: "incoming", key }, body, { bytes });
    return { status: 200, etag: `"${etag}"` };
  };

  return {
    async put(upload, expiresAt, options) {
      check(upload, options);
      const { key, contentType, sha256: stated } = upload;
      const url = `${uploads}/${key}?ticket=${puts.size + 1}`;
      const headers = { "content-type": contentType, ...(stated !== undefined && { "x-sha256": stated }) };
      const ticket: PutTicket = { method: "PUT", url, headers, expiresAt };
      puts.set(url, { upload, ticket });
      return ticket;
    },

    async post(upload, expiresAt, options) {
      check(upload, options);
      const { key, contentType, sha256: stated } = upload;
      const number = `${posts.size + 1}`;
      const fields = {
        key,
        "Content-Type": contentType,
        ticket: number,
        ...(stated !== undefined && { sha256: stated }),
      };
      const ticket: PostTicket = { method: "POST", url: uploads, fields, expiresAt };
      posts.set(number, { upload, ticket });
      return ticket;
    },

    async send({ method, url, headers, body }) {
      const found = puts.get(url);
      if (found === undefined || found.ticket.expiresAt <= clock.now()) return { status: 403 };
      const differs = Object.entries(found.ticket.headers).some(([name, value]) => headers[name] !== value);
      return method !== "PUT" || differs ? { status: 403 } : store(found.upload, body);
    },

    async sendForm({ fields }) {
      const before = fields.findIndex(([name]) => name === "file");
      const file = fields[before]?.[1];
      if (!(file instanceof Uint8Array)) return { status: 400 };
      const said = Object.fromEntries(fields.slice(0, before));
      const found = posts.get(`${said["ticket"]}`);
      if (found === undefined || found.ticket.expiresAt <= clock.now()) return { status: 403 };
      const wanted = found.ticket.fields;
      const names = new Set([...Object.keys(said), ...Object.keys(wanted)]);
      const differs = [...names].some((name) => said[name] !== wanted[name]);
      return differs ? { status: 403 } : store(found.upload, file);
    },
  };
}
