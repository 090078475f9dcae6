import { DomainEvent, type EventQueue } from "@tintype/core";
import { describePhotoRepository, type OpenStore, type PhotoRepositoryFixture } from "@tintype/core/contracts";
import { afterAll, describe, expect, it } from "vitest";
import { createTables } from "./create-tables.ts";
import { openDatabase } from "./open-database.ts";
import { createPostgresPhotoRepository } from "./postgres-photo-repository.ts";

const database = openDatabase(process.env["DATABASE_URL"]);
afterAll(() => database[Symbol.asyncDispose]());
let opened = 0;

/** A schema of its own for every test: isolated from every other, and gone afterwards. */
const open: OpenStore<PhotoRepositoryFixture> = async (clock) => {
  opened += 1;
  const schema = `tintype_${process.pid}_${opened}`;
  await createTables(database, schema);
  return {
    photos: createPostgresPhotoRepository({ database, clock, schema }),
    queue: { take: (lane) => eventsIn(schema, lane) },
    settled: async () => {},
    [Symbol.asyncDispose]: async () => {
      await database.query(`DROP SCHEMA ${schema} CASCADE`);
    },
  };
};

/** What the contract wants to see: which events were saved, by lane. */
async function eventsIn(schema: string, lane: string): ReturnType<EventQueue["take"]> {
  const rows = await database.query<{ sequence: string; event: string }>(
    `SELECT sequence::text, event FROM ${schema}.outbox WHERE lane = $1 ORDER BY sequence`,
    [lane],
  );
  return rows.map(({ sequence, event }) => {
    const parsed = DomainEvent.parse(JSON.parse(event));
    return { event: parsed, lane: lane as "imaging", attempt: 1, lease: sequence };
  });
}

describePhotoRepository({ describe, it, expect }, "PostgreSQL", open);
