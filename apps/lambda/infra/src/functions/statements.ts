import { Aws } from "aws-cdk-lib";
import { Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { IndexedTable } from "../storage/tables.ts";

/** Statements in the words of what they are for. Each names its actions one by one, and its resources as far as they have names. */
export function allow(
  actions: readonly string[],
  resources: readonly string[],
  conditions: Record<string, Record<string, unknown>> = {},
): PolicyStatement {
  return new PolicyStatement({ effect: Effect.ALLOW, actions: [...actions], resources: [...resources], conditions });
}

type ItemAction = "Get" | "BatchGet" | "Put" | "Update" | "Delete";

/** Items by their keys. A transaction needs what its parts need. */
export const items = ({ table }: IndexedTable, ...actions: readonly ItemAction[]): PolicyStatement =>
  allow(actions.map(itemAction), [table.tableArn]);

/** The same, as far as the partition keys begin with one of these kinds (`packages/adapters-aws/src/dynamo/keys.ts`). */
export const itemsOf = (
  { table }: IndexedTable,
  kinds: readonly string[],
  ...actions: readonly ItemAction[]
): PolicyStatement => allow(actions.map(itemAction), [table.tableArn], kindsAlone(kinds));

const kindsAlone = (kinds: readonly string[]) => ({
  "ForAllValues:StringLike": { "dynamodb:LeadingKeys": kinds.map((kind) => `${kind}#*`) },
  // Without it a request that names no key would pass.
  Null: { "dynamodb:LeadingKeys": "false" },
});

const itemAction = (action: ItemAction): string => `dynamodb:${action}Item`;

/** What an index of the table finds. */
export const query = ({ indexArns }: IndexedTable): PolicyStatement => allow(["dynamodb:Query"], indexArns);

/** All items of such partitions. */
export const queryOf = ({ table }: IndexedTable, kinds: readonly string[]): PolicyStatement =>
  allow(["dynamodb:Query"], [table.tableArn], kindsAlone(kinds));

/** Objects below the prefixes. */
export const objects = (bucket: IBucket, prefixes: readonly string[], ...actions: readonly string[]): PolicyStatement =>
  allow(
    actions.map((action) => `s3:${action}`),
    prefixes.map((prefix) => bucket.arnForObjects(`${prefix}*`)),
  );

/** Without `ListBucket` S3 answers 403 where there is nothing, and nobody could tell "gone" from "not allowed". */
export const list = (...buckets: readonly IBucket[]): PolicyStatement =>
  allow(
    ["s3:ListBucket"],
    buckets.map(({ bucketArn }) => bucketArn),
  );

export const consume = ({ queueArn }: IQueue): PolicyStatement =>
  allow(
    ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"],
    [queueArn],
  );

export const send = (...queues: readonly IQueue[]): PolicyStatement =>
  allow(
    ["sqs:SendMessage"],
    queues.map(({ queueArn }) => queueArn),
  );

/** Secrets Manager puts six characters of its own behind the name of a secret. */
export const readSecret = (name: string): PolicyStatement =>
  allow(
    ["secretsmanager:GetSecretValue"],
    [`arn:${Aws.PARTITION}:secretsmanager:${Aws.REGION}:${Aws.ACCOUNT_ID}:secret:${name}-??????`],
  );

/** Finds somebody in the pool, by the subject or, who came from elsewhere, by a search; and does that to them. */
export const people = (
  userPoolArn: string,
  ...acts: readonly ("DisableUser" | "DeleteUser" | "UserGlobalSignOut")[]
): PolicyStatement =>
  allow(
    ["AdminGetUser", "ListUsers", ...acts.map((act) => `Admin${act}`)].map((action) => `cognito-idp:${action}`),
    [userPoolArn],
  );

/** By the address or its domain, whichever SES knows; a mail that we compose ourselves counts as raw. */
export const sendMailAs = (address: string): PolicyStatement =>
  allow(
    ["ses:SendEmail", "ses:SendRawEmail"],
    [address, address.slice(address.indexOf("@") + 1)].map(
      (identity) => `arn:${Aws.PARTITION}:ses:${Aws.REGION}:${Aws.ACCOUNT_ID}:identity/${identity}`,
    ),
    { StringEquals: { "ses:FromAddress": address } },
  );

export const readStreams = (...tables: readonly IndexedTable[]): PolicyStatement[] => [
  allow(
    ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
    tables.flatMap(({ table }) => (table.tableStreamArn === undefined ? [] : [table.tableStreamArn])),
  ),
  // It has no resources; Lambda asks for it before it reads a stream.
  allow(["dynamodb:ListStreams"], ["*"]),
];
