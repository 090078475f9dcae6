import type { Counted } from "@tintype/core";
import type * as z from "zod";
import { parseDocument } from "./parse-document.ts";

/** The parsed form of rows that were read lately. It never answers from memory what the database has not just named. */
export interface AggregateCache<Aggregate> {
  /** The aggregate of a row that has been read whole. */
  parsed(row: WholeRow): Aggregate;
  /** The aggregates of rows that have been read without their documents, in the same order. Rows that went away are left out. */
  all(rows: readonly CachedRow[]): Aggregate[];
  forget(id: string): void;
}

export interface CachedRow {
  readonly id: string;
  readonly saved: number;
}

export interface WholeRow extends CachedRow {
  readonly document: string;
}

/**
 * Parsing a document costs more than finding it, and most rows are read many times between two saves. An aggregate with
 * the same id and `saved` is the same aggregate, so it is handed out again (it is frozen); at most `kept` are held.
 */
export function createAggregateCache<Aggregate extends Counted & { readonly id: string }>(
  schema: z.ZodType<Aggregate>,
  load: (ids: readonly string[]) => readonly string[],
  kept: number,
): AggregateCache<Aggregate> {
  const known = createGenerations<Aggregate>(kept);

  const parse = (document: string) => {
    const aggregate = parseDocument(schema, document);
    known.set(aggregate.id, aggregate);
    return aggregate;
  };
  const find = ({ id, saved }: CachedRow) => {
    const aggregate = known.get(id);
    return aggregate?.saved === saved ? aggregate : undefined;
  };

  return {
    parsed: (row) => find(row) ?? parse(row.document),
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
    forget: known.delete,
  };
}

/**
 * Holds at most `most` values and drops those that were not asked for lately: what nobody asked for while the younger
 * half filled up. (A Map that is kept in order of use spends microseconds on every removal of its first key.)
 */
function createGenerations<Value>(most: number) {
  let young = new Map<string, Value>();
  let old = new Map<string, Value>();

  function set(key: string, value: Value): void {
    if (young.size >= most / 2) {
      old = young;
      young = new Map();
    }
    young.set(key, value);
  }

  return {
    set,
    get: (key: string): Value | undefined => {
      const value = young.get(key);
      if (value !== undefined) return value;
      const aged = old.get(key);
      if (aged !== undefined) set(key, aged);
      return aged;
    },
    delete: (key: string): void => {
      young.delete(key);
      old.delete(key);
    },
  };
}
