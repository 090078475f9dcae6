import type { Services } from "../../apps/dev-server/src/services.ts";
import type { Composition } from "../../packages/composition/src/index.ts";
import { PhotoId } from "../../packages/core/src/index.ts";
import { guestOf, type Photo, type Ticket } from "../client.ts";
import { drawPhoto } from "../landscapes.ts";
import type { Session } from "../session.ts";

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

/** A photo of somebody's in some state, and what can be asked for of it. */
export interface Place {
  readonly photo: string;
  /** Of a link to it; of one that never was where there can be none. */
  readonly share: string;
  /** Without a leading slash; where such a thing would be, if there is none. */
  readonly paths: Readonly<Record<SignedThing, string>>;
  readonly ticket: Ticket;
}

export interface Places {
  readonly places: Readonly<Record<State, Place>>;
  readonly dataExport: string;
}

/** One photo in every state, all of that name, and everything of its owner packed to take along. */
export async function placePhotos(
  composition: Composition<Services>,
  owner: Session,
  fileName: string,
): Promise<Places> {
  const [photos, blobs, ids] = [composition.get("photos"), composition.get("blobs"), composition.get("ids")];
  const announce = async (bytes: number) => {
    const input = { fileName, contentType: "image/jpeg", bytes };
    return (await owner.post<{ photo: Photo; upload: Ticket }>("/photos", input)).body;
  };
  const nowhere = (photo: string): Place["paths"] => {
    const version = `${photo}/${ids.next()}`.toLowerCase();
    return {
      rendition: `p/${version}/thumb.webp`,
      original: `dl/o/${version}.jpg`,
      copy: `dl/c/${version}.jpg`,
      export: `dl/x/${version}/tintype-1.zip`,
    };
  };

  /** One that was developed, with a link through which its copy can be downloaded. */
  async function developed(seed: number): Promise<Place> {
    const bytes = await drawPhoto(seed, { width: 300, height: 200 });
    const { photo, upload } = await announce(bytes.length);
    await fetch(upload.url, { ...upload, body: bytes as Uint8Array<ArrayBuffer> });
    const { renditions } = await owner.developed(photo.id);
    const { share, url } = (await owner.share(photo.id, { download: "copy" })).body;
    const guest = guestOf(url, (await guestOf(url).open()).body.grant);
    const asJson = { headers: { accept: "application/json" } };
    const original = (await owner.api<{ url: string }>(`/photos/${photo.id}/original`, asJson)).body.url;
    const copy = await settled(async () => (await guest.download(photo.id)).body.url);
    const paths = {
      rendition: pathOf(renditions?.["thumb"]?.url ?? ""),
      original: pathOf(original),
      copy: pathOf(copy),
      export: nowhere(photo.id).export,
    };
    return { photo: photo.id, share: share.id, paths, ticket: upload };
  }

  /** One whose bytes never came, set to a state that they would have brought it to. */
  async function announced(state?: "uploaded" | "processing" | "failed"): Promise<Place> {
    const { photo, upload } = await announce(3);
    const before = await photos.get(PhotoId.parse(photo.id));
    if (before !== undefined && state !== undefined) {
      const failure = state === "failed" && { failure: { code: "image_damaged", detail: "Broken." } as const };
      await photos.save({ before, after: { ...before, ...failure, state, saved: before.saved + 1 }, events: [] });
    }
    return { photo: photo.id, share: ids.next(), paths: nowhere(photo.id), ticket: upload };
  }

  const [ready, trashed, purged] = [await developed(1), await developed(2), await developed(3)];
  await owner.api(`/photos/${trashed.photo}`, { method: "DELETE" });
  await owner.api(`/photos/${purged.photo}?purge=true`, { method: "DELETE" });
  for (const [area, prefix] of [
    ["originals", "o"],
    ["media", "p"],
    ["media", "c"],
  ] as const) {
    const left = async () =>
      (await blobs.list(area, `${prefix}/${purged.photo}/`.toLowerCase())[Symbol.asyncIterator]().next()).done !== true;
    while (await left()) await new Promise(setImmediate);
  }
  const { id: dataExport } = (await owner.post<{ id: string }>("/me/export")).body;
  type Export = { readonly files?: readonly { readonly url: string }[] };
  const volume = pathOf(
    await settled(async () => (await owner.api<Export>(`/me/export/${dataExport}`)).body.files?.[0]?.url),
  );
  const withVolume = (place: Place): Place => ({ ...place, paths: { ...place.paths, export: volume } });
  const initiated = await announced();
  const stranger = ids.next();
  return {
    places: {
      initiated,
      uploaded: await announced("uploaded"),
      processing: await announced("processing"),
      ready: withVolume(ready),
      failed: await announced("failed"),
      trashed: withVolume(trashed),
      purged,
      "never there": { photo: stranger, share: ids.next(), paths: nowhere(stranger), ticket: initiated.ticket },
    },
    dataExport,
  };
}

export const pathOf = (url: string): string => new URL(url).pathname.slice(1);

/** What is there sooner or later. */
async function settled<Value>(look: () => Promise<Value | undefined>): Promise<Value> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise(setImmediate);
  }
}
