import * as z from "zod";

/** One spelling of a ULID: 26 upper-case characters of Crockford's base 32, at most 128 bits (github.com/ulid/spec). */
export const Ulid = z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, "must be an id of 26 capitals and digits");

export const UserId = Ulid.brand<"UserId">();
export type UserId = z.infer<typeof UserId>;

export const PhotoId = Ulid.brand<"PhotoId">();
export type PhotoId = z.infer<typeof PhotoId>;

export const UploadId = Ulid.brand<"UploadId">();
export type UploadId = z.infer<typeof UploadId>;

export const ShareId = Ulid.brand<"ShareId">();
export type ShareId = z.infer<typeof ShareId>;

export const ApiKeyId = Ulid.brand<"ApiKeyId">();
export type ApiKeyId = z.infer<typeof ApiKeyId>;

export const ExportId = Ulid.brand<"ExportId">();
export type ExportId = z.infer<typeof ExportId>;

/** SHA-256 of some bytes, in lower-case hex (64 characters). */
export const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in lower-case hex")
  .brand<"Sha256">();
export type Sha256 = z.infer<typeof Sha256>;
