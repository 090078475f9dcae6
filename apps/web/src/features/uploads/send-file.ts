import type { NewPhoto, PhotoView, UploadTicket } from "@tintype/core";
import type { Api } from "../../shared/api/create-api.ts";
import type { HashFile } from "./hash-file.ts";
import type { SendBytes, SendOptions } from "./send-bytes.ts";
import type { UploadItem } from "./upload-item.ts";

export interface SendFileOptions extends SendOptions {
  readonly api: Api;
  readonly hash: HashFile;
  readonly sendBytes: SendBytes;
  /** The photo is announced: its bytes go now. It is told even where sending was stopped meanwhile. */
  readonly onSending: (photo: PhotoView) => void;
}

interface Begun {
  readonly photo: PhotoView;
  /** Absent where the bytes are here already. */
  readonly upload?: UploadTicket;
}

/** Larger files go in parts: whoever is interrupted sends the missing ones alone. */
const IN_PARTS_FROM = 10 * 1024 * 1024;

/**
 * Hashes a file, announces it, and sends what is missing of it; saying it again with the same `id` goes on where it stopped.
 * Resolves to the photo, now on its way, and whether its bytes had been here before.
 */
export async function sendFile(
  { id }: Pick<UploadItem, "id">,
  file: File,
  { api, hash, sendBytes, onSending, ...options }: SendFileOptions,
): Promise<{ readonly photo: PhotoView; readonly known: boolean }> {
  const { signal } = options;
  const announced: NewPhoto = {
    fileName: file.name,
    contentType: file.type || "application/octet-stream",
    bytes: file.size,
    sha256: await hash(file),
    upload: file.size > IN_PARTS_FROM ? "multipart" : "put",
  };
  signal.throwIfAborted();
  const headers = { "idempotency-key": id };
  // Not to be aborted: what has been announced has to be known, if only to take it back.
  const { photo, upload } = await api<Begun>("/photos", { method: "POST", body: announced, headers });
  if (upload === undefined) return { photo, known: true };
  onSending(photo);
  signal.throwIfAborted();
  await sendBytes({ file, photo: photo.id, ticket: upload }, options);
  // Storage tells of it by itself, too: this only makes it sooner.
  const path = `/photos/${photo.id}/upload/complete`;
  return { photo: await api<PhotoView>(path, { method: "POST", body: {}, signal }), known: false };
}
