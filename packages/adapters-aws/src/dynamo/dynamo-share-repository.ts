import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { Share, ShareId, type ShareRepository } from "@tintype/core";
import { countView } from "./count-view.ts";
import { type DynamoOptions, openDynamo } from "./dynamo.ts";
import { shareKey, sharesOf, tokenKey } from "./keys.ts";
import { listShares } from "./list-shares.ts";
import { readItem } from "./read-item.ts";
import { dropReceipt, findReceipt } from "./receipts.ts";
import { saveAggregate } from "./save-aggregate.ts";

/**
 * Shares in the core table; an item of its own claims each token. `gsi1` has the share in its owner's list and the
 * claim in its photo's.
 */
export function createDynamoShareRepository(options: DynamoOptions): ShareRepository {
  const dynamo = openDynamo(options);
  const table = dynamo.tables.core;

  const repository: ShareRepository = {
    async get(id, callOptions) {
      const item = await readItem(dynamo, table, shareKey(id), callOptions);
      return item && Share.parse(item["document"]);
    },

    async save(change, callOptions) {
      const { id, owner, photo, tokenHash } = change.after;
      const place = {
        table,
        key: shareKey(id),
        indexed: { gsi1pk: sharesOf(owner), gsi1sk: id },
        claims: [{ ...tokenKey(tokenHash), refersTo: id, gsi1pk: sharesOf(owner, photo), gsi1sk: id }],
      };
      await saveAggregate(dynamo, place, change, callOptions);
    },

    receipt: (keyHash, callOptions) => findReceipt(dynamo, keyHash, callOptions),

    async findByTokenHash(tokenHash, callOptions) {
      const claim = await readItem(dynamo, table, tokenKey(tokenHash), callOptions);
      return claim && repository.get(ShareId.parse(claim["refersTo"]), callOptions);
    },

    list: (owner, photo, page, callOptions) => listShares(dynamo, owner, photo, page, callOptions),
    countView: (id, now, callOptions) => countView(dynamo, id, now, callOptions),

    async remove(id, callOptions) {
      const share = await repository.get(id, callOptions);
      if (share === undefined) return;
      const both = [shareKey(id), tokenKey(share.tokenHash)];
      const command = new TransactWriteCommand({
        TransactItems: both.map((Key) => ({ Delete: { TableName: table, Key } })),
      });
      if (share.receipt !== undefined) await dropReceipt(dynamo, share.receipt, callOptions);
      await dynamo.attempt((sending) => dynamo.documents.send(command, sending), callOptions);
    },
  };
  return repository;
}
