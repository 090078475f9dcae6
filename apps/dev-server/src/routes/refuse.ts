import type { ServerResponse } from "node:http";

/** A problem document (RFC 9457) from a route that does not go through the API. */
export function refuse(response: ServerResponse, status: number, code: string, detail: string): void {
  const body = JSON.stringify({ type: `urn:tintype:problem:${code}`, status, code, detail });
  response
    .writeHead(status, {
      "content-type": "application/problem+json",
      "content-length": Buffer.byteLength(body),
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "access-control-allow-origin": "*",
    })
    .end(body);
}
