import { GuestPhoto, PhotoMonth, PhotoView, ShareView } from "@tintype/core";
import * as z from "zod";

const listOf = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item), next: z.string().optional() });

export const PhotoList = listOf(PhotoView);
export const ShareList = listOf(ShareView);
/** All of them: a link shows no more than fits into one answer. */
export const GuestPhotoList = z.object({ items: z.array(GuestPhoto) });
/** All of them: there are twelve for each year of photos. */
export const MonthList = z.object({ items: z.array(PhotoMonth) });

/** A query as an operation's input: `limit` is a number there. What is wrong with it is for the operation to say. */
export function pageQuery({ limit, ...rest }: Readonly<Record<string, string>>): object {
  const isNumber = limit !== undefined && /^\d{1,9}$/.test(limit);
  return { ...rest, ...(limit !== undefined && { limit: isNumber ? Number(limit) : limit }) };
}
