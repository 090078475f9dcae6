import { randomBytes } from "node:crypto";
import { type Actor, anonymous, createTintype, plus, system, type UploadRequest } from "@tintype/core";
import { aReadyPhoto, createMemoryBlobStore, createMemoryPorts, streamOf } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { createLocalSecrets } from "./keyring/local-secrets.ts";
import { mutate, seeded } from "./mutants.fixture.ts";
import { createLocalUrlSigner } from "./signing/local-url-signer.ts";
import { rsaPem } from "./signing/rsa-pem.fixture.ts";
import { createUrlVerifier } from "./signing/url-verifier.ts";
import { createLocalUploadTickets } from "./tickets/local-upload-tickets.ts";
import { createLocalMultipartUploads } from "./tickets/multipart/local-multipart-uploads.ts";
import { verifyMultipartRequest } from "./tickets/multipart/verify-multipart-request.ts";
import { createUploadReceiver } from "./tickets/receive-upload.ts";
import { verifyUploadTicket } from "./tickets/verify-upload-ticket.ts";

/** Something that was given out, and whether a text is taken for it. */
interface Key {
  readonly text: string;
  readonly many: number;
  isTaken(text: string): boolean | Promise<boolean>;
  /** Whether another text is meant to be taken; none is unless told. */
  isMeant?(text: string): boolean;
}

const publicUrl = "https://photos.example";
const version = "01kagy5d3v8nq2w4x6z8b00001/01kagy5d3v8nq2w4x6z8b00002";

