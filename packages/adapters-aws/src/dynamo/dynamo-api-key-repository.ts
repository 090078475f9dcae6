import { QueryCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { ApiKey, ApiKeyId, type ApiKeyRepository } from "@tintype/core";
import { countApiCall } from "./count-api-call.ts";
import { type DynamoOptions, openDynamo } from "./dynamo.ts";
import { apiKeyHashKey, apiKeyKey, apiKeysOf } from "./keys.ts";
import { readItem } from "./read-item.ts";
import { readItems } from "./read-items.ts";
import { dropReceipt, findReceipt } from "./receipts.ts";
import { saveAggregate } from "./save-aggregate.ts";

/** Keys of programs in the core table; an item of its own claims each hash, and `gsi1` has the key in its owner's list. */
export function createDynamoApiKeyRepository(options: DynamoOptions): ApiKeyRepository {
  const dynamo = openDynamo(options);
  const table = dynamo.tables.core;

  const repository: ApiKeyRepository = {
    async get(id, callOptions) {
      const item = await readItem(dynamo, table, apiKeyKey(id), callOptions);
      return item && ApiKey.parse(item["document"]);
    },

    async save(change, callOptions) {
      const { id, owner, keyHash } = change.after;
      const place = {
        table,
        key: apiKeyKey(id),
        indexed: { gsi1pk: apiKeysOf(owner), gsi1sk: id },
        claims: [{ ...apiKeyHashKey(keyHash), refersTo: id }],
      };
      await saveAggregate(dynamo, place, change, callOptions);
    },

    receipt: (keyHash, callOptions) => findReceipt(dynamo, keyHash, callOptions),

    async findByKeyHash(keyHash, callOptions) {
      const claim = await readItem(dynamo, table, apiKeyHashKey(keyHash), callOptions);
      return claim && repository.get(ApiKeyId.parse(claim["refersTo"]), callOptions);
    },

    async ofOwner(owner, limit, callOptions) {
      const query = new QueryCommand({
        TableName: table,
        IndexName: "gsi1",
        KeyConditionExpression: "gsi1pk = :list",
        ExpressionAttributeValues: { ":list": apiKeysOf(owner) },
        Limit: limit,
      });
      const { Items = [] } = await dynamo.attempt((sending) => dynamo.documents.send(query, sending), callOptions);
      const keys = Items.map(({ gsi1sk }) => apiKeyKey(ApiKeyId.parse(gsi1sk)));
      return (await readItems(dynamo, table, keys, callOptions)).map(({ document }) => ApiKey.parse(document));
    },

    countCall: (id, now, callOptions) => countApiCall(dynamo, id, now, callOptions),

    async remove(id, callOptions) {
      const key = await repository.get(id, callOptions);
      if (key === undefined) return;
      if (key.receipt !== undefined) await dropReceipt(dynamo, key.receipt, callOptions);
      const both = [apiKeyKey(id), apiKeyHashKey(key.keyHash)];
      const command = new TransactWriteCommand({
        TransactItems: both.map((Key) => ({ Delete: { TableName: table, Key } })),
      });
      await dynamo.attempt((sending) => dynamo.documents.send(command, sending), callOptions);
    },
  };
  return repository;
}
