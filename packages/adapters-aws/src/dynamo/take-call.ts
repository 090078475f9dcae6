import { UpdateCommand, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import { type CallOptions, type CallRate, countUnder, millisOf, Unavailable, uncounted } from "@tintype/core";
import type { Dynamo } from "./dynamo.ts";
import { rateKey } from "./keys.ts";
import { readRate } from "./rate-item.ts";
import { refusals } from "./refusal.ts";
import { ttlAttribute } from "./tables.ts";

const ATTEMPTS = 5;

/**
 * Counts a call by adding to the moment at which the bucket is full again (see `countUnder`), wherever it stands: many at
 * once do not get into each other's way. Where nobody knows whether a call was counted it may count twice: the rule is
 * never overstepped.
 */
export async function takeCall(dynamo: Dynamo, name: string, rule: CallRate, options?: CallOptions): Promise<number> {
  for (let round = 1; round <= ATTEMPTS; round += 1) {
    const now = millisOf(dynamo.clock.now());
    const [isBegun, count] = await write(dynamo, beginning(name, rule, now), options);
    if (isBegun) return 0;
    const { wait } = countUnder(rule, count, now);
    if (wait > 0) return wait;
    const [isOn] = await write(dynamo, goingOn(name, rule, now), options);
    if (isOn) return 0;
    // Others have emptied the bucket since, or so much time has passed that it is full.
  }
  throw new Unavailable("Too many calls at once: try again in a moment.");
}

type Counting = Omit<UpdateCommandInput, "TableName">;

/** For a bucket that is full. */
const beginning = (name: string, rule: CallRate, now: number): Counting => {
  const { at } = countUnder(rule, uncounted, now).after;
  return {
    Key: rateKey(name),
    UpdateExpression: "SET #at = :at, #ttl = :ttl",
    ConditionExpression: "attribute_not_exists(#at) OR #at <= :now",
    ExpressionAttributeNames: { "#at": "at", "#ttl": ttlAttribute },
    ExpressionAttributeValues: { ":at": at, ":now": now, ":ttl": Math.ceil(at / 1_000) + 1 },
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  };
};

/** For a bucket that is neither full nor empty. */
const goingOn = (name: string, { perSecond, burst }: CallRate, now: number): Counting => {
  const interval = 1_000 / perSecond;
  return {
    Key: rateKey(name),
    UpdateExpression: "SET #at = #at + :interval, #ttl = :ttl",
    ConditionExpression: "#at > :now AND #at < :empty",
    ExpressionAttributeNames: { "#at": "at", "#ttl": ttlAttribute },
    ExpressionAttributeValues: {
      ":interval": interval,
      ":now": now,
      // Less than a millisecond is what the sums are off by.
      ":empty": now + (burst - 1) * interval + 1,
      ":ttl": Math.ceil((now + burst * interval) / 1_000) + 1,
    },
  };
};

/** Whether it was counted; and if not, what stands there. */
async function write({ attempt, documents, tables }: Dynamo, counting: Counting, options?: CallOptions) {
  const command = new UpdateCommand({ TableName: tables.core, ...counting });
  try {
    await attempt((sending) => documents.send(command, sending), options);
    return [true, uncounted] as const;
  } catch (error) {
    const [refused] = refusals(error);
    if (refused === undefined) throw error;
    return [false, readRate(refused.item)] as const;
  }
}
