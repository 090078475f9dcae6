import type { Cursor, Page, PageRequest } from "../shared/page.ts";

/** Enough for every list of a contract: a list that goes on for longer does not end. */
const MOST_PAGES = 200;

/** Every page of a list from `cursor` on. Pages may be short, or empty; a page of more than `limit` items is a fault. */
export async function walkPages<T>(
  list: (page: PageRequest) => Promise<Page<T>>,
  limit: number,
  cursor?: Cursor,
): Promise<readonly T[]> {
  const items: T[] = [];
  let next = cursor;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await list({ limit, cursor: next });
    if (page.items.length > limit) throw new Error(`A page of ${limit} holds ${page.items.length}.`);
    items.push(...page.items);
    next = page.next;
    if (next === undefined) return items;
  }
  throw new Error(`The list has no end: ${MOST_PAGES} pages and more.`);
}
