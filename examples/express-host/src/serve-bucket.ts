import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { bodyOfRequest, createS3Door, S3Error } from "@tintype/adapters-local";
import type { Tintype } from "@tintype/core";
import type { RequestHandler } from "express";
import { incoming, type Storage } from "./open-storage.ts";

/**
 * The bucket that temporary credentials open, for SDKs of S3: on AWS this is S3's work. Whoever comes must have signed the
 * request, and still have an account that is open.
 */
export function serveBucket({ ports, parts }: Pick<Storage, "ports" | "parts">, tintype: Tintype): RequestHandler {
  const { settings, credentials } = ports;
  const door = createS3Door({
    ...ports,
    ...incoming,
    parts,
    publicUrl: settings.publicUrl,
    mostBytes: settings.original.bytes,
    lookUp: credentials.lookUp,
    admit: tintype.credentials.openCredentials,
  });
  return async (request, response) => {
    const { method, originalUrl: target, headersDistinct: headers } = request;
    const answer = await door.answer({ method, target, headers }, bodyOfRequest(request));
    if (answer instanceof S3Error) {
      // The rest of the body is not read: the connection cannot carry another request.
      response.set("connection", "close").status(answer.status).type("application/xml");
      response.send(`<Error><Code>${answer.code}</Code></Error>`);
      return;
    }
    response.status(answer.status).set(answer.headers ?? {});
    if (answer.body instanceof ReadableStream) await pipeline(Readable.fromWeb(answer.body), response);
    else if (answer.body !== undefined) response.type("application/xml").send(answer.body);
    else response.end();
  };
}
