import { bindPorts } from "../shared/bind-ports.ts";
import { beginUpload } from "./begin-upload.ts";
import { cleanUpPhoto } from "./clean-up-photo.ts";
import { confirmUpload } from "./confirm-upload.ts";
import { type DevelopPorts, developPhoto } from "./develop-photo.ts";
import { editPhoto } from "./edit-photo.ts";
import { getOriginal } from "./get-original.ts";
import { getPhoto } from "./get-photo.ts";
import { listPhotos } from "./list-photos.ts";
import { purgePhoto } from "./purge-photo.ts";
import { reconcilePhotos } from "./reconcile-photos.ts";
import { reconcileUsage } from "./reconcile-usage.ts";
import { restorePhoto } from "./restore-photo.ts";
import { sweepBlobs } from "./sweep-blobs.ts";
import { trashPhoto } from "./trash-photo.ts";
import { uploadPhoto } from "./upload-photo.ts";

const operations = {
  beginUpload,
  uploadPhoto,
  confirmUpload,
  developPhoto,
  getPhoto,
  listPhotos,
  getOriginal,
  editPhoto,
  trashPhoto,
  restorePhoto,
  purgePhoto,
  cleanUpPhoto,
  reconcilePhotos,
  reconcileUsage,
  sweepBlobs,
};

/** Everything that can be done with photos. */
export const createPhotos = (ports: PhotoPorts) => bindPorts(ports, operations);
export type Photos = ReturnType<typeof createPhotos>;
export type PhotoPorts = Parameters<typeof beginUpload>[0] & DevelopPorts & Parameters<typeof listPhotos>[0];

export type { BegunUpload } from "./begin-upload.ts";
export type { DevelopOptions } from "./develop-photo.ts";
export { PhotoChanges } from "./edit-photo.ts";
export { checkRevision, findPhoto } from "./find-photo.ts";
export { DownloadLink, signOriginal } from "./get-original.ts";
export { PhotoQuery } from "./list-photos.ts";
export { NewPhoto, SentPhoto } from "./new-photo.ts";
export { CapturedAt, type Photo } from "./photo.ts";
export { PhotoNotFound } from "./photo-errors.ts";
export { PhotoView, Renditions, RenditionView, signRenditions } from "./photo-view.ts";
export type { Reconciled } from "./reconcile-photos.ts";
export type { UploadedPhoto } from "./upload-photo.ts";
export { UploadTicket } from "./upload-ticket.ts";
