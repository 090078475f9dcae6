import { join } from "node:path";
import { start } from "../../apps/dev-server/src/start.ts";
import { type Instant, PhotoId, system, UserId } from "../../packages/core/src/index.ts";
import { guestOf, type Photo, pool, type Ticket } from "../client.ts";
import { drawPhoto } from "../landscapes.ts";
import { temporaryFolder } from "../server.ts";
import { type Session, signUp } from "../session.ts";

export const states = [
  "initiated",
  "uploaded",
  "processing",
  "ready",
  "failed",
  "trashed",
  "purged",
  "never there",
] as const;
export type State = (typeof states)[number];

export type SignedThing = "rendition" | "original" | "copy" | "export";

/** A photo of Ana's in some state, and what can be asked for of it. */
export interface Place {
  readonly photo: string;
  readonly share: string;
  /** Without a leading slash; where such a thing would be, if there is none. */
  readonly paths: Readonly<Record<SignedThing, string>>;
  readonly ticket: Ticket;
}

export type World = Awaited<ReturnType<typeof openWorld>>;

export const canaries = {
  title: "canary-title",
  fileName: "canary-file.jpg",
  email: "canary.ana@example.com",
} as const;

/** A server, a photo of Ana's in every state, and people with credentials of every kind. */
export async function openWorld() {
  const folder = await temporaryFolder();
  const server = await start({
    port: 0,
    host: "127.0.0.1",
    publicUrl: undefined,
    origins: [],
    proxyHops: 0,
    rates: "off",
    dataFolder: join(folder.path, "data"),
    imagingWorkers: 1,
    log: "none",
    reset: false,
  });
  const { origin, composition } = server;
  const [photos, urls, tickets, tintype] = [
    composition.get("photos"),
    composition.get("urls"),
    composition.get("tickets"),
    composition.get("tintype"),
  ];
  const nextId = () => composition.get("ids").next();
  const later = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString() as Instant;

  const ana = await signUp(origin, canaries.email);
  const [ben, eva, leo, sue] = (await Promise.all(
    ["ben", "eva", "leo", "sue"].map((name) => signUp(origin, `${name}@example.com`)),
  )) as [Session, Session, Session, Session];
  const idOf = async (session: Session) => UserId.parse((await session.api<{ id: string }>("/me")).body.id);

  const announce = async (): Promise<{ photo: Photo; upload: Ticket }> =>
    (
      await ana.post<{ photo: Photo; upload: Ticket }>("/photos", {
        fileName: canaries.fileName,
        contentType: "image/jpeg",
        bytes: 3,
      })
    ).body;
  /** Where things of the photo would be. */
  const pathsOf = (photo: string): Place["paths"] => {
    const version = `${photo}/${nextId()}`.toLowerCase();
    return {
      rendition: `p/${version}/thumb.webp`,
      original: `dl/o/${version}.jpg`,
      copy: `dl/c/${version}.jpg`,
      export: `dl/x/${version}/tintype-1.zip`,
    };
  };
  /** A photo that was developed, with a link through which its copy can be downloaded. */
  const develop = async (seed: number): Promise<Place> => {
    const bytes = await drawPhoto(seed, { width: 300, height: 200 });
    const { photo, upload } = (
      await ana.post<{ photo: Photo; upload: Ticket }>("/photos", {
        fileName: canaries.fileName,
        contentType: "image/jpeg",
        bytes: bytes.length,
      })
    ).body;
    await fetch(upload.url, { ...upload, body: bytes as Uint8Array<ArrayBuffer> });
    const { renditions } = await ana.developed(photo.id);
    const { share, url } = (await ana.share(photo.id, { download: "copy" })).body;
    const { grant } = (await guestOf(url).open()).body;
    const original = (
      await ana.api<{ url: string }>(`/photos/${photo.id}/original`, { headers: { accept: "application/json" } })
    ).body.url;
    let copy: string | undefined;
    while (copy === undefined) copy = (await guestOf(url, grant).download(photo.id)).body.url;
    const paths = {
      rendition: pathOf(renditions?.["thumb"]?.url ?? ""),
      original: pathOf(original),
      copy: pathOf(copy),
      export: pathsOf(photo.id).export,
    };
    return { photo: photo.id, share: share.id, paths, ticket: upload };
  };
  const announced = async (state: "initiated" | "uploaded" | "processing" | "failed"): Promise<Place> => {
    const { photo, upload } = await announce();
    const before = await photos.get(PhotoId.parse(photo.id));
    const failure = state === "failed" && { failure: { code: "image_damaged", detail: "Broken." } };
    if (before !== undefined && state !== "initiated") {
      const after = { ...before, ...failure, state, saved: before.saved + 1 } as typeof before;
      await photos.save({ before, after, events: [] });
    }
    return { photo: photo.id, share: nextId(), paths: pathsOf(photo.id), ticket: upload };
  };

  const [ready, trashed, purged] = [await develop(1), await develop(2), await develop(3)];
  await ana.api(`/photos/${trashed.photo}`, { method: "DELETE" });
  await ana.api(`/photos/${purged.photo}?purge=true`, { method: "DELETE" });
  for await (const blob of composition.get("blobs").list("originals", `o/${purged.photo}/`.toLowerCase())) {
    // Its bytes go behind the answer.
    while ((await composition.get("blobs").head(blob)) !== undefined) await new Promise(setImmediate);
  }
  const { id: exportId } = (await ana.post<{ id: string }>("/me/export")).body;
  let exported: string | undefined;
  while (exported === undefined) {
    type Export = { readonly files?: readonly { readonly url: string }[] };
    exported = (await ana.api<Export>(`/me/export/${exportId}`)).body.files?.[0]?.url;
  }
  const withExport = (place: Place): Place => ({ ...place, paths: { ...place.paths, export: pathOf(exported) } });
  const nobodys = nextId();
  const ticket = await tickets.put(
    { key: `t/${nobodys}/${nextId()}`.toLowerCase(), contentType: "image/jpeg", bytes: 3 },
    later(10),
  );
  const places: Readonly<Record<State, Place>> = {
    initiated: await announced("initiated"),
    uploaded: await announced("uploaded"),
    processing: await announced("processing"),
    ready: withExport(ready),
    failed: await announced("failed"),
    trashed: withExport(trashed),
    purged,
    "never there": { photo: nobodys, share: nextId(), paths: pathsOf(nobodys), ticket },
  };

  const { body: link } = await ana.share(ready.photo, { download: "copy" });
  const { body: revoked } = await ana.share(ready.photo);
  const grants = {
    guest: (await guestOf(link.url).open()).body.grant,
    gone: (await guestOf(revoked.url).open()).body.grant,
  };
  await ana.api(`/shares/${revoked.share.id}`, { method: "DELETE" });
  const scopes = ["photos:read", "photos:write", "shares:read", "shares:write"];
  const { key } = (await ana.post<{ key: string }>("/api-keys", { name: "Program", scopes })).body;
  const { key: bensKey } = (await ben.post<{ key: string }>("/api-keys", { name: "Program", scopes })).body;
  await tintype.accounts.disableAccount(system, await idOf(eva));
  await pool(origin, "GlobalSignOut", { AccessToken: leo.token });
  await pool(origin, "DeleteUser", { AccessToken: sue.token });
  const { body: again } = await pool<{ AuthenticationResult: { IdToken: string } }>(origin, "InitiateAuth", {
    AuthFlow: "USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: canaries.email, PASSWORD: "Correct-horse-9" },
  });

  return {
    origin,
    server,
    ana,
    ben,
    places,
    token: pathOf(link.url).replace("s/", ""),
    bensKey,
    /** What opens the path until in so many minutes. */
    sign: async (path: string, minutes: number) =>
      urls.sign(path.startsWith("p/") ? path.replace(/[^/]+$/, "*") : path, later(minutes)),
    tokens: {
      "the owner": ana.token,
      "somebody else": ben.token,
      "somebody disabled": eva.token,
      "somebody who signed out everywhere": leo.token,
      "somebody who has left": sue.token,
    },
    idToken: again.AuthenticationResult.IdToken,
    grants,
    key,
    [Symbol.asyncDispose]: async () => {
      await server.stop();
      await folder[Symbol.asyncDispose]();
    },
  };
}

const pathOf = (url: string): string => new URL(url).pathname.slice(1);
