import { Account, type AccountRepository, isUnfinished, UserId } from "@tintype/core";
import { type DynamoOptions, openDynamo } from "./dynamo.ts";
import { findUnfinished } from "./find-unfinished.ts";
import { forgetAccount } from "./forget-account.ts";
import { accountKey, identityKey, shardOf, unfinishedIn } from "./keys.ts";
import { readItem } from "./read-item.ts";
import { findReceipt } from "./receipts.ts";
import { saveAggregate } from "./save-aggregate.ts";

/** Accounts in the core table; an item of its own claims each identity. */
export function createDynamoAccountRepository(options: DynamoOptions): AccountRepository {
  const dynamo = openDynamo(options);
  const table = dynamo.tables.core;

  const repository: AccountRepository = {
    async get(id, callOptions) {
      const item = await readItem(dynamo, table, accountKey(id), callOptions);
      return item && Account.parse(item["document"]);
    },

    async save(change, callOptions) {
      const { id, identity } = change.after;
      const claim = { ...identityKey(identity), refersTo: id };
      const indexed = isUnfinished(change.after) ? { gsi1pk: unfinishedIn(shardOf(id)), gsi1sk: id } : {};
      await saveAggregate(dynamo, { table, key: accountKey(id), indexed, claims: [claim] }, change, callOptions);
    },

    receipt: (keyHash, callOptions) => findReceipt(dynamo, keyHash, callOptions),

    async findByIdentity(identity, callOptions) {
      const claim = await readItem(dynamo, table, identityKey(identity), callOptions);
      return claim && repository.get(UserId.parse(claim["refersTo"]), callOptions);
    },

    unfinished: (callOptions) => findUnfinished(dynamo, callOptions),
    forget: (account, callOptions) => forgetAccount(dynamo, account, callOptions),
  };
  return repository;
}
