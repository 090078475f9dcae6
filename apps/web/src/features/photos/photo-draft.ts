import type { PhotoChanges, PhotoView } from "@tintype/core";

export interface Said {
  readonly title: string;
  readonly caption: string;
  readonly tags: readonly string[];
}

/** What somebody has written of a photo, and what they saw when they began. */
interface PhotoDraft {
  readonly revision: number;
  readonly base: Said;
  readonly said: Said;
}

const saidOf = ({ title = "", caption = "", tags }: PhotoView): Said => ({ title, caption, tags });

export const draftOf = (photo: PhotoView): PhotoDraft => ({
  revision: photo.revision,
  base: saidOf(photo),
  said: saidOf(photo),
});

/** What is to be saved: only what was changed. */
export function changesOf({ base, said }: PhotoDraft): PhotoChanges {
  return {
    ...(isSame(said.title, base.title) ? {} : { title: said.title || null }),
    ...(isSame(said.caption, base.caption) ? {} : { caption: said.caption || null }),
    ...(isSame(said.tags, base.tags) ? {} : { tags: [...said.tags] }),
  };
}

/** The draft as if it had begun with the photo as it is now: what was written stays, all else is as somebody else left it. */
export function rebase({ base, said }: PhotoDraft, photo: PhotoView): PhotoDraft {
  const now = saidOf(photo);
  return {
    revision: photo.revision,
    base: now,
    said: {
      title: isSame(said.title, base.title) ? now.title : said.title,
      caption: isSame(said.caption, base.caption) ? now.caption : said.caption,
      tags: isSame(said.tags, base.tags) ? now.tags : said.tags,
    },
  };
}

/** Whether somebody else has changed the very thing that was changed here: whoever saves then has to be told. */
export function isContested({ base, said }: PhotoDraft, photo: PhotoView): boolean {
  const now = saidOf(photo);
  return (["title", "caption", "tags"] as const).some(
    (name) => !isSame(said[name], base[name]) && !isSame(now[name], base[name]) && !isSame(said[name], now[name]),
  );
}

const isSame = (one: Said[keyof Said], other: Said[keyof Said]): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
