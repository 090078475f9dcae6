import { Aws } from "aws-cdk-lib";
import type { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { Deployment } from "../deployment.ts";
import { keysSecretName } from "../keys-secret.ts";
import type { Buckets } from "../storage/buckets.ts";
import type { Tables } from "../storage/tables.ts";
import type { FunctionName } from "./functions.ts";
import type { Queues } from "./queues.ts";
import { allow, consume, items, itemsOf, list, objects, query, readSecret, send } from "./statements.ts";

export interface Reachable {
  readonly incoming: IBucket;
  readonly buckets: Buckets;
  readonly tables: Tables;
  readonly queues: Queues;
}

/** What each function may do, beside writing its own log and its traces: all of it, and nothing that it does not need. */
export function permissionsOf(
  { incoming, buckets: { originals, media }, tables, queues }: Reachable,
  deployment: Deployment,
): Readonly<Record<FunctionName, readonly PolicyStatement[]>> {
  const { photos, core } = tables;
  /** Finds the account of an identity, and makes it at the first time. */
  const register = [itemsOf(core, ["ACCOUNT", "IDENTITY"], "Get", "Put", "Update")];
  return {
    http: [
      items(photos, "Get", "BatchGet", "Put", "Update"),
      query(photos),
      items(core, "Get", "BatchGet", "Put", "Update", "Delete"),
      query(core),
      // Tickets are signed with these permissions; photos sent through the API are written with them.
      objects(incoming, ["t/"], "PutObject", "GetObject", "DeleteObject", ...multipart),
      objects(incoming, ["u/"], "GetObject"),
      list(incoming),
      readSecret(keysSecretName(deployment)),
    ],
    "on-upload": [
      consume(queues.uploads.queue),
      objects(incoming, ["t/"], "GetObject"),
      list(incoming),
      items(photos, "Get", "Put"),
    ],
    "on-table-changed": [
      allow(["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"], streamsOf(tables)),
      // It has no resources; Lambda asks for it before it reads a stream.
      allow(["dynamodb:ListStreams"], ["*"]),
      send(queues.imaging.queue, queues.mail.queue, queues.purge.queue, queues.lostChanges),
    ],
    imaging: [
      consume(queues.imaging.queue),
      objects(incoming, ["t/"], "GetObject", "DeleteObject"),
      objects(originals, ["o/"], "GetObject", "PutObject"),
      objects(media, ["p/", "c/"], "GetObject", "PutObject"),
      list(incoming, originals, media),
      items(photos, "Get", "BatchGet", "Put"),
      query(photos),
      itemsOf(core, ["USAGE"], "Get", "Put", "Update", "Delete"),
    ],
    mail: [
      consume(queues.mail.queue),
      itemsOf(core, ["ACCOUNT"], "Get"),
      itemsOf(core, ["MAIL"], "Put", "Update", "Delete"),
      ...(deployment.mailFrom === undefined ? [] : [sendMailAs(deployment.mailFrom)]),
    ],
    purge: [
      consume(queues.purge.queue),
      objects(incoming, ["t/"], "DeleteObject", "AbortMultipartUpload"),
      allow(["s3:ListBucketMultipartUploads"], [incoming.bucketArn]),
      objects(originals, ["o/"], "DeleteObject"),
      objects(media, ["p/", "c/"], "DeleteObject"),
      list(incoming, originals, media),
      items(photos, "Get", "Put"),
      itemsOf(core, ["SHARE", "TOKEN", "USAGE"], "Get", "BatchGet", "Put", "Update", "Delete"),
      query(core),
    ],
    "on-schedule": [
      objects(incoming, ["t/", "u/"], "GetObject", "DeleteObject"),
      objects(incoming, ["t/"], "AbortMultipartUpload"),
      allow(["s3:ListBucketMultipartUploads"], [incoming.bucketArn]),
      objects(originals, ["o/"], "DeleteObject"),
      objects(media, ["p/", "c/"], "DeleteObject"),
      list(incoming, originals, media),
      items(photos, "Get", "BatchGet", "Put", "Delete"),
      query(photos),
      itemsOf(core, ["USAGE", "SHARE"], "Get", "BatchGet", "Put", "Update", "Delete"),
      query(core),
    ],
    "pre-sign-up": [],
    "post-confirmation": register,
    "pre-token": register,
  };
}

const multipart = ["AbortMultipartUpload", "ListMultipartUploadParts"];

const streamsOf = ({ photos, core }: Tables): string[] =>
  [photos, core].flatMap(({ table }) => (table.tableStreamArn === undefined ? [] : [table.tableStreamArn]));

/** By the address or its domain, whichever SES knows; a mail that we compose ourselves counts as raw. */
const sendMailAs = (address: string): PolicyStatement =>
  allow(
    ["ses:SendEmail", "ses:SendRawEmail"],
    [address, address.slice(address.indexOf("@") + 1)].map(
      (identity) => `arn:${Aws.PARTITION}:ses:${Aws.REGION}:${Aws.ACCOUNT_ID}:identity/${identity}`,
    ),
    { StringEquals: { "ses:FromAddress": address } },
  );
