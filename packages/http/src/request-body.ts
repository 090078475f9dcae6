import { HttpError, malformed, tooLarge } from "./http-error.ts";

/** Of JSON bodies, as API Gateway would not care but we do. */
export const JSON_BYTES = 64 * 1024;
const JSON_DEPTH = 20;

/** The media type of the body, lower case and without parameters; empty when there is none. */
export function mediaTypeOf(request: Request): string {
  return (request.headers.get("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

/** The whole body, if it has at most `limit` bytes; otherwise 413, after reading no more than that. */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  const announced = request.headers.get("content-length");
  if (announced !== null && Number(announced) > limit) throw tooLarge(limit);
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body as ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    if (length > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : concatenate(chunks, length);
}

/** The body as JSON: 415 for another media type, 400 for what is not JSON in UTF-8 or nests deeper than 20. */
export function parseJson(request: Request, body: Uint8Array): unknown {
  const type = mediaTypeOf(request);
  if (type !== "application/json") {
    throw new HttpError(
      415,
      "unsupported_media_type",
      `Send application/json here, not ${type === "" ? "nothing" : type}.`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch (cause) {
    throw malformed("The body is not JSON in UTF-8.", { cause });
  }
  if (!isShallow(value, JSON_DEPTH)) throw malformed(`The body nests deeper than ${JSON_DEPTH} levels.`);
  return value;
}

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  return depth > 0 && Object.values(value).every((member) => isShallow(member, depth - 1));
}

function concatenate(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}
