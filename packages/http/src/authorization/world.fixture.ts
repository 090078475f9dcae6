import { ApiKeyId, ExportId, type Photo, PhotoId, ShareId } from "@tintype/core";
import { aReadyPhoto, nextUlid } from "@tintype/core/testing";
import { type HttpFixture, openHttp, type Person } from "../http.fixture.ts";

/** Ana's photo and the link to it that everything is asked about, and what Ben has of his own. */
export interface World extends HttpFixture {
  readonly photo: PhotoId;
  readonly share: ShareId;
  readonly token: string;
  /** What Ana has had packed. */
  readonly dataExport: ExportId;
  /** A key of Ana's that nobody uses. */
  readonly apiKey: ApiKeyId;
  /** To another photo, of Ben's. */
  readonly otherToken: string;
}

/** What nobody but Ana may ever read, and what no log may hold. */
export const canaries = {
  email: "ana@example.com",
  fileName: "canary-file-name.jpg",
  camera: "CANARYCAM",
  position: "12.345678",
  sha256: "c0ffee".padEnd(64, "0"),
  statedSha256: "decade".padEnd(64, "0"),
  note: "canary-note",
} as const;

/** Where the original of the photo lies: said to those alone who may download it. */
export const originalOf = ({ photo }: World): string => `o/${photo.toLowerCase()}/`;

export async function createWorld({ maxViews }: { readonly maxViews?: number } = {}): Promise<World> {
  const api = await openHttp();
  const photo = aReadyPhoto({
    owner: api.ana.id,
    fileName: canaries.fileName,
    camera: { make: canaries.camera },
    location: { latitude: Number(canaries.position), longitude: Number(canaries.position) },
    sha256: canaries.sha256 as NonNullable<Photo["sha256"]>,
    statedSha256: canaries.statedSha256 as NonNullable<Photo["sha256"]>,
  });
  const share = async (shared: Photo, by: Person): Promise<{ share: ShareId; token: string }> => {
    await api.ports.photos.save({ after: shared, events: [] });
    const actor = { kind: "user", userId: by.id } as const;
    const note = by === api.ana ? canaries.note : "Ben's";
    const input = { note, download: "original", ...(maxViews !== undefined && { maxViews }) } as const;
    const made = await api.tintype.shares.createShare(actor, shared.id, input);
    return { share: made.share.id, token: new URL(made.url).pathname.replace("/s/", "") };
  };
  const other = await share(aReadyPhoto({ owner: api.ben.id }), api.ben);
  const shared = await share(photo, api.ana);
  const { id: dataExport } = await api.tintype.exports.beginExport({ kind: "user", userId: api.ana.id });
  const wanted = { name: "Unused", scopes: ["photos:read"] } as const;
  const { apiKey } = await api.tintype.apiKeys.createApiKey(
    { kind: "user", userId: api.ana.id },
    { ...wanted, scopes: [...wanted.scopes] },
  );
  return { ...api, ...shared, photo: photo.id, dataExport, apiKey: apiKey.id, otherToken: other.token };
}

/** The same world, asked about what has never been there. */
export const neverMade = (world: World): World => ({
  ...world,
  photo: PhotoId.parse(nextUlid()),
  share: ShareId.parse(nextUlid()),
  dataExport: ExportId.parse(nextUlid()),
  apiKey: ApiKeyId.parse(nextUlid()),
  token: "A".repeat(43),
});

/** Everything of Ana's that a request could change. */
export async function snapshot({ ports, tintype, ana, photo, share }: World): Promise<string> {
  const [account, usage] = [await ports.accounts.get(ana.id), await ports.usage.usage(ana.id)];
  const { items } = await tintype.photos.listPhotos({ kind: "user", userId: ana.id });
  const keys = (await ports.apiKeys.ofOwner(ana.id, 10)).map(({ id, name, scopes }) => [id, name, scopes]);
  return JSON.stringify([account, usage, items, keys, await ports.photos.get(photo), await ports.shares.get(share)]);
}
