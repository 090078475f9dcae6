import type { NewPhoto, PhotoView, UploadTicket } from "@tintype/core";
import { ApiProblem } from "../../shared/api/api-problem.ts";
import type { Api } from "../../shared/api/create-api.ts";

interface Begun {
  readonly photo: PhotoView;
  /** Absent where the bytes are here already. */
  readonly upload?: UploadTicket;
}

/** Announces a file, and sends its bytes as the ticket says: straight to the storage. Resolves to the photo, now on its way. */
export async function uploadPhoto(api: Api, file: File, send: typeof fetch = fetch): Promise<PhotoView> {
  const announced = {
    fileName: file.name,
    contentType: file.type || "application/octet-stream",
    bytes: file.size,
  } satisfies Partial<NewPhoto>;
  const { photo, upload } = await api<Begun>("/photos", { method: "POST", body: announced });
  if (upload?.kind !== "put") return photo;
  const { method, headers, url } = upload;
  const sent = await send(url, { method, headers, body: file });
  if (!sent.ok) {
    throw new ApiProblem({ status: sent.status, code: "storage_refused", detail: `The storage said ${sent.status}.` });
  }
  // Storage tells of it by itself, too: this only makes it sooner.
  return api<PhotoView>(`/photos/${photo.id}/upload/complete`, { method: "POST", body: {} });
}
