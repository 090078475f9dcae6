import type { PhotoView } from "@tintype/core";
import { type Reply, revised } from "../route.ts";

const onItsWay: readonly PhotoView["state"][] = ["initiated", "uploaded", "processing"];

/** One photo, with its revision; it tells when to ask again while it is on its way. */
export const shown = (photo: PhotoView, status = 200): Reply =>
  revised(photo, status, onItsWay.includes(photo.state) ? { "retry-after": "1" } : {});
