import type { Counted } from "@tintype/core";
import type * as z from "zod";

/** The parsed form of rows that were read lately. It never answers from memory what the database has not just named. */
export interface AggregateCache<Aggregate> {
  /** The aggregate of a row that has been read whole. */
  parsed(id: string, saved: number, document: string): Aggregate;
  /** The aggregates of rows that have been read without their documents, in the same order. Rows that went away are left out. */
  all(rows: readonly CachedRow[]): Aggregate[];
  forget(id: string): void;
}

export interface CachedRow {
  readonly id: string;
  readonly saved: number;
}

/**
 * Parsing a document costs more than finding it, and most rows are read many times between two saves. An aggregate with
 * the same id and `saved` is the same aggregate, so the last `kept` ones are handed out again; they are frozen.
 */
export function createAggregateCache<Aggregate extends Counted & { readonly id: string }>(
  schema: z.ZodType<Aggregate>,
  load: (ids: readonly string[]) => readonly string[],
  kept: number,
): AggregateCache<Aggregate> {
  const known = new Map<string, Aggregate>();

  /** Keeps the order of use: a Map iterates in the order of insertion. */
  const use = (aggregate: Aggregate) => {
    known.delete(aggregate.id);
    known.set(aggregate.id, aggregate);
    return aggregate;
  };
  const parse = (document: string) => {
    const aggregate = use(schema.parse(JSON.parse(document)));
    const [oldest] = known.size > kept ? known.keys() : [];
    if (oldest !== undefined) known.delete(oldest);
    return aggregate;
  };
  const find = ({ id, saved }: CachedRow) => {
    const aggregate = known.get(id);
    return aggregate?.saved === saved ? use(aggregate) : undefined;
  };

  return {
    parsed: (id, saved, document) => find({ id, saved }) ?? parse(document),
    all: (rows) => {
      const found = rows.map(find);
      const missing = rows.filter((_, index) => found[index] === undefined).map(({ id }) => id);
      if (missing.length === 0) return found as Aggregate[];
      const loaded = new Map(
        load(missing)
          .map(parse)
          .map((aggregate) => [aggregate.id, aggregate]),
      );
      return rows.flatMap(({ id }, index) => found[index] ?? loaded.get(id) ?? []);
    },
    forget: (id) => {
      known.delete(id);
    },
  };
}
