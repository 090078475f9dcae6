import type { MemoryPorts } from "../ports/ports.memory.ts";
import type { Change, Repository } from "../ports/repository.ts";
import type { Counted } from "../shared/aggregate.ts";

/** Counts what comes into being: a request that is repeated with its key must not have its effect twice. */
export function countCreations() {
  const created = { accounts: 0, photos: 0, shares: 0, apiKeys: 0 };

  const counted = <Aggregate extends Counted, All extends Repository<never, Aggregate>>(
    kind: keyof typeof created,
    repository: All,
  ): All => ({
    ...repository,
    async save(change: Change<Aggregate>, ...rest: []) {
      await repository.save(change, ...rest);
      if (change.before === undefined) created[kind] += 1;
    },
  });

  return {
    created,
    around: ({ accounts, photos, shares, apiKeys }: MemoryPorts) => ({
      accounts: counted("accounts", accounts),
      photos: counted("photos", photos),
      shares: counted("shares", shares),
      apiKeys: counted("apiKeys", apiKeys),
    }),
  };
}

export type Created = ReturnType<typeof countCreations>["created"];
