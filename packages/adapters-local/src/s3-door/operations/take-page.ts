import { type BlobInfo, compareKeys } from "@tintype/core";

interface PageRequest {
  readonly prefix: string;
  /** Ends the name of a folder; empty for no folders. */
  readonly delimiter: string;
  readonly most: number;
  /** What is after this: a key, or a folder that was on the page before. */
  readonly after: string | undefined;
}

export interface ListPage {
  /** Objects, and the names of folders. */
  readonly entries: readonly (BlobInfo | string)[];
  /** The last one, where there are more. */
  readonly next: string | undefined;
}

/** A page of what was found, with what lies below one folder in one entry. */
export async function takePage(
  found: AsyncIterable<BlobInfo>,
  { prefix, delimiter, most, after = "" }: PageRequest,
): Promise<ListPage> {
  const entries: (BlobInfo | string)[] = [];
  let last = "";
  for await (const blob of found) {
    const at = delimiter === "" ? -1 : blob.key.indexOf(delimiter, prefix.length);
    const name = at === -1 ? blob.key : blob.key.slice(0, at + delimiter.length);
    // A folder comes once; of one that was on the page before, nothing comes.
    const isPast = compareKeys(blob.key, after) <= 0 || (at !== -1 && name === after);
    if (name === last || isPast) continue;
    if (entries.length >= most) return { entries, next: most === 0 ? undefined : last };
    entries.push(at === -1 ? blob : name);
    last = name;
  }
  return { entries, next: undefined };
}
