import type { PhotoView } from "@tintype/core";
import { ApiProblem } from "../../shared/api/api-problem.ts";
import type { Api } from "../../shared/api/create-api.ts";
import type { ClientConfig } from "../../shared/api/load-config.ts";
import { loadPart } from "../../shared/api/load-part.ts";
import { mayPass, waitOf } from "../../shared/api/patience.ts";
import { createUploads } from "./create-uploads.ts";
import { createHashFile } from "./hash-file.ts";
import { openKeptFiles } from "./kept-files.ts";
import { refuseFile } from "./refuse-file.ts";
import { sendFile } from "./send-file.ts";
import type { Uploads } from "./uploads.ts";

interface OpenUploadsOptions {
  readonly api: Api;
  readonly owner: string;
  readonly limits: ClientConfig["limits"];
  readonly onPhoto: (photo: PhotoView) => void;
}

/** Milliseconds until something is tried once more of which nobody said when it will be better. */
const PAUSE = 3_000;

/** How often the same trouble is met before somebody is asked; having no network is no trouble. */
const TRIES = 5;
/** Milliseconds between two looks at how far a file is. */
const QUIET = 250;

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
        onProgress: atMostEvery(QUIET, steps.onProgress),
        api,
        hash,
        sendBytes: async (parcel, options) =>
          (await loadPart(() => import("./send-by-uppy.ts"))).sendByUppy(api)(parcel, options),
      }),
    abandon: async ({ id }) => {
      // Whatever has arrived in full is a photo: another tab may have sent it, or an answer got lost.
      const { state } = await api<PhotoView>(`/photos/${id}`);
      if (state === "initiated") await api(`/photos/${id}/upload`, { method: "DELETE" });
    },
    patience: (error, tries) => {
      const isWorthIt = mayPass(error) && (isOffline(error) || tries < TRIES);
      return isWorthIt ? untilBetter(waitOf(error) ?? PAUSE) : undefined;
    },
  });
}

/** `randomUUID` is there for pages of HTTPS and of this machine alone. */
const randomId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

const isOffline = (error: unknown): boolean => error instanceof ApiProblem && error.status === 0;

function atMostEvery(milliseconds: number, tell: (sent: number) => void): (sent: number) => void {
  let last = 0;
  return (sent) => {
    const now = performance.now();
    if (now - last < milliseconds) return;
    last = now;
    tell(sent);
  };
}

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
