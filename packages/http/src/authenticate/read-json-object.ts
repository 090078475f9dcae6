/**
 * The object that the bytes say in JSON. Throws for everything else, bytes that are not UTF-8 and a byte order mark
 * (RFC 8259 section 8.1) among it: there is one way to read what an issuer has signed.
 */
export function readJsonObject(bytes: Uint8Array): Record<string, unknown> {
  const said: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  if (typeof said !== "object" || said === null || Array.isArray(said)) throw new TypeError("This is no JSON object.");
  return { ...said };
}
