/** CloudFront's alphabet: base64 with the three characters replaced that an address cannot hold. */
export const encodeForUrl = (bytes: Uint8Array): string =>
  Buffer.from(bytes).toString("base64").replaceAll("+", "-").replaceAll("=", "_").replaceAll("/", "~");

/** The bytes, or `undefined` for any text that is not exactly how `encodeForUrl` writes them. */
export function decodeFromUrl(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text.replaceAll("-", "+").replaceAll("_", "=").replaceAll("~", "/"), "base64");
  return encodeForUrl(bytes) === text ? bytes : undefined;
}

/** A custom policy without white space, as CloudFront's documentation demands. `end` in seconds since 1970. */
export const policyFor = (resource: string, end: number): string =>
  `{"Statement":[{"Resource":"${resource}","Condition":{"DateLessThan":{"AWS:EpochTime":${end}}}}]}`;

export interface Policy {
  readonly resource: string;
  /** In seconds since 1970. */
  readonly end: number;
}

/** What a policy of ours says; `undefined` for any text that `policyFor` would not write. */
export function readPolicy(text: string): Policy | undefined {
  const match =
    /^\{"Statement":\[\{"Resource":"([^"\\]+)","Condition":\{"DateLessThan":\{"AWS:EpochTime":(\d{1,12})\}/.exec(text);
  const resource = match?.[1] ?? "";
  const end = Number(match?.[2]);
  return match !== null && policyFor(resource, end) === text ? { resource, end } : undefined;
}
