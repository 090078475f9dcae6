import { createTintype, type Tintype } from "./create-tintype.ts";
import type { NewPhoto, PhotoView } from "./photos/index.ts";
import type { UploadTicket } from "./photos/upload-ticket.ts";
import type { BlobArea } from "./ports/blob-store.ts";
import { type Drained, drain } from "./ports/drain.fixture.ts";
import { type TestImage, testImage } from "./ports/image-processor.memory.ts";
import { createMemoryPorts, type MemoryPorts, type MemoryPortsOptions } from "./ports/ports.memory.ts";
import type { UploadAnswer } from "./ports/upload-tickets-probes.fixture.ts";
import { system, type UserActor } from "./shared/actor.ts";

/** Tintype over memory, with two people who have accounts. */
export interface World {
  readonly ports: MemoryPorts;
  readonly tintype: Tintype;
  readonly ana: UserActor;
  readonly ben: UserActor;
  /** Every id that was given out, in that order. */
  readonly issued: readonly string[];
  /** Works off what is due. */
  drain(): Promise<Drained>;
  /** A picture that nobody has uploaded before. */
  picture(says?: TestImage): Uint8Array<ArrayBuffer>;
  /** Sends bytes with a ticket, as a client does; in parts, all that it has addresses for. */
  send(ticket: UploadTicket | undefined, bytes: Uint8Array<ArrayBuffer>): Promise<UploadAnswer>;
  /** Announces, sends and confirms; the photo is `uploaded` then. */
  upload(bytes: Uint8Array<ArrayBuffer>, input?: Partial<NewPhoto>, actor?: UserActor): Promise<PhotoView>;
  /** The same, developed. */
  develop(bytes?: Uint8Array<ArrayBuffer>, input?: Partial<NewPhoto>, actor?: UserActor): Promise<PhotoView>;
}

export interface WorldOptions extends MemoryPortsOptions {
  /** What shall stand in the place of some ports. */
  readonly around?: (ports: MemoryPorts) => Partial<MemoryPorts>;
}

export async function createWorld({ around, ...options }: WorldOptions = {}): Promise<World> {
  const memory = createMemoryPorts(options);
  const issued: string[] = [];
  const next = () => {
    const id = memory.ids.next();
    issued.push(id);
    return id;
  };
  const ports: MemoryPorts = { ...memory, ...around?.(memory), ids: { next } };
  const tintype = createTintype(ports);
  const register = async (name: string): Promise<UserActor> => {
    const email = `${name}@example.com`;
    const identity = { issuer: "https://pool.example", subject: ports.identities.addUser({ email }) };
    const { id } = await tintype.accounts.registerAccount(system, { identity, email, displayName: name });
    return { kind: "user", userId: id };
  };
  const ana = await register("ana");
  const ben = await register("ben");
  await drain(tintype, ports);
  let pictures = 0;

  const world: World = {
    ports,
    tintype,
    ana,
    ben,
    issued,
    drain: () => drain(tintype, ports),
    picture: (says) => {
      pictures += 1;
      return testImage(600 + pictures, 400, says);
    },
    send: async (ticket, body) => {
      if (ticket === undefined) throw new RangeError("There is no ticket to send with.");
      if (ticket.kind === "put") return ports.tickets.send({ ...ticket, body });
      if (ticket.kind === "post") {
        return ports.tickets.sendForm({ url: ticket.url, fields: [...Object.entries(ticket.fields), ["file", body]] });
      }
      for (const part of ticket.parts) {
        const start = (part.number - 1) * ticket.partBytes;
        const answer = await ports.multipart.send({
          method: "PUT",
          ...part,
          body: body.subarray(start, start + ticket.partBytes),
        });
        if (answer.status !== 200) return answer;
      }
      return { status: 200 };
    },
    upload: async (bytes, input, actor = ana) => {
      const { photo, upload } = await tintype.photos.beginUpload(actor, { ...announce(bytes), ...input });
      await world.send(upload, bytes);
      return tintype.photos.completeUpload(actor, photo.id);
    },
    develop: async (bytes = world.picture(), input = {}, actor = ana) => {
      const { id } = await world.upload(bytes, input, actor);
      await world.drain();
      return tintype.photos.getPhoto(actor, id);
    },
  };
  return world;
}

/** The keys of everything that lies in that area. */
export async function blobKeys({ ports }: Pick<World, "ports">, area: BlobArea): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const { key } of ports.blobs.list(area, "")) keys.push(key);
  return keys;
}

/** What a client announces of these bytes. */
export const announce = (bytes: Uint8Array): NewPhoto => ({
  fileName: "IMG_2041.jpg",
  contentType: "image/jpeg",
  bytes: bytes.length,
});

/** The token in the address of a share. */
export const tokenIn = (url: string): string => url.slice(url.lastIndexOf("/") + 1);
