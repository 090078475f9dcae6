import type { UploadTicket } from "@tintype/core";
import type { Api } from "../../shared/api/create-api.ts";
import type { Parcel } from "./send-bytes.ts";

/** What a client of S3 is about to do: one request, by its method and what it is for. */
interface S3Request {
  readonly method: string;
  readonly key: string;
  readonly uploadId?: string;
  readonly partNumber?: number;
}
interface Signed {
  url: string;
  headers?: Record<string, string>;
}

/** How long before a ticket ends its addresses are taken no more: a slow request may begin with them, and end later. */
const SPARE = 60_000;

/**
 * Signs with the ticket as long as it is good for the request; each address is tried once, and then the server is asked.
 * Nothing that has arrived is deleted like this: the server does that itself, when an upload is abandoned.
 */
export function signWith(api: Api, { photo, ticket }: Parcel, now: () => number = Date.now) {
  const used = new Set<string>();
  return async (request: S3Request): Promise<Signed> => {
    if (request.method === "DELETE") throw new Error("What has arrived stays.");
    const signed = Date.parse(ticket.expiresAt) - now() > SPARE ? inTicket(ticket, request) : undefined;
    if (signed === undefined || used.has(signed.url)) {
      return api<Signed>(`/photos/${photo}/upload/sign`, { method: "POST", body: request });
    }
    used.add(signed.url);
    return signed;
  };
}

function inTicket(ticket: UploadTicket, { method, uploadId, partNumber }: S3Request): Signed | undefined {
  if (method !== "PUT") return undefined;
  if (ticket.kind === "put" && uploadId === undefined) return { url: ticket.url, headers: { ...ticket.headers } };
  if (ticket.kind !== "multipart" || uploadId !== ticket.uploadId) return undefined;
  const part = ticket.parts.find(({ number }) => number === partNumber);
  return part && { url: part.url, headers: { ...part.headers } };
}
