import type { Ports } from "../ports/index.ts";
import type { ReceivedPart } from "../ports/multipart-uploads.ts";
import type { ExpectedUpload } from "../ports/upload-tickets.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { plus } from "../shared/instant.ts";
import type { Photo } from "./photo.ts";
import { missingParts, multipartOf } from "./upload-parts.ts";
import type { UploadTicket } from "./upload-ticket.ts";

type TicketPorts = Pick<Ports, "settings" | "clock" | "tickets" | "multipart">;

/** How many parts one ticket has addresses for: each has several hundred characters. */
const PARTS_A_TICKET = 100;

/**
 * The ticket for a photo's bytes, signed now. Of parts, those that are missing, up to a hundred; `received` are the ones
 * that are not.
 */
export async function ticketFor(
  ports: TicketPorts,
  photo: Photo,
  received: readonly ReceivedPart[],
  options?: CallOptions,
): Promise<UploadTicket> {
  const expiresAt = plus(ports.clock.now(), ports.settings.lifetimes.uploadTicket);
  const { parts, kind } = photo.upload;
  const upload = multipartOf(photo);
  if (upload === undefined || parts === undefined) {
    return kind === "post"
      ? { kind, ...(await ports.tickets.post(expectedUpload(photo), expiresAt, options)) }
      : { kind: "put", ...(await ports.tickets.put(expectedUpload(photo), expiresAt, options)) };
  }
  let end = expiresAt;
  const signed: { number: number; url: string; headers: Record<string, string> }[] = [];
  for (const part of missingParts(photo, received).slice(0, PARTS_A_TICKET)) {
    const request = await ports.multipart.sign({ kind: "part", ...upload, ...part }, expiresAt, options);
    signed.push({ number: part.number, url: request.url, headers: request.headers });
    end = request.expiresAt;
  }
  return {
    kind: "multipart",
    uploadId: upload.uploadId,
    partBytes: parts.bytes,
    parts: signed,
    received: [...received],
    expiresAt: end,
  };
}

/** What a ticket for the whole photo allows. */
export const expectedUpload = ({ upload: { key }, contentType, bytes, statedSha256 }: Photo): ExpectedUpload => ({
  key,
  contentType,
  bytes,
  sha256: statedSha256,
});
