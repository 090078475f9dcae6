import { context } from "@opentelemetry/api";
import type { Counted, Repository } from "@tintype/core";
import { traceparentOf } from "./trace-parent.ts";

/** The same repository. Whatever follows from what is saved here belongs to the trace in which it was saved. */
export function carryTrace<Id extends string, Aggregate extends Counted, Kind extends Repository<Id, Aggregate>>(
  repository: Kind & Repository<Id, Aggregate>,
): Kind {
  const save: Repository<Id, Aggregate>["save"] = (change, options) => {
    const trace = change.events.length === 0 ? undefined : traceparentOf(context.active());
    if (trace === undefined) return repository.save(change, options);
    return repository.save({ ...change, events: change.events.map((event) => ({ ...event, trace })) }, options);
  };
  return { ...repository, save };
}
