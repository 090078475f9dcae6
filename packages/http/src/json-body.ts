const encoder = new TextEncoder();
const written = new WeakMap<object, Uint8Array>();

/**
 * A value as JSON, to be sent: as text, which a server sends in one piece with its head, or in UTF-8. The items of a page
 * that are frozen are written once and put together from then on: writing fifty photos with their addresses anew would be
 * most of the work of showing them.
 */
export function jsonBody(value: unknown): string | Uint8Array<ArrayBuffer> {
  if (!isPage(value)) return JSON.stringify(value);
  const { items, ...rest } = value;
  const parts = items.map(bytesOf);
  const end = encode(rest);
  const commas = Math.max(0, items.length - 1);
  const isAlone = end.length === 2;
  const bytes = new Uint8Array(
    opening.length + parts.reduce((sum, { length }) => sum + length, 0) + commas + (isAlone ? 2 : 1 + end.length),
  );
  bytes.set(opening);
  let at = opening.length;
  for (const [index, part] of parts.entries()) {
    if (index > 0) bytes[at++] = comma;
    bytes.set(part, at);
    at += part.length;
  }
  bytes[at] = bracket;
  // The other members follow: their opening brace gives way to a comma.
  bytes.set(end.subarray(isAlone ? 1 : 0), at + 1);
  if (!isAlone) bytes[at + 1] = comma;
  return bytes;
}

const opening = encoder.encode('{"items":[');
const comma = 0x2c;
const bracket = 0x5d;

interface Page {
  readonly items: readonly unknown[];
}

const isPage = (value: unknown): value is Page =>
  typeof value === "object" && value !== null && "items" in value && Array.isArray(value.items);

function bytesOf(item: unknown): Uint8Array {
  if (typeof item !== "object" || item === null || !Object.isFrozen(item)) return encode(item);
  const known = written.get(item);
  if (known !== undefined) return known;
  const bytes = encode(item);
  written.set(item, bytes);
  return bytes;
}

const encode = (value: unknown): Uint8Array<ArrayBuffer> => encoder.encode(JSON.stringify(value));
