import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import type { RateLimiter } from "@tintype/core";
import { type DynamoOptions, openDynamo } from "./dynamo.ts";
import { createGatherer } from "./gather.ts";
import { rateKey } from "./keys.ts";
import { takeCall } from "./take-call.ts";
import { takeGuesses } from "./take-guesses.ts";

/**
 * Counts in the core table, for all processes together. A call costs one write, and one more where others came just
 * before; a guess costs a read, and a write where it is let through. Guesses that come to one process at once share them.
 */
export function createDynamoRateLimiter(options: DynamoOptions): RateLimiter {
  const dynamo = openDynamo(options);
  const gather = createGatherer<number>();
  return {
    async take(name, rule, callOptions) {
      if ("perSecond" in rule) return takeCall(dynamo, name, rule, callOptions);
      callOptions?.signal?.throwIfAborted();
      return gather(name, (guesses) => takeGuesses(dynamo, name, rule, guesses));
    },

    async forget(name, callOptions) {
      const command = new DeleteCommand({ TableName: dynamo.tables.core, Key: rateKey(name) });
      await dynamo.attempt((sending) => dynamo.documents.send(command, sending), callOptions);
    },
  };
}
