import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import type { RateLimiter } from "@tintype/core";
import { type DynamoOptions, openDynamo } from "./dynamo.ts";
import { rateKey } from "./keys.ts";
import { takeCall } from "./take-call.ts";
import { takeGuess } from "./take-guess.ts";

/**
 * Counts in the core table, for all processes together. A call costs one write, the first after a rest two; a guess that
 * is let through costs a read and a write, one that has to wait a read.
 */
export function createDynamoRateLimiter(options: DynamoOptions): RateLimiter {
  const dynamo = openDynamo(options);
  return {
    take: (name, rule, callOptions) =>
      "perSecond" in rule ? takeCall(dynamo, name, rule, callOptions) : takeGuess(dynamo, name, rule, callOptions),

    async forget(name, callOptions) {
      const command = new DeleteCommand({ TableName: dynamo.tables.core, Key: rateKey(name) });
      await dynamo.attempt((sending) => dynamo.documents.send(command, sending), callOptions);
    },
  };
}
