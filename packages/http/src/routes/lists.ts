import * as z from "zod";

/** A page of a list; without `next` it is the last one. */
export const listOf = (item: z.ZodType) => z.object({ items: z.array(item), next: z.string().optional() });

/** A query as an operation's input: `limit` is a number there. What is wrong with it is for the operation to say. */
export function pageQuery<Query>(query: Readonly<Record<string, string>>): Query {
  const { limit, ...rest } = query;
  return (limit === undefined ? rest : { ...rest, limit: limit === "" ? Number.NaN : Number(limit) }) as Query;
}
