import { bindPorts } from "../shared/bind-ports.ts";
import { changeShare } from "./change-share.ts";
import { createShare } from "./create-share.ts";
import { describeShare } from "./describe-share.ts";
import { downloadSharedPhoto } from "./download-shared-photo.ts";
import { eraseShares } from "./erase-shares.ts";
import { identifyGuest } from "./grant.ts";
import { listSharedPhotos } from "./list-shared-photos.ts";
import { listShares } from "./list-shares.ts";
import { openShare } from "./open-share.ts";
import { removeSharesOfPhoto } from "./remove-shares-of-photo.ts";
import { revokeShare } from "./revoke-share.ts";

const operations = {
  createShare,
  listShares,
  changeShare,
  revokeShare,
  describeShare,
  openShare,
  identifyGuest,
  listSharedPhotos,
  downloadSharedPhoto,
  removeSharesOfPhoto,
  eraseShares,
};

/** Everything that can be done with shares. */
export const createShares = (ports: SharePorts) => bindPorts(ports, operations);
export type Shares = ReturnType<typeof createShares>;
export type SharePorts = Parameters<typeof createShare>[0] & Parameters<typeof openShare>[0];

export { ShareChanges } from "./change-share.ts";
export { type CreatedShare, NewShare } from "./create-share.ts";
export { ShareQuery } from "./list-shares.ts";
export { OpenedShare, type OpenShareOptions, ShareKey } from "./open-share.ts";
export { GuestPhoto, GuestShare, ShareDescription, ShareView, viewShare } from "./share-view.ts";
