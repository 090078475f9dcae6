import type { PhotoView } from "@tintype/core";
import type { Api } from "../../shared/api/create-api.ts";

/** Lets the browser save originals, one after another: their bytes never pass through the page. */
export async function downloadOriginals(api: Api, photos: readonly PhotoView[]): Promise<void> {
  for (const { id, fileName } of photos) {
    const { url } = await api<{ url: string }>(`/photos/${id}/original`);
    const link = document.createElement("a");
    link.href = url;
    link.download = fileName;
    link.click();
  }
}