/** One of every kind, made with keys that nobody else has. */
async function keys(): Promise<Readonly<Record<string, Key>>> {
  const memory = createMemoryPorts();
  const { clock, blobs, ids } = memory;
  const secrets = createLocalSecrets({ masterKey: randomBytes(32) });
  const multipart = createLocalMultipartUploads({
    publicUrl,
    secrets,
    clock,
    ids,
    blobs,
    parts: createMemoryBlobStore({ clock }),
  });
  const tickets = createLocalUploadTickets({ publicUrl, secrets });
  const receiver = createUploadReceiver({ blobs, multipart, secrets, clock });
  const tintype = createTintype({ ...memory, secrets, tickets, multipart });
  const soon = plus(clock.now(), 600_000);

  const privateKeyPem = rsaPem();
  const signer = createLocalUrlSigner({ publicUrl, keyPairId: "K1", privateKeyPem });
  const verifier = createUrlVerifier({ publicUrl, keys: { K1: privateKeyPem }, clock });
  const address = async (path: string, many: number, resource = path): Promise<Key> => {
    const query = await signer.sign(resource, soon);
    // A signature opens every name below its prefix: another name is no forgery.
    return {
      text: `/${path}?${query}`,
      many,
      isTaken: (text) => "path" in verifier.verify(text),
      // A signature opens every name below its prefix: another name is no forgery.
      isMeant: (text) =>
        resource !== path && text.startsWith(`/${resource.slice(0, -1)}`) && text.endsWith(`?${query}`),
    };
  };

  const identity = { issuer: "https://pool.example", subject: "ana" };
  const { id: userId } = await tintype.accounts.registerAccount(system, { identity, email: "ana@example.com" });
  const ana: Actor = { kind: "user", userId };
  const photos = [1, 2].map(() => aReadyPhoto({ owner: userId }));
  for (const after of photos) await memory.photos.save({ after, events: [] });
  const [photo] = photos;
  if (photo === undefined) throw new RangeError("There are two.");
  const links = [await tintype.shares.createShare(ana, photo.id), await tintype.shares.createShare(ana, photo.id)];
  const token = links[0]?.url.split("/").at(-1) ?? "";
  const { grant } = await tintype.shares.openShare(anonymous, token);
  const resolves = (call: Promise<unknown>) =>
    call.then(
      () => true,
      () => false,
    );

  const announced = async (upload: "put" | "post" | "multipart") => {
    const input = { fileName: "a.jpg", contentType: "image/jpeg", bytes: 3, upload };
    const { photo, upload: ticket } = await tintype.photos.beginUpload(ana, input);
    if (ticket === undefined) throw new RangeError("Nobody has sent these bytes before.");
    return { photo, ticket };
  };
  const head = (method: string, target: string) => ({
    method,
    target,
    headers: { "content-type": "image/jpeg", "content-length": "3" },
  });
  const { ticket: single } = await announced("put");
  const put = "url" in single ? single.url.slice(publicUrl.length) : "";
  const { ticket: inParts, photo: big } = await announced("multipart");
  const part = async (request: UploadRequest): Promise<Key> => {
    const { url } = await tintype.photos.signUploadRequest(ana, big.id, request);
    const isTaken = async (target: string) =>
      "request" in (await verifyMultipartRequest(secrets, head(request.method, target), clock.now()));
    return { text: url.slice(publicUrl.length), many: 30_000, isTaken };
  };
  const uploadId = inParts.kind === "multipart" ? inParts.uploadId : "";
  const { ticket: form } = await announced("post");
  const fields = form.kind === "post" ? form.fields : {};

  return {
    "address of a rendition": await address(`p/${version}/thumb.webp`, 250_000, `p/${version}/*`),
    "address of an original": await address(`dl/o/${version}.jpg`, 150_000),
    "address of a copy": await address(`dl/c/${version}.png`, 100_000),
    "address of an export": await address(`dl/x/${version}.zip`, 100_000),
    "ticket to put bytes": {
      text: put,
      many: 80_000,
      isTaken: async (target) => "upload" in (await verifyUploadTicket(secrets, head("PUT", target), clock.now())),
    },
    ...Object.fromEntries(
      Object.keys(fields).map((name) => [
        `field ${name} of a form`,
        {
          text: fields[name] ?? "",
          many: 10_000,
          isTaken: async (text) => {
            const body = bodyOf({ ...fields, [name]: text });
            const outcome = await receiver.receive(
              {
                method: "POST",
                target: "/blobs/incoming",
                headers: { "content-type": `multipart/form-data; boundary=${edge}` },
              },
              streamOf(body),
            );
            return !("refused" in outcome);
          },
        } satisfies Key,
      ]),
    ),
    "request to begin parts": await part({ method: "POST", contentType: "image/jpeg" }),
    "request to send a part": await part({ method: "PUT", uploadId, partNumber: 1 }),
    "request to list parts": await part({ method: "GET", uploadId }),
    "request to complete parts": await part({ method: "POST", uploadId }),
    "request to end parts": await part({ method: "DELETE", uploadId }),
    "cursor of photos": {
      text: (await tintype.photos.listPhotos(ana, { limit: 1 })).next ?? "",
      many: 40_000,
      isTaken: (cursor) => resolves(tintype.photos.listPhotos(ana, { limit: 1, cursor })),
    },
    "cursor of links": {
      text: (await tintype.shares.listShares(ana, { limit: 1 })).next ?? "",
      many: 40_000,
      isTaken: (cursor) => resolves(tintype.shares.listShares(ana, { limit: 1, cursor })),
    },
    "token of a link": {
      text: token,
      many: 30_000,
      isTaken: (token) => resolves(tintype.shares.describeShare(token)),
    },
    grant: { text: grant, many: 40_000, isTaken: (text) => resolves(tintype.shares.identifyGuest(text)) },
    "key of a program": {
      text: (await tintype.apiKeys.createApiKey(ana, { name: "Program", scopes: ["photos:read"] })).key,
      many: 30_000,
      isTaken: (key) => resolves(tintype.apiKeys.identifyProgram(key)),
    },
  };
}

const edge = "edge-of-the-parts";

function bodyOf(fields: Readonly<Record<string, string>>): Uint8Array {
  const parts = [...Object.entries(fields), ["file", "abc"]].map(
    ([name, value]) =>
      `--${edge}\r\nContent-Disposition: form-data; name="${name}"${name === "file" ? '; filename="a.jpg"' : ""}\r\n\r\n${value}\r\n`,
  );
  return Buffer.from(`${parts.join("")}--${edge}--\r\n`);
}

const all = await keys();

describe("of a million mutants of what was given out", () => {
  it("there are a million", () => {
    expect(Object.values(all).reduce((sum, { many }) => sum + many, 0)).toBeGreaterThanOrEqual(1_000_000);
  });

  it.each(Object.keys(all))("none is taken for the %s", async (name) => {
    const { text, many, isTaken, isMeant } = all[name] as Key;
    const random = seeded(20_261_120);
    const taken = new Set<string>();
    for (let round = 0; round < many; round += 1) {
      const mutant = mutate(text, random);
      if (mutant !== text && (await isTaken(mutant)) && isMeant?.(mutant) !== true) taken.add(mutant);
    }
    expect([...taken]).toEqual([]);
    // Last, since it may be good for one time.
    expect(await isTaken(text)).toBe(true);
  });
});
