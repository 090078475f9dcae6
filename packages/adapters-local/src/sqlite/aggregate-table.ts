import {
  type CallOptions,
  type Change,
  type Clock,
  type Counted,
  type DomainEvent,
  type Lane,
  lanesOf,
  type Repository,
  SaveConflict,
} from "@tintype/core";
import type * as z from "zod";
import { type AggregateCache, createAggregateCache, type WholeRow } from "./aggregate-cache.ts";
import type { Parameter } from "./connection.ts";
import type { SqliteDatabase } from "./open-sqlite-database.ts";
import { store } from "./open-sqlite-database.ts";
import { createOutbox } from "./outbox.ts";
import { createReceipts } from "./receipts.ts";

/** What every repository on SQLite is made with. */
export interface SqliteRepositoryOptions {
  readonly database: SqliteDatabase;
  readonly clock: Clock;
}

interface AggregateTableOptions<Aggregate> extends SqliteRepositoryOptions {
  readonly table: string;
  readonly schema: z.ZodType<Aggregate>;
  /** The columns beside `id`, `saved` and `document`. */
  readonly columns: { readonly [column: string]: (aggregate: Aggregate) => Parameter };
  /** How many parsed aggregates are kept in memory. */
  readonly kept: number;
}

interface AggregateTable<Id extends string, Aggregate extends Counted> extends Repository<Id, Aggregate> {
  readonly cache: AggregateCache<Aggregate>;
  /**
   * What puts `after`, as it is at this moment, in the place of `before`; to be called within a transaction. Throws
   * `save_conflict` then.
   */
  replace(before: Aggregate | undefined, after: Aggregate): () => void;
}

/** The table of one kind of aggregate, and what all repositories do alike. */
export function createAggregateTable<Id extends string, Aggregate extends Counted & { readonly id: Id }>(
  options: AggregateTableOptions<Aggregate>,
): AggregateTable<Id, Aggregate> {
  const { database, clock, table, columns } = options;
  const { prepare, prepareValue, read, write } = database[store];
  const outbox = createOutbox(database[store]);
  const receipts = createReceipts(database[store]);
  const documents = prepareValue<string>(`SELECT document FROM ${table} WHERE id IN (SELECT value FROM json_each(?))`);
  const cache = createAggregateCache(options.schema, (ids) => documents.all(JSON.stringify(ids)), options.kept);

  const names = ["saved", "document", ...Object.keys(columns)];
  const values = (aggregate: Aggregate) => [
    aggregate.saved,
    JSON.stringify(aggregate),
    ...Object.values(columns).map((column) => column(aggregate)),
  ];
  const find = prepare<WholeRow>(`SELECT id, saved, document FROM ${table} WHERE id = ?`);
  const insert = prepare(
    `INSERT INTO ${table} (${names.join(", ")}, id) VALUES (${names.map(() => "?").join(", ")}, ?)`,
  );
  const update = prepare(
    `UPDATE ${table} SET ${names.map((name) => `${name} = ?`).join(", ")} WHERE id = ? AND saved = ?`,
  );

  const replace = (before: Aggregate | undefined, after: Aggregate) => {
    const row = [...values(after), after.id];
    return () => {
      if (before === undefined) insert.run(...row);
      else if (update.run(...row, before.saved).changes === 0) throw new SaveConflict();
    };
  };

  return {
    cache,
    replace,
    get: (id: Id, callOptions?: CallOptions) =>
      read(() => {
        const row = find.get(id);
        return row && cache.parsed(row);
      }, callOptions),
    save: async ({ before, after, events, receipt }: Change<Aggregate>, callOptions?: CallOptions) => {
      const writeRow = replace(before, after);
      const work = () => {
        const now = clock.now();
        writeRow();
        if (receipt !== undefined) receipts.add(receipt, now);
        outbox.add(events, now);
      };
      await write(work, callOptions, lanesOfAll(events));
    },
    receipt: (keyHash: string, callOptions?: CallOptions) =>
      read(() => receipts.find(keyHash, clock.now()), callOptions),
  };
}

const lanesOfAll = (events: readonly DomainEvent[]): readonly Lane[] => events.flatMap((event) => lanesOf[event.type]);
