import { contentTypeOf } from "@tintype/core";
import type { RequestHandler } from "express";
import type { Storage } from "./open-storage.ts";

/**
 * Renditions at their signed addresses, `/p/…`: on AWS this is CloudFront's work. The verifier takes the target as it
 * came in the request line, so nothing may have rewritten `originalUrl`.
 */
export function serveMedia({ blobs, urlVerifier }: Pick<Storage, "blobs" | "urlVerifier">): RequestHandler {
  return async (request, response) => {
    const verdict = urlVerifier.verify(request.originalUrl);
    if ("refused" in verdict) {
      response.status(403).json({ error: `not signed: ${verdict.refused}` });
      return;
    }
    const ref = { area: "media", key: verdict.path } as const;
    const info = await blobs.head(ref);
    if (info === undefined) {
      response.sendStatus(404);
      return;
    }
    response.writeHead(200, {
      "content-type": contentTypeOf(ref.key),
      "content-length": info.bytes,
      "cache-control": "private, max-age=31536000, immutable",
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
    });
    await blobs.writeTo(response, ref, { etag: info.etag });
    response.end();
  };
}
