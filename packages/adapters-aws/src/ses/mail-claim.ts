import { DeleteCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { type CallOptions, days, Instant, millisOf, minutes, plus, Unavailable } from "@tintype/core";
import type { Dynamo } from "../dynamo/dynamo.ts";
import { type CoreKey, mailKey } from "../dynamo/keys.ts";
import { isRefusal, refusals } from "../dynamo/refusal.ts";
import { ttlAttribute } from "../dynamo/tables.ts";

/** The right to send a mail, which one process has. */
export interface MailClaim {
  readonly key: CoreKey;
  readonly changeId: string;
}

/** How long a mail may be underway: whoever has not finished by then never will. */
const UNDERWAY = minutes(1);

/** `undefined` where SES has the mail, or may have it; `unavailable` where somebody else is sending it. */
export async function claimMail(dynamo: Dynamo, id: string, options?: CallOptions): Promise<MailClaim | undefined> {
  const { attempt, documents, tables, clock, ids } = dynamo;
  const claim = { key: mailKey(id), changeId: ids.next() };
  const now = clock.now();
  const command = new PutCommand({
    TableName: tables.core,
    Item: {
      ...claim.key,
      changeId: claim.changeId,
      underwayUntil: plus(now, UNDERWAY),
      [ttlAttribute]: Math.ceil(millisOf(plus(now, days(30))) / 1_000),
    },
    ConditionExpression: "attribute_not_exists(pk)",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  });
  try {
    await attempt((sending) => documents.send(command, sending), options);
    return claim;
  } catch (error) {
    const [refused] = refusals(error);
    if (refused === undefined) throw error;
    const { changeId, underwayUntil } = refused.item ?? {};
    if (changeId === claim.changeId) return claim;
    if (underwayUntil === undefined || Instant.parse(underwayUntil) <= now) return undefined;
    throw new Unavailable("This mail is being sent at this very moment.");
  }
}

/** It is sent, for good. */
export async function settleMail({ attempt, documents, tables }: Dynamo, { key, changeId }: MailClaim): Promise<void> {
  const command = new UpdateCommand({
    TableName: tables.core,
    Key: key,
    UpdateExpression: "REMOVE underwayUntil",
    ConditionExpression: "changeId = :claim",
    ExpressionAttributeValues: { ":claim": changeId },
  });
  await unlessRefused(attempt((sending) => documents.send(command, sending)));
}

/** It was not sent: anybody may try again. */
export async function releaseMail({ attempt, documents, tables }: Dynamo, { key, changeId }: MailClaim): Promise<void> {
  const command = new DeleteCommand({
    TableName: tables.core,
    Key: key,
    ConditionExpression: "changeId = :claim",
    ExpressionAttributeValues: { ":claim": changeId },
  });
  await unlessRefused(attempt((sending) => documents.send(command, sending)));
}

/** Where the claim is gone there is nothing left to do. */
async function unlessRefused(writing: Promise<unknown>): Promise<void> {
  try {
    await writing;
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
}
