import { type Photo, PhotoState } from "../photos/photo.ts";
import { aPhoto } from "./entities.fixture.ts";
import type { PhotoFilter } from "./photo-repository.ts";

/** As many characters in as few graphemes as an owner's tag may have. */
export const longestTag = `\u0E01${"\u0E48".repeat(11)}`.repeat(50);

/** Alike for whoever looks only roughly, and hard to write in any query language. */
export const tags: readonly string[] = [
  "sea",
  "sea at night",
  "Zürich",
  "zürich",
  "Zu\u0308rich",
  "東京",
  "عمان",
  "👩🏽‍🚀",
  "👩",
  "𝒜",
  `' " \\ %25 _ -- ; #`,
  "#",
  "",
  " ",
  "0",
  "null",
  longestTag,
];

/** One after another, with every state, tag and a few days. */
export function someOfEverything(): Photo[] {
  const days = ["2026-06-30", "2026-07-01", "2026-07-02"];
  return days.flatMap((day, index) =>
    PhotoState.options.flatMap((state) =>
      [[], ["sea"], ["night", "sea"]].map((photoTags) =>
        aPhoto({ state, tags: photoTags, timeline: `${day}T12:00:00.00${index}` }),
      ),
    ),
  );
}

/** Every combination of what filters can say, about those photos. */
export const everyFilter: readonly PhotoFilter[] = [undefined, "ready" as const, "trashed" as const].flatMap((state) =>
  [undefined, "sea", "night"].flatMap((tag) =>
    [undefined, "2026-07-01T12:00:00.001"].flatMap((from) =>
      [undefined, "2026-07-02"].map((to): PhotoFilter => ({ state, tag, from, to })),
    ),
  ),
);

/** What a filter means. */
export const passes = (photo: Photo, { state, tag, from = "", to = "~" }: PhotoFilter): boolean =>
  (state === undefined ? !["trashed", "purged"].includes(photo.state) : photo.state === state) &&
  (tag === undefined || photo.tags.includes(tag)) &&
  photo.timeline >= from &&
  photo.timeline < to;

/** The same, ready to be somebody else's. */
export const unowned = ({ id: _, owner: __, upload: ___, ...photo }: Photo): Partial<Photo> => photo;
