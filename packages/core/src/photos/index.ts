import { bindPorts } from "../shared/bind-ports.ts";
import { abandonUpload } from "./abandon-upload.ts";
import { beginUpload } from "./begin-upload.ts";
import { changePhotos } from "./change-photos.ts";
import { cleanUpPhoto } from "./clean-up-photo.ts";
import { completeUpload } from "./complete-upload.ts";
import { confirmUpload } from "./confirm-upload.ts";
import { type DevelopPorts, developPhoto } from "./develop-photo.ts";
import { editPhoto } from "./edit-photo.ts";
import { erasePhotos } from "./erase-photos.ts";
import { getOriginal } from "./get-original.ts";
import { getPhoto } from "./get-photo.ts";
import { listMonths } from "./list-months.ts";
import { listPhotos } from "./list-photos.ts";
import { makeCopy } from "./make-copy.ts";
import { purgePhoto } from "./purge-photo.ts";
import { reconcilePhotos } from "./reconcile-photos.ts";
import { reconcileUsage } from "./reconcile-usage.ts";
import { restorePhoto } from "./restore-photo.ts";
import { resumeUpload } from "./resume-upload.ts";
import { signUploadRequest } from "./sign-upload-request.ts";
import { sweepBlobs } from "./sweep-blobs.ts";
import { sweepParts } from "./sweep-parts.ts";
import { trashPhoto } from "./trash-photo.ts";
import { uploadIncoming } from "./upload-incoming.ts";
import { uploadPhoto } from "./upload-photo.ts";

const operations = {
  beginUpload,
  uploadPhoto,
  uploadIncoming,
  resumeUpload,
  signUploadRequest,
  completeUpload,
  abandonUpload,
  confirmUpload,
  developPhoto,
  makeCopy,
  getPhoto,
  listPhotos,
  listMonths,
  getOriginal,
  editPhoto,
  trashPhoto,
  restorePhoto,
  purgePhoto,
  changePhotos,
  cleanUpPhoto,
  erasePhotos,
  reconcilePhotos,
  reconcileUsage,
  sweepBlobs,
  sweepParts,
};

/** Everything that can be done with photos. */
export const createPhotos = (ports: PhotoPorts) => bindPorts(ports, operations);
export type Photos = ReturnType<typeof createPhotos>;
export type PhotoPorts = Parameters<typeof beginUpload>[0] & DevelopPorts & Parameters<typeof listPhotos>[0];

export type { BegunUpload } from "./begin-upload.ts";
export { PhotoBatch, PhotoBatchOutcome } from "./change-photos.ts";
export { UploadCompletion } from "./complete-upload.ts";
export type { DevelopOptions } from "./develop-photo.ts";
export { PhotoChanges } from "./edit-photo.ts";
export { checkRevision, findPhoto } from "./find-photo.ts";
export { DownloadLink, signCopy, signDownload, signOriginal } from "./get-original.ts";
export { PhotoQuery } from "./list-photos.ts";
export { NewPhoto, SentPhoto } from "./new-photo.ts";
export { CapturedAt, type Photo } from "./photo.ts";
export { PhotoNotFound } from "./photo-errors.ts";
export { exportKey, exportPrefix, incomingPrefix } from "./photo-keys.ts";
export { recordOf } from "./photo-record.ts";
export { PhotoView, Renditions, RenditionView } from "./photo-view.ts";
export type { Reconciled } from "./reconcile-photos.ts";
export type { UploadedPhoto } from "./record-arrival.ts";
export { SignedUploadRequest, UploadRequest } from "./sign-upload-request.ts";
export { IncomingPhoto } from "./upload-incoming.ts";
export { MultipartUpload, PostUpload, PutUpload, UploadTicket } from "./upload-ticket.ts";
export { signRenditions } from "./view-photo.ts";
export { wantCopy } from "./want-copy.ts";
