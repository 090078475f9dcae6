import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import type { RateLimiter } from "@tintype/core";
import { type DynamoOptions, openDynamo } from "./dynamo.ts";
import { rateKey } from "./keys.ts";
import { takeCall } from "./take-call.ts";
import { takeGuess } from "./take-guess.ts";

/**
 * Counts in the core table, for all processes together. A call costs one write, and one more where others came
 * just before; a guess costs a read, and a write where it is let through.
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
