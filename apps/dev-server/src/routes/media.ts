import type { FileBlobStore, UrlVerifier } from "@tintype/adapters-local";
import type { BlobRef } from "@tintype/core";
import { type LocalRoute, mediaHeaders } from "./local-route.ts";
import { refuse } from "./refuse.ts";
import { serveBlob } from "./serve-blob.ts";

export interface MediaRouteOptions {
  readonly blobs: FileBlobStore;
  readonly urls: UrlVerifier;
}

/** Renditions, originals, copies and exports at their signed addresses: what CloudFront does on AWS. Immutable, and for one browser alone. */
export function mediaRoutes({ blobs, urls }: MediaRouteOptions): readonly LocalRoute[] {
  const route = (prefix: string, refOf: (path: string) => BlobRef, extra: Record<string, string>): LocalRoute => ({
    prefix,
    methods: ["GET", "HEAD"],
    async handle(request, response) {
      const verdict = urls.verify(request.url ?? "");
      if ("refused" in verdict) {
        refuse(response, 403, "not_signed", `This address is not signed for what it asks (${verdict.refused}).`);
        return true;
      }
      return serveBlob(blobs, refOf(verdict.path), request, response, { ...mediaHeaders, ...extra });
    },
  });
  return [
    route("/p/", (path) => ({ area: "media", key: path }), { "cache-control": "private, max-age=31536000, immutable" }),
    route("/dl/", downloadOf, {
      "cache-control": "private, max-age=300",
      "content-disposition": "attachment",
    }),
  ];
}

/** Copies and exports are what we made, originals what we accepted. */
function downloadOf(path: string): BlobRef {
  const key = path.slice("dl/".length);
  return { area: /^[cx]\//.test(key) ? "media" : "originals", key };
}
