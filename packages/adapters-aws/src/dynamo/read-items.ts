import { BatchGetCommand } from "@aws-sdk/lib-dynamodb";
import type { CallOptions } from "@tintype/core";
import type { Dynamo } from "./dynamo.ts";

/** What one request may ask for (docs.aws.amazon.com, "BatchGetItem"). */
const MOST = 100;

type Item = Readonly<Record<string, unknown>>;

/**
 * The items that there are under those keys, as they were written last (consistent reads), in the order of the keys.
 * No key may come twice.
 */
export async function readItems(
  dynamo: Dynamo,
  table: string,
  keys: readonly Readonly<Record<string, string>>[],
  options?: CallOptions,
): Promise<readonly Item[]> {
  const found: Item[] = [];
  for (let start = 0; start < keys.length; start += MOST) {
    found.push(...(await readBatch(dynamo, table, keys.slice(start, start + MOST), options)));
  }
  const named = new Map(found.map((item) => [nameOf(keys[0] ?? {}, item), item]));
  return keys.map((key) => named.get(nameOf(key, key))).filter((item) => item !== undefined);
}

async function readBatch(
  { attempt, documents }: Dynamo,
  table: string,
  keys: readonly object[],
  options?: CallOptions,
): Promise<readonly Item[]> {
  const found: Item[] = [];
  let left: Record<string, unknown>[] = keys.map((key) => ({ ...key }));
  await attempt(async (sending) => {
    const request = { [table]: { Keys: left, ConsistentRead: true } };
    const answer = await documents.send(new BatchGetCommand({ RequestItems: request }), sending);
    found.push(...((answer.Responses?.[table] ?? []) as Item[]));
    left = answer.UnprocessedKeys?.[table]?.Keys ?? [];
    if (left.length > 0) throw new PartUnprocessed("The database gave only a part of what was asked for.");
  }, options);
  return found;
}

/** Too much at once, or throttled (the answer does not say): what is left is asked for after a pause. */
class PartUnprocessed extends Error {
  override readonly name = "ThrottlingException";
  readonly $fault = "client";
}

const nameOf = (key: object, item: Item): string => JSON.stringify(Object.keys(key).map((name) => item[name]));
