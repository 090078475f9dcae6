import type { ShareView } from "@tintype/core";
import { endOf } from "./share-end.ts";

type Said = (name: string) => string;

/** What the fields say of a link; `end` is undefined where no such day can be chosen. */
function readFields(said: Said, now: number) {
  return {
    end: endOf(said("end"), said("day"), now),
    password: said("password"),
    download: said("download"),
    maxViews: said("maxViews") === "" ? undefined : Number(said("maxViews")),
    note: said("note").trim(),
  };
}

/** The body of `POST /photos/ID/share`. */
export function readNewShare(said: Said, now: number): object {
  const { end, password, download, maxViews, note } = readFields(said, now);
  return {
    expiresAt: end,
    download,
    maxViews,
    ...(password !== "" && { password }),
    ...(note !== "" && { note }),
  };
}

/** The body of `PATCH /shares/ID`: what is another one than it was. */
export function readChanges(said: Said, before: ShareView, now: number): object {
  const { end, password, download, maxViews, note } = readFields(said, now);
  return {
    ...(said("end") !== "kept" && { expiresAt: end }),
    ...(said("open") !== "" ? { password: null } : password !== "" && { password }),
    ...(download !== before.download && { download }),
    ...(maxViews !== before.maxViews && { maxViews: maxViews ?? null }),
    ...(note !== (before.note ?? "") && { note: note === "" ? null : note }),
  };
}

/** Whether the chosen end is one that a link can have. */
export const hasEnd = (said: Said, now: number): boolean =>
  said("end") === "kept" || endOf(said("end"), said("day"), now) !== undefined;
