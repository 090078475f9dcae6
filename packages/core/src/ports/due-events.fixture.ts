import { type DomainEvent, lanes } from "../events.ts";
import { minutes } from "../shared/instant.ts";
import type { RepositoryFixture } from "./metadata.fixture.ts";

/** The events that can be taken now, on every lane. Takes them. */
export async function dueEvents({ queue, settled }: RepositoryFixture): Promise<readonly DomainEvent[]> {
  await settled();
  const deliveries = await Promise.all(lanes.map((lane) => queue.take(lane, { lease: minutes(1), limit: 100 })));
  return deliveries.flat().map(({ event }) => event);
}
