import { type BlobRef, contentTypeOf } from "@tintype/core";
import type { RequestHandler } from "express";
import type { Storage } from "./open-storage.ts";

/**
 * Renditions at their signed addresses, `/p/…`, and downloads, `/dl/…`: on AWS this is CloudFront's work. The verifier
 * takes the target as it came in the request line.
 */
export function serveMedia({ blobs, urlVerifier }: Pick<Storage, "blobs" | "urlVerifier">): RequestHandler {
  return async (request, response) => {
    const verdict = urlVerifier.verify(request.originalUrl);
    if ("refused" in verdict) {
      response.status(403).json({ error: `not signed: ${verdict.refused}` });
      return;
    }
    const isDownload = verdict.path.startsWith("dl/");
    const key = isDownload ? verdict.path.slice("dl/".length) : verdict.path;
    // Copies and exports are what Tintype made, as renditions are.
    const ref: BlobRef = { area: isDownload && key.startsWith("o/") ? "originals" : "media", key };
    const info = await blobs.head(ref);
    if (info === undefined) {
      response.sendStatus(404);
      return;
    }
    response.writeHead(200, {
      "content-type": contentTypeOf(ref.key),
      "content-length": info.bytes,
      "cache-control": isDownload ? "private, max-age=300" : "private, max-age=31536000, immutable",
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
      ...(isDownload && { "content-disposition": "attachment" }),
    });
    await blobs.writeTo(response, ref, { etag: info.etag });
    response.end();
  };
}
