import type { Counted, Receipt } from "../shared/aggregate.ts";
import type { Idempotency } from "../shared/call-options.ts";
import { IdempotencyKeyReused, ReceiptExists } from "../shared/errors.ts";
import { type Instant, plus } from "../shared/instant.ts";
import type { Repository } from "./repository.ts";

/**
 * The id of what an earlier request with the same key made, or `undefined` when this is the first. Throws
 * `idempotency_key_reused` when that request was a different one.
 */
async function earlierResult<Id extends string, Aggregate extends Counted>(
  repository: Pick<Repository<Id, Aggregate>, "receipt">,
  idempotency: Idempotency | undefined,
): Promise<Id | undefined> {
  if (idempotency === undefined) return undefined;
  const receipt = await repository.receipt(idempotency.keyHash);
  if (receipt === undefined) return undefined;
  if (receipt.bodyHash !== idempotency.bodyHash) throw new IdempotencyKeyReused();
  return receipt.resultId as Id;
}

/** The receipt to save with what this request makes. */
export function receiptFor(
  idempotency: Idempotency | undefined,
  resultId: string,
  now: Instant,
  lifetime: number,
): Receipt | undefined {
  return idempotency && { ...idempotency, resultId, expiresAt: plus(now, lifetime) };
}

/**
 * Runs `create`, or `replay` with the id of what the same request made before. Of two such requests at once one creates,
 * and the other replays.
 */
export async function once<Id extends string, Aggregate extends Counted, Result>(
  repository: Pick<Repository<Id, Aggregate>, "receipt">,
  idempotency: Idempotency | undefined,
  replay: (id: Id) => Promise<Result>,
  create: () => Promise<Result>,
): Promise<Result> {
  const earlier = await earlierResult(repository, idempotency);
  if (earlier !== undefined) return replay(earlier);
  try {
    return await create();
  } catch (error) {
    if (!(error instanceof ReceiptExists)) throw error;
    const winner = await earlierResult(repository, idempotency);
    if (winner === undefined) throw error;
    return replay(winner);
  }
}
