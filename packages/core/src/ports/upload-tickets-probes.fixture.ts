import { Sha256 } from "../shared/ids.ts";
import type { Instant } from "../shared/instant.ts";
import type { BlobStore } from "./blob-store.ts";
import type { ExpectedUpload, PostTicket, PutTicket, UploadTickets } from "./upload-tickets.ts";

/** A request as it goes to the store: what a ticket says, or what somebody made of it. The length is the body's own. */
export interface UploadRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** A form as it goes to the store, field by field; the file comes where `file` stands among them. */
export interface UploadForm {
  readonly url: string;
  readonly fields: readonly (readonly [name: string, value: string | Uint8Array<ArrayBuffer>])[];
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
  /** Tickets that were good, and have ended. */
  expired(upload: ExpectedUpload): Promise<PutTicket>;
  expiredForm(upload: ExpectedUpload): Promise<PostTicket>;
  send(request: UploadRequest): Promise<UploadAnswer>;
  /** Sends it as `multipart/form-data`. */
  sendForm(form: UploadForm): Promise<UploadAnswer>;
}

/** A ticket for "abc", or any other three bytes. */
export const threeBytes: ExpectedUpload = {
  key: "t/01jd4/01jd5",
  contentType: "image/jpeg",
  bytes: 3,
};

/** FIPS 180-2, appendix B.1. */
export const sha256OfAbc = Sha256.parse("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

/** The form that a ticket asks for. */
export const formOf = ({ url, fields }: PostTicket, file: Uint8Array<ArrayBuffer>): UploadForm => ({
  url,
  fields: [...Object.entries(fields), ["file", file]],
});

/** The query of a URL, parameter by parameter, as it is written there. */
export const parametersOf = (url: string): string[] => url.slice(url.indexOf("?") + 1).split("&");

export const withParameters = (url: string, parameters: readonly string[]): string =>
  `${url.slice(0, url.indexOf("?"))}?${parameters.join("&")}`;

/** The text with another last letter or digit: of the same length and alphabet. */
export const withOtherEnd = (text: string): string =>
  text.replace(/[0-9A-Za-z](?=[^0-9A-Za-z]*$)/, (letter) => (letter === "1" ? "2" : "1"));
