import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { countUnder, type GuessRate, millisOf, type RateCount, Unavailable } from "@tintype/core";
import type { Dynamo } from "./dynamo.ts";
import { rateKey } from "./keys.ts";
import { readRate } from "./rate-item.ts";
import { readItem } from "./read-item.ts";
import { refusals } from "./refusal.ts";
import { ttlAttribute } from "./tables.ts";

/** Each time somebody else was let through, and the rule lets few through at once. */
const ATTEMPTS = 50;

/**
 * Decides on so many guesses, one after the other: how long each has to wait. Reads first, so that who has to wait costs
 * no write. What was written although its answer got lost counts once.
 */
export async function takeGuesses(
  dynamo: Dynamo,
  name: string,
  rule: GuessRate,
  guesses: number,
): Promise<readonly number[]> {
  const { attempt, documents, tables, clock, ids } = dynamo;
  const changeId = ids.next();
  let item = await readItem(dynamo, tables.core, rateKey(name));
  for (let round = 1; round <= ATTEMPTS; round += 1) {
    const now = millisOf(clock.now());
    const { waits, after } = decide(rule, readRate(item), now, guesses);
    if (!waits.includes(0)) return waits;
    const command = new PutCommand({
      TableName: tables.core,
      Item: {
        ...rateKey(name),
        ...after,
        changeId,
        [ttlAttribute]: Math.ceil((now + rule.forgottenAfter) / 1_000) + 1,
      },
      ...(item === undefined
        ? { ConditionExpression: "attribute_not_exists(pk)" }
        : { ConditionExpression: "changeId = :seen", ExpressionAttributeValues: { ":seen": item["changeId"] } }),
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });
    try {
      await attempt((sending) => documents.send(command, sending));
      return waits;
    } catch (error) {
      const [refused] = refusals(error);
      if (refused === undefined) throw error;
      if (refused.item?.["changeId"] === changeId) return waits;
      item = refused.item;
    }
  }
  throw new Unavailable("Too many guesses at once: try again in a moment.");
}

function decide(rule: GuessRate, before: RateCount, now: number, guesses: number) {
  let after = before;
  const waits = Array.from({ length: guesses }, () => {
    const counted = countUnder(rule, after, now);
    after = counted.after;
    return counted.wait;
  });
  return { waits, after };
}
