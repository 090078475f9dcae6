import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { env } from "node:process";
import { repository } from "./server.ts";

/** Where photos of real cameras lie; they are no part of this repository. */
export const realPhotos = env["TINTYPE_PHOTOS"] ?? join(repository, "../shared/photos");
export const haveRealPhotos = existsSync(realPhotos);
export const whyNoRealPhotos = `there are no real photos at ${realPhotos}: set TINTYPE_PHOTOS`;

export const namesOfRealPhotos = (): readonly string[] =>
  readdirSync(realPhotos).filter((name) => !name.endsWith(".md"));
