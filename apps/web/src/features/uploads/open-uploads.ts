import type { PhotoView } from "@tintype/core";
import type { Api } from "../../shared/api/create-api.ts";
import type { ClientConfig } from "../../shared/api/load-config.ts";
import { loadPart } from "../../shared/api/load-part.ts";
import { mayPass, waitOf } from "../../shared/api/patience.ts";
import { createUploads, type Uploads } from "./create-uploads.ts";
import { createHashFile } from "./hash-file.ts";
import { openKeptFiles } from "./kept-files.ts";
import { refuseFile } from "./refuse-file.ts";
import { sendFile } from "./send-file.ts";

interface OpenUploadsOptions {
  readonly api: Api;
  readonly owner: string;
  readonly limits: ClientConfig["limits"];
  readonly onPhoto: (photo: PhotoView) => void;
}

/** Milliseconds until something is tried once more of which nobody said when it will be better. */
const PAUSE = 3_000;

/** Uploads as this browser does them: hashed in a worker, kept in its database, sent by Uppy, which comes with the first. */
export function openUploads({ api, owner, limits, onPhoto }: OpenUploadsOptions): Uploads {
  const hash = createHashFile();
  return createUploads({
    owner,
    onPhoto,
    kept: openKeptFiles(),
    newId: randomId,
    refuse: (file) => refuseFile(file, limits),
    send: (item, file, steps) =>
      sendFile(item, file, {
        ...steps,
        api,
        hash,
        sendBytes: async (parcel, options) =>
          (await loadPart(() => import("./send-by-uppy.ts"))).sendByUppy(api)(parcel, options),
      }),
    abandon: ({ id }) => api(`/photos/${id}/upload`, { method: "DELETE" }),
    patience: (error) => (mayPass(error) ? untilBetter(waitOf(error) ?? PAUSE) : undefined),
  });
}

/** `randomUUID` is there for pages of HTTPS and of this machine alone. */
const randomId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

function untilBetter(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      clearTimeout(timer);
      removeEventListener("online", go);
      resolve();
    };
    const timer = setTimeout(go, milliseconds);
    addEventListener("online", go);
  });
}
