import { bodyOfRequest, createUploadReceiver } from "@tintype/adapters-local";
import { photoOfKey, system, type Tintype } from "@tintype/core";
import type { RequestHandler } from "express";
import type { Storage } from "./open-storage.ts";

/**
 * Where upload tickets point, `/blobs/incoming/…`: on AWS this is S3's work, its notification included. The receiver
 * checks the target as it came in the request line, and reads the body itself.
 */
export function receiveUploads({ ports }: Pick<Storage, "ports">, tintype: Tintype): RequestHandler {
  const uploads = createUploadReceiver(ports);
  return async (request, response) => {
    const { method, originalUrl: target, headers } = request;
    const outcome = await uploads.receive({ method, target, headers }, bodyOfRequest(request));
    if ("refused" in outcome) {
      const { status, code, message } = outcome.refused;
      // The rest of the body is not read: the connection cannot carry another request.
      response.set("connection", "close").status(status).json({ code, message });
      return;
    }
    const photo = outcome.stored && photoOfKey(outcome.stored.key);
    // The bytes are safe by now: should this fail, `reconcile` will notice them.
    if (photo !== undefined) await tintype.photos.confirmUpload(system, photo).catch(console.error);
    if (outcome.etag !== undefined) response.set("etag", `"${outcome.etag}"`);
    response
      .status(outcome.status)
      .type("application/xml")
      .send(outcome.xml ?? "");
  };
}
