import type { PhotoView } from "@tintype/core";
import type { Api } from "../../shared/api/create-api.ts";
import type { PhotoPage } from "./photo-lists.ts";

const PAGE = 100;

/** Those of the photos that are in the trash at this moment: what was restored elsewhere meanwhile is not. */
export async function stillInTrash(api: Api, photos: readonly PhotoView[]): Promise<readonly PhotoView[]> {
  const wanted = new Set<string>(photos.map(({ id }) => id));
  const found = new Set<string>();
  let cursor: string | undefined;
  do {
    const query = { state: "trashed", limit: PAGE, cursor };
    const { items, next } = await api<PhotoPage>("/photos", { query });
    for (const { id } of items) if (wanted.has(id)) found.add(id);
    cursor = next;
  } while (cursor !== undefined && found.size < wanted.size);
  return photos.filter(({ id }) => found.has(id));
}
