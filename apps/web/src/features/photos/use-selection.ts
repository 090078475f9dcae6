import { useQueryClient } from "@tanstack/react-query";
import type { PhotoView } from "@tintype/core";
import { useCallback, useMemo, useState } from "react";
import { useApi } from "../../shared/api/api-context.ts";
import type { Section } from "./gallery-layout.ts";
import { allPhotos, knownPhotos } from "./photo-queries.ts";
import { reachTo, type Selection, toggle } from "./selection.ts";

export interface PhotoSelection {
  readonly photos: ReadonlyMap<string, PhotoView>;
  readonly clear: () => void;
  readonly toggle: (photo: PhotoView) => void;
  /** Everything from the last change to this photo; what lies between and was never shown is fetched first. */
  readonly reachTo: (photo: PhotoView) => Promise<void>;
  readonly all: () => Promise<void>;
}

const nothing: Selection<PhotoView> = { items: new Map() };

/** What has been chosen of these sections, whether it is in sight or not. */
export function useSelection(sections: readonly Section[]): PhotoSelection {
  const client = useQueryClient();
  const api = useApi();
  const [selection, setSelection] = useState(nothing);
  const sectionOf = useCallback(
    (id: string | undefined) =>
      sections.findIndex(({ filter }) => knownPhotos(client, filter).some((photo) => photo.id === id)),
    [client, sections],
  );
  const fetchAll = useCallback(
    async (some: readonly Section[]) => {
      const photos: PhotoView[] = [];
      for (const { filter } of some) photos.push(...(await allPhotos(client, api, filter)));
      return photos;
    },
    [client, api],
  );
  return useMemo(
    () => ({
      photos: selection.items,
      clear: () => setSelection(nothing),
      toggle: (photo) => setSelection((known) => toggle(known, photo)),
      reachTo: async (photo) => {
        const [first = -1, last = -1] = [sectionOf(selection.from), sectionOf(photo.id)].toSorted((a, b) => a - b);
        const isWithin = first === last || first === -1;
        const order = isWithin
          ? knownPhotos(client, sections[last]?.filter ?? {})
          : await fetchAll(sections.slice(first, last + 1));
        setSelection((known) => reachTo(known, photo, order));
      },
      all: async () => {
        const photos = await fetchAll(sections);
        setSelection({ items: new Map(photos.map((photo) => [photo.id, photo])) });
      },
    }),
    [client, selection, sections, sectionOf, fetchAll],
  );
}
