import type { PhotoView } from "@tintype/core";

/**
 * `waiting` for its turn, `checking` whether the bytes are here already, `sending` them, `paused` by somebody; then one of
 * `sent`, `known` (the bytes were here), `failed`, or `missing`: the page was loaded again, and the file could not be kept.
 */
export type UploadState = "waiting" | "checking" | "sending" | "paused" | "sent" | "known" | "failed" | "missing";

/** One file on its way, as it is shown. A change makes another object of it. */
export interface UploadItem {
  /** Also the `Idempotency-Key` of its announcement: however often that is sent, it makes one photo. */
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly lastModified: number;
  readonly type: string;
  readonly state: UploadState;
  /** Bytes that have arrived. */
  readonly sent: number;
  readonly photo?: PhotoView | undefined;
  /** What went wrong, where it has `failed`. */
  readonly problem?: unknown;
}

const open: readonly UploadState[] = ["waiting", "checking", "sending", "paused"];

/** It is neither here nor given up. */
export const isOpen = ({ state }: UploadItem): boolean => open.includes(state);

/** Equal for the same file, as far as can be told without reading it. */
export const nameOf = ({ name, bytes, lastModified }: UploadItem): string => `${bytes} ${lastModified} ${name}`;

/** A file that nobody has begun to send. */
export const anUpload = (id: string, { name, size, lastModified, type }: File): UploadItem => ({
  id,
  name,
  bytes: size,
  lastModified,
  type,
  state: "waiting",
  sent: 0,
});

/** How far all of them are together, 0 to 1; an empty file counts for a byte. */
export function partOf(items: readonly UploadItem[]): number {
  const counted = items.filter((item) => isOpen(item) || item.state === "sent");
  const all = counted.reduce((sum, { bytes }) => sum + Math.max(1, bytes), 0);
  const sent = counted.reduce((sum, item) => sum + (item.state === "sent" ? Math.max(1, item.bytes) : item.sent), 0);
  return all === 0 ? 1 : sent / all;
}
