import type { Counted } from "../shared/aggregate.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { SaveConflict } from "../shared/errors.ts";
import type { Change, Repository } from "./repository.ts";

const ATTEMPTS = 20;

/**
 * Loads an aggregate, lets `decide` say what becomes of it, and saves that; once more from the start when somebody else
 * saved it meanwhile. `decide` answers `undefined` where there is nothing to do. Resolves to what is stored in the end.
 * Throws what `decide` throws, and `save_conflict` after twenty defeats in a row.
 */
export async function changeAggregate<Id extends string, Aggregate extends Counted>(
  repository: Repository<Id, Aggregate>,
  id: Id,
  decide: (current: Aggregate | undefined) => Change<Aggregate>,
  options?: CallOptions,
): Promise<Aggregate>;
export async function changeAggregate<
  Id extends string,
  Aggregate extends Counted,
  Found extends Aggregate | undefined,
>(
  repository: Repository<Id, Aggregate>,
  id: Id,
  decide: (current: Aggregate | undefined) => Change<Aggregate> | { readonly keep: Found },
  options?: CallOptions,
): Promise<Aggregate | Found>;
export async function changeAggregate<
  Id extends string,
  Aggregate extends Counted,
  Found extends Aggregate | undefined,
>(
  repository: Repository<Id, Aggregate>,
  id: Id,
  decide: (current: Aggregate | undefined) => Change<Aggregate> | { readonly keep: Found },
  options?: CallOptions,
): Promise<Aggregate | Found> {
  for (let attempt = 1; ; attempt += 1) {
    const decision = decide(await repository.get(id, options));
    if ("keep" in decision) return decision.keep;
    try {
      await repository.save(decision, options);
      return decision.after;
    } catch (error) {
      if (!(error instanceof SaveConflict) || attempt === ATTEMPTS) throw error;
    }
  }
}
