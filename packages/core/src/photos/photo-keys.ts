import { PhotoId, type UploadId, UserId } from "../shared/ids.ts";

/*
 * Where a photo's bytes lie. Keys that we make use [a-z0-9/._-] only and never hold a user's text, so that no store,
 * address or shell spells them differently; the content type is the extension's. Below `u/USER/` clients name them.
 */

/** In `incoming`: what a ticket's holder writes, and nothing else can. */
export const incomingKey = (photo: PhotoId, upload: UploadId): string => `t/${photo}/${upload}`.toLowerCase();

/** In `incoming`: where somebody writes with temporary credentials, under names of their own. */
export const incomingPrefix = (user: UserId): string => `u/${user}/`;

/** In `originals`: written by the server alone, once. */
export const originalKey = (photo: PhotoId, version: UploadId, extension: string): string =>
  `o/${photo}/${version}.${extension}`.toLowerCase();

/** In `media`: everything of one version lies under this prefix, which one signature opens. */
export const renditionPrefix = (photo: PhotoId, version: UploadId): string => `p/${photo}/${version}/`.toLowerCase();

export const renditionKey = (photo: PhotoId, version: UploadId, name: string, extension: string): string =>
  `${renditionPrefix(photo, version)}${name}.${extension}`;

/** In `media`, and not below the renditions' prefix: what opens them must not open the copy. */
export const copyKey = (photo: PhotoId, version: UploadId, extension: string): string =>
  `c/${photo}/${version}.${extension}`.toLowerCase();

/** In `media`: what is packed for somebody to take along, and nothing else of theirs. */
export const exportPrefix = (owner: UserId): string => `x/${owner}/`.toLowerCase();

/** One volume, under a name that people can tell from others. */
export const exportKey = (owner: UserId, version: UploadId, volume: number): string =>
  `${exportPrefix(owner)}${version}/tintype-${volume}.zip`.toLowerCase();

/** For whom this blob was packed. */
export function ownerOfExport(key: string): UserId | undefined {
  const id = /^x\/([0-9a-z]{26})\//.exec(key)?.[1];
  return UserId.safeParse(id?.toUpperCase()).data;
}

/** Whose photo's blob this is, or `undefined` for a key that we did not make. */
export function photoOfKey(key: string): PhotoId | undefined {
  const id = /^[ctop]\/([0-9a-z]{26})\//.exec(key)?.[1];
  return PhotoId.safeParse(id?.toUpperCase()).data;
}
