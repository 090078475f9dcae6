import { PutCommand, UpdateCommand, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import {
  type CallOptions,
  millisOf,
  QuotaExceeded,
  type Reservation,
  TooManyOpenUploads,
  Unavailable,
  type UsageLimits,
  type UserId,
} from "@tintype/core";
import type { Dynamo } from "./dynamo.ts";
import { openIn, settledKey, shardOf, usageKey } from "./keys.ts";
import { readItem } from "./read-item.ts";
import { isRefusal, refusals } from "./refusal.ts";
import { dropReservation, sumNames, UsageSum } from "./usage-sum.ts";

const ATTEMPTS = 10;

/** See `createDynamoUsageLedger` for why this is exact. */
export async function reservePhoto(
  dynamo: Dynamo,
  reservation: Reservation,
  limits: UsageLimits,
  options?: CallOptions,
): Promise<void> {
  const { owner, photo } = reservation;
  const isSettled = async () =>
    (await readItem(dynamo, dynamo.tables.core, settledKey(owner, photo), options)) !== undefined;

  for (let round = 1; round <= ATTEMPTS; round += 1) {
    const sum = await intoMap(dynamo, reservation, limits, options);
    // It is in the map now: too much for a photo that is settled.
    if (sum === "reserved") {
      if (await isSettled()) await dropReservation(dynamo, owner, photo, options);
      return;
    }
    if (sum === undefined) {
      await createSum(dynamo, owner, options);
    } else {
      if (await isSettled()) return;
      checkRoom(sum, reservation.bytes, limits);
      // There is room after all: another upload has made some since.
    }
  }
  throw new Unavailable("Too many uploads at once: try again in a moment.");
}

/** Puts the photo into the map and adds it to the sums, unless it is there; or gives the sum that had no room for it. */
async function intoMap(
  dynamo: Dynamo,
  reservation: Reservation,
  limits: UsageLimits,
  options?: CallOptions,
): Promise<"reserved" | UsageSum | undefined> {
  const { attempt, documents, tables } = dynamo;
  const command = new UpdateCommand(reserving(dynamo, reservation, limits));
  try {
    await attempt((sending) => documents.send(command, sending), options);
    return "reserved";
  } catch (error) {
    const [refused] = refusals(error);
    if (refused === undefined) throw error;
    const item = refused.item ?? (await readItem(dynamo, tables.core, usageKey(reservation.owner), options));
    const sum = item && UsageSum.parse(item);
    return sum?.open[reservation.photo] === undefined ? sum : "reserved";
  }
}

const reserving = (
  { tables }: Dynamo,
  { owner, photo, bytes, reservedAt }: Reservation,
  limits: UsageLimits,
): UpdateCommandInput => ({
  TableName: tables.core,
  Key: usageKey(owner),
  UpdateExpression: `SET #open.#photo = :reservation, photos = photos + :one, #bytes = #bytes + :size,
    gsi1pk = :open, gsi1sk = :owner`,
  ConditionExpression: `attribute_exists(pk) AND attribute_not_exists(#open.#photo)
    AND photos < :photos AND #bytes <= :room AND size(#open) < :uploads`,
  ExpressionAttributeNames: sumNames(photo),
  ExpressionAttributeValues: {
    ":reservation": [bytes, millisOf(reservedAt)],
    ":one": 1,
    ":size": bytes,
    ":open": openIn(shardOf(owner)),
    ":owner": owner,
    ":photos": limits.photos,
    ":room": limits.bytes - bytes,
    ":uploads": limits.openUploads,
  },
  ReturnValuesOnConditionCheckFailure: "ALL_OLD",
});

/** Makes an owner's first sum; nothing happens when somebody else has made it meanwhile. */
async function createSum({ attempt, documents, tables }: Dynamo, owner: UserId, options?: CallOptions): Promise<void> {
  const command = new PutCommand({
    TableName: tables.core,
    Item: { ...usageKey(owner), photos: 0, bytes: 0, open: {} },
    ConditionExpression: "attribute_not_exists(pk)",
  });
  try {
    await attempt((sending) => documents.send(command, sending), options);
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
}

function checkRoom(sum: UsageSum, bytes: number, limits: UsageLimits): void {
  if (sum.photos >= limits.photos) throw new QuotaExceeded(`There is room for ${limits.photos} photos.`);
  if (sum.bytes + bytes > limits.bytes) throw new QuotaExceeded(`There is room for ${limits.bytes} bytes.`);
  if (Object.keys(sum.open).length >= limits.openUploads) throw new TooManyOpenUploads(limits.openUploads);
}
