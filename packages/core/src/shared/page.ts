import * as z from "zod";

/** Where a list goes on. Only whoever made it can read it. */
export const Cursor = z.string().min(1).max(2_000).brand<"Cursor">();
export type Cursor = z.infer<typeof Cursor>;

export interface PageRequest {
  /** The most items that the page may hold. */
  readonly limit: number;
  readonly cursor?: Cursor | undefined;
}

/** A page may hold fewer than `limit` items, even none, while `next` exists; without `next` the list is at its end. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: Cursor;
}
