import { randomUUID } from "node:crypto";
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { CreateEmailIdentityCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { CreateTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { coreTable, photoTable } from "@tintype/adapters-aws";

const {
  TINTYPE_DYNAMODB_ENDPOINT: dynamo = "",
  TINTYPE_S3_ENDPOINT: s3 = "",
  TINTYPE_S3_ACCESS_KEY: accessKeyId = "",
  TINTYPE_S3_SECRET_KEY: secretAccessKey = "",
  TINTYPE_MOTO_ENDPOINT: moto = "",
} = process.env;

/** Why nothing can be run; `undefined` where `scripts/lanes.sh` has started everything. */
export const noAccount =
  dynamo === "" || s3 === "" || moto === ""
    ? "there is no DynamoDB, S3 or moto: scripts/lanes.sh starts them, and sets TINTYPE_DYNAMODB_ENDPOINT and the like"
    : undefined;

const common = { region: "us-east-1", credentials: { accessKeyId, secretAccessKey } };

/** What an installation needs of an AWS account, as its stack would make it. */
export interface Account extends AsyncDisposable {
  /** For the functions. */
  readonly environment: Readonly<Record<string, string>>;
  readonly queues: Readonly<Record<"uploads" | "imaging" | "mail" | "purge" | "publish", string>>;
  readonly tables: readonly string[];
  readonly dynamo: DynamoDBClient;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  /** For clients of DynamoDB's streams. */
  readonly dynamoConfig: typeof common & { readonly endpoint: string };
}

export async function openAccount(keys: object): Promise<Account> {
  const id = randomUUID();
  const inMoto = { ...common, endpoint: moto };
  const clients = {
    dynamo: new DynamoDBClient({ ...common, endpoint: dynamo }),
    s3: new S3Client({ ...common, endpoint: s3, forcePathStyle: true }),
    sqs: new SQSClient(inMoto),
  };
  const tables = [`PhotoMetadata-${id}`, `TintypeCore-${id}`];
  const [photos = "", core = ""] = tables;
  await clients.dynamo.send(new CreateTableCommand(photoTable(photos)));
  await clients.dynamo.send(new CreateTableCommand(coreTable(core)));
  for (const area of ["incoming", "originals", "media"]) {
    await clients.s3.send(new CreateBucketCommand({ Bucket: `${area}-${id}` }));
  }
  await new SecretsManagerClient(inMoto).send(
    new CreateSecretCommand({ Name: id, SecretString: JSON.stringify(keys) }),
  );
  const from = `tintype-${id}@example.com`;
  await new SESv2Client(inMoto).send(new CreateEmailIdentityCommand({ EmailIdentity: from }));
  const open = async (QueueName: string, Attributes: Record<string, string> = {}) =>
    (await clients.sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? "";
  const queue = (lane: string) => open(`${lane}-${id}.fifo`, { FifoQueue: "true" });
  const queues = {
    uploads: await open(`uploads-${id}`),
    imaging: await queue("imaging"),
    mail: await queue("mail"),
    purge: await queue("purge"),
    publish: await queue("publish"),
  };
  const lostChanges = await open(`lost-changes-${id}`);
  const topic = new CreateTopicCommand({ Name: `photo-events-${id}.fifo`, Attributes: { FifoTopic: "true" } });
  const { TopicArn = "" } = await new SNSClient(inMoto).send(topic);
  return {
    ...clients,
    queues,
    tables,
    dynamoConfig: { ...common, endpoint: dynamo },
    environment: {
      AWS_REGION: common.region,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_ENDPOINT_URL: moto,
      AWS_ENDPOINT_URL_DYNAMODB: dynamo,
      AWS_ENDPOINT_URL_S3: s3,
      TINTYPE_PHOTOS_TABLE: photos,
      TINTYPE_CORE_TABLE: core,
      TINTYPE_INCOMING_BUCKET: `incoming-${id}`,
      TINTYPE_ORIGINALS_BUCKET: `originals-${id}`,
      TINTYPE_MEDIA_BUCKET: `media-${id}`,
      TINTYPE_KEYS_SECRET: id,
      TINTYPE_UPLOADS_QUEUE_URL: queues.uploads,
      TINTYPE_IMAGING_QUEUE_URL: queues.imaging,
      TINTYPE_MAIL_QUEUE_URL: queues.mail,
      TINTYPE_PURGE_QUEUE_URL: queues.purge,
      TINTYPE_PUBLISH_QUEUE_URL: queues.publish,
      TINTYPE_LOST_CHANGES_QUEUE_URL: lostChanges,
      TINTYPE_PHOTO_EVENTS_TOPIC_ARN: TopicArn,
      TINTYPE_CREDENTIALS_ROLE_ARN: "arn:aws:iam::123456789012:role/credentials",
      TINTYPE_MAIL_FROM: `Tintype <${from}>`,
    },
    async [Symbol.asyncDispose]() {
      for (const TableName of tables) await clients.dynamo.send(new DeleteTableCommand({ TableName }));
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}

/** To whom this sender has written. moto shows what SES was given, and sends nothing. */
export async function mailedBy({ environment }: Account): Promise<readonly string[]> {
  const answer = (await (await fetch(`${moto}/moto-api/data.json`)).json()) as {
    ses?: { RawMessage?: { source: string; destinations: string[] }[] };
  };
  return (
    (answer.ses?.RawMessage ?? [])
      .filter(({ source }) =>
        (environment["TINTYPE_MAIL_FROM"] ?? "").includes(source.replace(/^.*</, "").replace(">", "")),
      )
      // It counts whom the mail itself names once more.
      .map(({ destinations }) => [...new Set(destinations)].join())
  );
}
