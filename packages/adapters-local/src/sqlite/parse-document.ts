import { Unavailable } from "@tintype/core";
import type * as z from "zod";

/**
 * The aggregate that a document holds. Throws `unavailable` where this version cannot read it: another one, which knows
 * more, has written it.
 */
export function parseDocument<Aggregate>(schema: z.ZodType<Aggregate>, document: string): Aggregate {
  const result = schema.safeParse(JSON.parse(document));
  if (result.success) return result.data;
  throw new Unavailable("Something is stored that this version of Tintype cannot read.", { cause: result.error });
}
