import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { type CallOptions, countUnder, type GuessRate, millisOf, Unavailable } from "@tintype/core";
import type { Dynamo } from "./dynamo.ts";
import { rateKey } from "./keys.ts";
import { readRate } from "./rate-item.ts";
import { readItem } from "./read-item.ts";
import { refusals } from "./refusal.ts";
import { ttlAttribute } from "./tables.ts";

/** Each time somebody else was let through, and the rule lets few through at once. */
const ATTEMPTS = 50;

/** Reads first, so that whoever has to wait costs no write; a guess that was written although its answer got lost counts once. */
export async function takeGuess(dynamo: Dynamo, name: string, rule: GuessRate, options?: CallOptions): Promise<number> {
  const { attempt, documents, tables, clock, ids } = dynamo;
  const changeId = ids.next();
  let item = await readItem(dynamo, tables.core, rateKey(name), options);
  for (let round = 1; round <= ATTEMPTS; round += 1) {
    const now = millisOf(clock.now());
    const { wait, after } = countUnder(rule, readRate(item), now);
    if (wait > 0) return wait;
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
      await attempt((sending) => documents.send(command, sending), options);
      return 0;
    } catch (error) {
      const [refused] = refusals(error);
      if (refused === undefined) throw error;
      if (refused.item?.["changeId"] === changeId) return 0;
      item = refused.item;
    }
  }
  throw new Unavailable("Too many guesses at once: try again in a moment.");
}
