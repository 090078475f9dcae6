import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** Where photos of real cameras lie; they are no part of this repository. */
export const realPhotos =
  process.env["TINTYPE_PHOTOS"] ?? fileURLToPath(new URL("../../../../shared/photos", import.meta.url));
export const haveRealPhotos = existsSync(realPhotos);
export const whyNoRealPhotos = "There are no real photos here: TINTYPE_PHOTOS names their folder.";

export const realPhotoNames = async (): Promise<string[]> =>
  (await readdir(realPhotos)).filter((name) => !name.endsWith(".md"));
