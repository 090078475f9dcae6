import { type Actor, createTintype, PhotoId, type Ports, type Tintype, TintypeError } from "@tintype/core";
import fastify, { type FastifyInstance, type FastifyRequest } from "fastify";

export interface HostOptions {
  readonly ports: Ports;
  /** Who is calling, as the host knows it. */
  readonly callerOf: (request: FastifyRequest) => Promise<Actor>;
}

export interface Host {
  readonly app: FastifyInstance;
  readonly tintype: Tintype;
}

/** A Fastify application with addresses and answers of its own, which calls Tintype's operations. */
export function createHost({ ports, callerOf }: HostOptions): Host {
  const tintype = createTintype(ports);
  const app = fastify();
  app.addContentTypeParser(
    "image/jpeg",
    { parseAs: "buffer", bodyLimit: ports.settings.original.directBytes },
    (_, body, done) => done(null, body),
  );

  app.put<{ Params: { name: string }; Body: Buffer }>("/album/:name", async (request, reply) => {
    const caller = await callerOf(request);
    const { photo, created } = await tintype.photos.uploadPhoto(caller, request.body, {
      fileName: request.params.name,
    });
    return reply.status(created ? 201 : 200).send({ id: photo.id, state: photo.state });
  });

  app.get("/album", async (request) => {
    const { items } = await tintype.photos.listPhotos(await callerOf(request), {});
    return items.map(({ id, fileName, state }) => ({ id, fileName, state }));
  });

  app.post<{ Params: { id: string } }>("/album/:id/link", async (request, reply) => {
    const id = PhotoId.parse(request.params.id);
    const { url } = await tintype.shares.createShare(await callerOf(request), id, { maxViews: 10 });
    return reply.status(201).send({ url });
  });

  // What the domain refuses has a code that never changes, and a sentence for people; the status is the host's choice.
  app.setErrorHandler((error, _, reply) => {
    if (!(error instanceof TintypeError)) throw error;
    return reply.status(statusOf[error.code] ?? 400).send({ code: error.code, message: error.message });
  });

  return { app, tintype };
}

const statusOf: Readonly<Record<string, number>> = {
  sign_in_required: 401,
  not_allowed: 403,
  photo_not_found: 404,
  photo_too_large: 413,
  unavailable: 503,
};
