import { InvalidCursor } from "../shared/errors.ts";
import { Cursor, type Page } from "../shared/page.ts";
import type { Secrets } from "./secrets.ts";

/**
 * Makes a repository's cursor safe to hand out: `scope` (who, which list, which filters) is part of the signature, so it
 * is worth something for that caller and that list alone.
 */
export async function sealPage<T>(secrets: Secrets, scope: string, page: Page<T>): Promise<Page<T>> {
  if (page.next === undefined) return page;
  return {
    items: page.items,
    next: Cursor.parse(`${await secrets.mac("cursor", `${scope} ${page.next}`)}.${page.next}`),
  };
}

/** The repository's cursor inside a sealed one. Throws `invalid_cursor` for any text that was not sealed for this scope. */
export async function openCursor(
  secrets: Secrets,
  scope: string,
  sealed: string | undefined,
): Promise<Cursor | undefined> {
  if (sealed === undefined) return undefined;
  const dot = sealed.indexOf(".");
  const cursor = Cursor.safeParse(sealed.slice(dot + 1));
  if (dot === -1 || !cursor.success) throw new InvalidCursor();
  if (!(await secrets.verify("cursor", `${scope} ${cursor.data}`, sealed.slice(0, dot)))) throw new InvalidCursor();
  return cursor.data;
}
