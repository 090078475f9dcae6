import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { problemOf } from "@tintype/http";

/** A problem document (RFC 9457) from a route that does not go through the API, in the words in which the API has it. */
export function refuse(response: ServerResponse, status: number, code: string, detail: string): void {
  const requestId = randomUUID();
  const problem = problemOf({ status, code, detail, headers: {} }, instanceOf(response.req.url ?? ""), requestId);
  const body = JSON.stringify(problem);
  response
    .writeHead(status, {
      "content-type": "application/problem+json",
      "content-length": Buffer.byteLength(body),
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "access-control-allow-origin": "*",
      "x-request-id": requestId,
    })
    .end(body);
}

const LONGEST = 256;

/** The path that was asked for as a URI reference (RFC 3986), however it was spelled; the query may be a signature. */
const instanceOf = (target: string): string =>
  (target.split("?", 1)[0] ?? "")
    .slice(0, LONGEST)
    .replaceAll(
      /%(?![0-9a-f]{2})|[^\w%.~!$&'()*+,;=:@/-]/gi,
      (character) => `%${character.charCodeAt(0).toString(16).padStart(2, "0")}`,
    );
