import type { DomainEvent } from "../events.ts";
import type { Counted } from "../shared/aggregate.ts";
import type { RepositoryFixture } from "./metadata.fixture.ts";
import type { Repository } from "./repository.ts";

/** One kind of aggregate, for what all repositories have in common. */
export interface RepositorySubject<
  Id extends string,
  Aggregate extends Counted & { readonly id: Id },
  Store extends RepositoryFixture,
> {
  repository(store: Store): Repository<Id, Aggregate>;
  /** A new one, with nothing that only one aggregate may have in common with another. */
  create(): Aggregate;
  /** What the next save makes of it; another text, another aggregate. */
  edit(before: Aggregate, text: string): Aggregate;
  /** An event that this save of it raises. */
  event(aggregate: Aggregate): DomainEvent;
}
