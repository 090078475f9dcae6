import type { Call } from "./watch-calls.fixture.ts";

/** What IAM asks before it lets a call through. */
export interface Need {
  readonly action: string;
  /** As the template names it. */
  readonly resource: string;
  /** The partition keys that a request to a table names (`dynamodb:LeadingKeys`), and whom mail is from. */
  readonly leadingKeys?: readonly string[];
  readonly fromAddress?: string;
}

/** How the template calls what has this name: a table, a bucket, a queue, a topic, a pool, a secret … */
export type NameOf = (name: string) => string;

/** What a call needs (docs.aws.amazon.com/service-authorization). Throws for a call that it does not know. */
export function needsOf(call: Call, nameOf: NameOf): readonly Need[] {
  const needs = services[call.service]?.(call, nameOf);
  if (needs === undefined) throw new Error(`Nobody knows what this needs: ${JSON.stringify(call)}`);
  return needs;
}

type Needs = (call: Call, nameOf: NameOf) => readonly Need[] | undefined;

const targetOf = ({ headers }: Call): string => String(headers["x-amz-target"]).split(".")[1] ?? "";

const services: Readonly<Record<string, Needs>> = {
  s3: needsOfStorage,
  dynamodb: needsOfTables,
  sqs(call, nameOf) {
    const { QueueUrl } = JSON.parse(call.body);
    return [{ action: `sqs:${targetOf(call).replace(/Batch$/, "")}`, resource: nameOf(QueueUrl.split("/").at(-1)) }];
  },
  sns({ body }, nameOf) {
    const asked = new URLSearchParams(body);
    return [
      { action: `sns:${asked.get("Action")?.replace(/Batch$/, "")}`, resource: nameOf(asked.get("TopicArn") ?? "") },
    ];
  },
  ses({ body }, nameOf) {
    const { FromEmailAddress, Content } = JSON.parse(body);
    const fromAddress = /[^<>\s]+@[^<>\s]+/.exec(FromEmailAddress)?.[0] ?? "";
    const action = Content.Raw === undefined ? "ses:SendEmail" : "ses:SendRawEmail";
    return [{ action, resource: nameOf(fromAddress), fromAddress }];
  },
  secretsmanager: (call, nameOf) => [
    { action: `secretsmanager:${targetOf(call)}`, resource: nameOf(JSON.parse(call.body).SecretId) },
  ],
  "cognito-idp": (call, nameOf) => [
    { action: `cognito-idp:${targetOf(call)}`, resource: nameOf(JSON.parse(call.body).UserPoolId) },
  ],
  sts({ body }, nameOf) {
    const asked = new URLSearchParams(body);
    const resource = nameOf(asked.get("RoleArn") ?? "");
    const tags = asked.has("Tags.member.1.Key") ? [{ action: "sts:TagSession", resource }] : [];
    return [{ action: `sts:${asked.get("Action")}`, resource }, ...tags];
  },
};

/** docs.aws.amazon.com/AmazonS3, "Required permissions for Amazon S3 API operations". */
function needsOfStorage({ method, url, headers, body, status }: Call, nameOf: NameOf): readonly Need[] | undefined {
  const [, bucket = "", key = ""] = /^\/([^/]+)\/?(.*)$/.exec(decodeURIComponent(url.pathname)) ?? [];
  const whole = nameOf(bucket);
  const on = (action: string, name = key) => ({ action: `s3:${action}`, resource: `${whole}/${name}` });
  const asked = url.searchParams;
  if (key === "") {
    if (asked.has("uploads")) return [{ action: "s3:ListBucketMultipartUploads", resource: whole }];
    if (asked.has("list-type")) return [{ action: "s3:ListBucket", resource: whole }];
    if (asked.has("delete"))
      return [...body.matchAll(/<Key>(.*?)<\/Key>/g)].map(([, name]) => on("DeleteObject", name));
    return undefined;
  }
  const [, from, source] = /^\/?([^/]+)\/(.*)$/.exec(decodeURIComponent(String(headers["x-amz-copy-source"]))) ?? [];
  const copied = from === undefined ? [] : [{ action: "s3:GetObject", resource: `${nameOf(from)}/${source}` }];
  // Who may not list is told 403 where there is nothing, and takes it for trouble.
  const absent = status === 404 ? [{ action: "s3:ListBucket", resource: whole }] : [];
  const ofParts = asked.has("uploadId");
  switch (method) {
    case "GET":
      return ofParts ? [on("ListMultipartUploadParts")] : [on("GetObject"), ...absent];
    case "HEAD":
      return [on("GetObject"), ...absent];
    case "PUT":
    case "POST":
      return [on("PutObject"), ...copied];
    case "DELETE":
      return [on(ofParts ? "AbortMultipartUpload" : "DeleteObject")];
    default:
      return undefined;
  }
}

/** docs.aws.amazon.com/amazondynamodb, "Using IAM with transactions": a transaction needs what its parts need. */
function needsOfTables(call: Call, nameOf: NameOf): readonly Need[] | undefined {
  const asked = JSON.parse(call.body);
  const one = (action: string, table: string, keyed: Readonly<Record<string, { S: string }>>): Need => ({
    action: `dynamodb:${action}`,
    resource: nameOf(table),
    leadingKeys: [keyed["pk"]?.S ?? keyed["photoId"]?.S ?? ""],
  });
  const operation = targetOf(call);
  switch (operation) {
    case "GetItem":
    case "UpdateItem":
    case "DeleteItem":
      return [one(operation, asked.TableName, asked.Key)];
    case "PutItem":
      return [one(operation, asked.TableName, asked.Item)];
    case "Query":
      return [needOfQuery(asked, nameOf)];
    case "BatchGetItem":
      return Object.entries<{ Keys: Record<string, { S: string }>[] }>(asked.RequestItems).flatMap(
        ([table, { Keys }]) => Keys.map((key) => one(operation, table, key)),
      );
    case "TransactWriteItems":
      return asked.TransactItems.flatMap((item: object) =>
        Object.entries(item).map(([kind, part]) =>
          one(kind === "ConditionCheck" ? "ConditionCheckItem" : `${kind}Item`, part.TableName, part.Key ?? part.Item),
        ),
      );
    default:
      return undefined;
  }
}

// biome-ignore lint/suspicious/noExplicitAny: a body as the SDK writes it
function needOfQuery({ TableName, IndexName, ExpressionAttributeValues }: any, nameOf: NameOf): Need {
  const table = nameOf(TableName);
  if (IndexName !== undefined) return { action: "dynamodb:Query", resource: `${table}/index/${IndexName}` };
  const texts = Object.values<{ S?: string }>(ExpressionAttributeValues).flatMap(({ S }) => S ?? []);
  return {
    action: "dynamodb:Query",
    resource: table,
    leadingKeys: texts.filter((text) => text.includes("#")).slice(0, 1),
  };
}
