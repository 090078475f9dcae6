import type { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Deployment } from "../deployment.ts";
import { credentialsRoleArn } from "../identity/credentials-role.ts";
import { keysSecretName } from "../keys-secret.ts";
import type { Buckets } from "../storage/buckets.ts";
import type { Tables } from "../storage/tables.ts";
import type { FunctionName } from "./functions.ts";
import type { Queues } from "./queues.ts";
import {
  allow,
  consume,
  items,
  itemsOf,
  list,
  objects,
  people,
  query,
  queryOf,
  readSecret,
  readStreams,
  send,
  sendMailAs,
} from "./statements.ts";

export interface Reachable {
  readonly incoming: IBucket;
  readonly buckets: Buckets;
  readonly tables: Tables;
  readonly queues: Queues;
  readonly photoEvents: ITopic;
  /** Of a pool that is made after the functions, since some of them are its triggers. */
  readonly userPoolArn: string;
}

/** What each function may do, beside writing its own log and its traces: all of it, and nothing that it does not need. */
export function permissionsOf(
  reachable: Reachable,
  deployment: Deployment,
): Readonly<Record<FunctionName, readonly PolicyStatement[]>> {
  const { incoming, buckets, tables, queues, photoEvents, userPoolArn } = reachable;
  const { originals, media } = buckets;
  const { photos, core } = tables;
  /** Finds the account of an identity, and makes it at the first time. */
  const register = [itemsOf(core, ["ACCOUNT", "IDENTITY"], "Get", "Put")];
  return {
    http: [
      items(photos, "Get", "BatchGet", "Put"),
      query(photos),
      items(core, "Get", "BatchGet", "Put", "Update", "Delete"),
      query(core),
      // Tickets are signed with these permissions; photos sent through the API are written with them.
      objects(incoming, ["t/"], "PutObject", "GetObject", "DeleteObject", ...multipart),
      objects(incoming, ["u/"], "GetObject"),
      // Of exports that a new one replaces.
      objects(media, ["x/"], "DeleteObject"),
      list(incoming),
      people(userPoolArn, "DisableUser", "UserGlobalSignOut"),
      // Gives people credentials of their own.
      allow(["sts:AssumeRole", "sts:TagSession"], [credentialsRoleArn(deployment)]),
      readSecret(keysSecretName(deployment)),
    ],
    "on-upload": [
      consume(queues.uploads.queue),
      objects(incoming, ["t/"], "GetObject"),
      list(incoming),
      items(photos, "Get", "Put"),
      // What comes twice may find its photo ready, and shows it with signed addresses.
      readSecret(keysSecretName(deployment)),
    ],
    "on-table-changed": [
      ...readStreams(photos, core),
      send(queues.imaging.queue, queues.mail.queue, queues.purge.queue, queues.publish.queue, queues.lostChanges),
    ],
    "on-photo-changed": [
      ...readStreams(photos),
      send(queues.lostPhotoEvents),
      allow(["sns:Publish"], [photoEvents.topicArn]),
    ],
    imaging: [
      consume(queues.imaging.queue),
      objects(incoming, ["t/"], "GetObject", "DeleteObject"),
      // A photo may be gone before it is developed: what was made of it goes, too.
      objects(originals, ["o/"], "GetObject", "PutObject", "DeleteObject"),
      objects(media, ["p/", "c/"], "PutObject", "DeleteObject"),
      list(incoming, originals, media),
      items(photos, "Get", "Put"),
      itemsOf(core, ["USAGE"], "Get", "Put", "Update"),
    ],
    mail: [
      consume(queues.mail.queue),
      itemsOf(core, ["ACCOUNT"], "Get"),
      itemsOf(core, ["MAIL"], "Put", "Update", "Delete"),
      ...(deployment.mailFrom === undefined ? [] : [sendMailAs(deployment.mailFrom)]),
    ],
    purge: [consume(queues.purge.queue), ...erase(reachable)],
    publish: [
      consume(queues.publish.queue),
      objects(originals, ["o/"], "GetObject"),
      objects(media, ["x/"], "PutObject", "DeleteObject"),
      list(originals),
      query(photos),
      itemsOf(core, ["ACCOUNT"], "Get", "Put"),
      itemsOf(core, ["SHARE"], "BatchGet"),
      query(core),
    ],
    "on-schedule": [
      ...erase(reachable),
      // Hears of people by their subjects.
      itemsOf(core, ["IDENTITY"], "Get"),
      // Completes uploads in parts that nobody came back to complete, and shows whoever they belong to.
      objects(incoming, ["t/"], "GetObject", "PutObject", "ListMultipartUploadParts"),
      readSecret(keysSecretName(deployment)),
    ],
    "pre-sign-up": [],
    "post-confirmation": register,
    "pre-token": register,
  };
}

const multipart = ["AbortMultipartUpload", "ListMultipartUploadParts"];

/** Removes what belongs to photos and people that are gone, and finds it. Versions that were replaced are S3's to forget. */
const erase = ({ incoming, buckets, tables: { photos, core }, userPoolArn }: Reachable): PolicyStatement[] => [
  objects(incoming, ["t/", "u/"], "DeleteObject", "AbortMultipartUpload"),
  allow(["s3:ListBucketMultipartUploads"], [incoming.bucketArn]),
  objects(buckets.originals, ["o/"], "DeleteObject"),
  objects(buckets.media, ["p/", "c/", "x/"], "DeleteObject"),
  list(incoming, buckets.originals, buckets.media),
  items(photos, "Get", "BatchGet", "Put", "Delete"),
  query(photos),
  itemsOf(core, ["ACCOUNT"], "Get", "BatchGet", "Put", "Delete"),
  itemsOf(core, ["SHARE", "APIKEY"], "Get", "BatchGet", "Delete"),
  itemsOf(core, ["USAGE"], "Get", "Put", "Update", "Delete"),
  itemsOf(core, ["IDENTITY", "TOKEN", "APIKEYHASH", "BURIED", "RATE", "RECEIPT"], "Delete"),
  queryOf(core, ["BURIED", "USAGE"]),
  query(core),
  people(userPoolArn, "DeleteUser"),
];
