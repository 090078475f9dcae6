import type { Settings } from "@tintype/core";
import { malformed, refusal } from "./http-error.ts";
import { inWords } from "./in-words.ts";
import type { RequestBody } from "./route.ts";

/** Of JSON bodies, as API Gateway would not care but we do. */
export const JSON_BYTES = 64 * 1024;

export interface Body {
  /** Lower case and without parameters; empty when there is no body. */
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export const noBody: Body = { mediaType: "", bytes: new Uint8Array() };

/**
 * The body of a request, if it is of a type that the route takes (415) and not too large (413: no more than the limit is
 * read). An optional body that is empty may claim to be anything.
 */
export async function readBody(request: Request, expected: RequestBody, settings: Settings): Promise<Body> {
  const mediaType = mediaTypeOf(request);
  const content = Object.entries(expected.content).find(([known]) => matches(mediaType, known))?.[1];
  if (content === undefined && expected.required) throw unsupported(expected, mediaType);
  const limit = content !== undefined && "bytes" in content ? content.bytes(settings) : JSON_BYTES;
  const bytes = await readAtMost(limit, request);
  if (bytes === undefined) throw tooLarge(limit, content && "bytes" in content ? `: ${content.otherwise}` : "");
  if (bytes.byteLength === 0 && !expected.required) return noBody;
  if (content === undefined) throw unsupported(expected, mediaType);
  if ((request.headers.get("content-encoding") ?? "identity") !== "identity") {
    throw refusal("unsupported_media_type", "Send the body as it is, without Content-Encoding.");
  }
  return { mediaType, bytes };
}

/** 413 for JSON that is larger than usual, where it has no reason to be. */
export function checkJsonSize(body: Uint8Array): void {
  if (body.byteLength > JSON_BYTES) throw tooLarge(JSON_BYTES, "");
}

const tooLarge = (limit: number, otherwise: string) =>
  refusal("payload_too_large", `The body of this request may have at most ${inWords(limit)}${otherwise}.`);

const mediaTypeOf = (request: Request): string =>
  (request.headers.get("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";

const matches = (mediaType: string, known: string): boolean =>
  known.endsWith("*") ? mediaType.startsWith(known.slice(0, -1)) : mediaType === known;

function unsupported({ content }: RequestBody, mediaType: string) {
  const wanted = Object.keys(content)
    .join(", ")
    .replace(/, (?=[^,]*$)/, " or ");
  return refusal("unsupported_media_type", `Send ${wanted} here, not ${mediaType || "a body without Content-Type"}.`);
}

/** The whole body, or `undefined` when it has more bytes than that. */
async function readAtMost(limit: number, request: Request): Promise<Uint8Array | undefined> {
  const announced = request.headers.get("content-length");
  if (announced !== null && Number(announced) > limit) return undefined;
  try {
    // Servers let nobody send more than they announced, and reading all at once is much cheaper.
    if (announced === null) return await collect(limit, request.body);
    const bytes = new Uint8Array(await request.arrayBuffer());
    return bytes.byteLength > limit ? undefined : bytes;
  } catch (cause) {
    throw malformed("The body broke off.", { cause });
  }
}

async function collect(limit: number, body: ReadableStream<Uint8Array> | null): Promise<Uint8Array | undefined> {
  if (body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body as ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    if (length > limit) return undefined;
    chunks.push(chunk);
  }
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}
