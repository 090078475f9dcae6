import { type ExpectedUpload, type Instant, millisOf, Sha256 } from "@tintype/core";

/*
 * What is signed of an upload: everything that a request of this kind says in its address and headers. As with S3, the
 * address itself holds the key, the end and the signature; the rest is taken from the headers that arrive.
 */

export const checksumHeader = "x-amz-checksum-sha256";

/** The end of a ticket in whole seconds since 1970. */
export const endOf = (expiresAt: Instant): number => Math.floor(millisOf(expiresAt) / 1_000);

/** The text that is signed. */
export const messageOf = ({ key, contentType, bytes, sha256 }: ExpectedUpload, end: number): string =>
  JSON.stringify(["PUT", key, contentType, bytes, sha256 ?? null, end]);

export const targetOf = (key: string, end: number, signature: string): string =>
  `/blobs/incoming/${key}?expires=${end}&signature=${signature}`;

const target =
  /^\/blobs\/incoming\/((?:(?!\.{1,2}[/?])[A-Za-z0-9._-]+\/)*(?!\.{1,2}\?)[A-Za-z0-9._-]+)\?expires=([1-9]\d{0,10})&signature=([A-Za-z0-9_-]{43})$/;

/** The parts of a request's target as it stands in the request line; `undefined` unless `targetOf` writes it so. */
export function readTarget(
  text: string,
): { readonly key: string; readonly end: number; readonly signature: string } | undefined {
  const [, key, end, signature] = target.exec(text) ?? [];
  if (key === undefined || key.length > 512 || signature === undefined) return undefined;
  return { key, end: Number(end), signature };
}

/** SHA-256 as S3 writes it in a header: base64, with padding. */
export const checksumOf = (sha256: Sha256): string => Buffer.from(sha256, "hex").toString("base64");

/** The hash that the header states; `undefined` for any text that `checksumOf` would not write. */
export function readChecksum(text: string): Sha256 | undefined {
  const sha256 = Sha256.safeParse(Buffer.from(text, "base64").toString("hex")).data;
  return sha256 !== undefined && checksumOf(sha256) === text ? sha256 : undefined;
}
