import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  DeleteUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "vitest";
import { functionNames } from "../../infra/src/functions/functions.ts";
import { resourcesOf, statementsOf, templateOf } from "../../infra/src/stack.fixture.ts";
import { noAccount } from "../flow/account.fixture.ts";
import { type Name, openInstallation } from "../flow/installation.fixture.ts";
import { doEverything, type Person } from "./everything.fixture.ts";
import { grantsOf, isGranted, kindsFor, textOf } from "./grants.fixture.ts";
import { type NameOf, needsOf } from "./needs-of.fixture.ts";
import { unused } from "./unused.fixture.ts";
import { type Watch, watchCalls } from "./watch-calls.fixture.ts";

describe("what functions may do", () => {
  // Fifteen processes are started: the limit only ends what hangs.
  it("is all that they do, and nothing besides but what is known", { timeout: 300_000 }, async ({ skip }) => {
    skip(noAccount !== undefined, noAccount);
    const upstreams: Readonly<Record<string, string | undefined>> = {
      dynamodb: process.env["TINTYPE_DYNAMODB_ENDPOINT"],
      s3: process.env["TINTYPE_S3_ENDPOINT"],
    };
    const moto = process.env["TINTYPE_MOTO_ENDPOINT"] ?? "";
    await using watching = new AsyncDisposableStack();
    const watches = new Map<Name, Watch>();
    await using pool = await openPool(moto);
    await using installation = await openInstallation({
      userPoolId: pool.userPoolId,
      async toldTo(name, told) {
        const watch = watches.get(name) ?? watching.use(await watchCalls((service) => upstreams[service] ?? moto));
        watches.set(name, watch);
        const isTheirs = (value: string) => [moto, ...Object.values(upstreams)].includes(value);
        return Object.fromEntries(
          Object.entries(told).map(([variable, value]) => [
            variable,
            variable.endsWith("_QUEUE_URL") || isTheirs(value)
              ? value.replace(/^https?:\/\/[^/]+/, watch.origin)
              : value,
          ]),
        );
      },
    });
    await doEverything(installation, pool);

    const from = /<(.*)>/.exec(installation.environment["TINTYPE_MAIL_FROM"] ?? "")?.[1] ?? "";
    const template = templateOf({ mailFrom: from, photoEvents: "true" });
    const nameOf = namesIn(template, { ...installation.environment, from });
    const forbidden: string[] = [];
    const left: string[] = [];
    for (const name of functionNames) {
      const grants = grantsOf(statementsOf(template, name));
      const used = new Set<string>();
      for (const call of watches.get(name)?.calls ?? []) {
        for (const need of needsOf(call, nameOf)) {
          const granted = grants.filter((grant) => isGranted(need, grant));
          if (granted.length === 0)
            forbidden.push(`${name}: ${JSON.stringify(need)} for ${call.method} ${call.url.pathname}`);
          for (const { action, resource, kinds } of granted) {
            used.add(`${action} ${resource}`);
            for (const kind of kindsFor(need, kinds)) used.add(`${action} ${resource} ${kind}`);
          }
        }
      }
      const all = grants.flatMap(({ action, resource, kinds }) =>
        kinds.length === 0 ? [`${action} ${resource}`] : kinds.map((kind) => `${action} ${resource} ${kind}`),
      );
      for (const one of new Set(all))
        if (!used.has(one)) left.push(`${name}: ${one.replaceAll(/<(\w+?)[0-9A-F]{8}\b/g, "<$1")}`);
    }
    expect([...new Set(forbidden)]).toEqual([]);
    expect(left.filter((each) => !Object.keys(unused).some((known) => new RegExp(known).test(each)))).toEqual([]);
    // A reason for nothing is out of date.
    expect(Object.keys(unused).filter((known) => !left.some((each) => new RegExp(known).test(each)))).toEqual([]);
  });
});

/** Ana and Cleo have passwords there; Ben has come through Google. */
async function openPool(endpoint: string) {
  const credentials = { accessKeyId: "lanes", secretAccessKey: "lanes" };
  const client = new CognitoIdentityProviderClient({ region: "us-east-1", endpoint, credentials });
  const { UserPool } = await client.send(new CreateUserPoolCommand({ PoolName: "permissions" }));
  const userPoolId = UserPool?.Id ?? "";
  const person = async (email: string, Username: string) => {
    const UserAttributes = [{ Name: "email", Value: email }];
    const command = new AdminCreateUserCommand({ UserPoolId: userPoolId, Username, UserAttributes });
    const { User } = await client.send(command);
    return { email, username: Username, sub: User?.Attributes?.find(({ Name }) => Name === "sub")?.Value ?? "" };
  };
  return {
    userPoolId,
    async remove({ username }: Person) {
      await client.send(new AdminDeleteUserCommand({ UserPoolId: userPoolId, Username: username }));
    },
    people: [
      await person("ana@example.com", "ana"),
      await person("ben@example.com", "Google_1"),
      await person("cleo@example.com", "cleo"),
    ] as const,
    async [Symbol.asyncDispose]() {
      await client.send(new DeleteUserPoolCommand({ UserPoolId: userPoolId }));
      client.destroy();
    },
  };
}

/** Finds what the template calls the things that stand in for what it makes. */
function namesIn(template: ReturnType<typeof templateOf>, told: Readonly<Record<string, string>>): NameOf {
  const idOf = (type: string, prefix: string) => {
    const all = Object.entries(resourcesOf(template, type)).filter(([id]) => id.startsWith(prefix));
    // A queue comes before the one behind it, for what was tried in vain.
    const [found] = all.find(([, { Properties }]) => Properties.RedrivePolicy !== undefined) ?? all[0] ?? [];
    if (found === undefined) throw new Error(`There is no ${type} that begins with ${prefix}.`);
    return `<${found}>`;
  };
  const lastOf = (variable: string) => (told[variable] ?? "").split("/").at(-1) ?? "";
  const arn = (service: string, rest: string) =>
    textOf({
      "Fn::Join": [
        "",
        [
          "arn:",
          { Ref: "AWS::Partition" },
          `:${service}:`,
          { Ref: "AWS::Region" },
          ":",
          { Ref: "AWS::AccountId" },
          rest,
        ],
      ],
    });
  const names: Readonly<Record<string, string>> = {
    [lastOf("TINTYPE_PHOTOS_TABLE")]: idOf("AWS::DynamoDB::GlobalTable", "TablesPhotos"),
    [lastOf("TINTYPE_CORE_TABLE")]: idOf("AWS::DynamoDB::GlobalTable", "TablesCore"),
    [lastOf("TINTYPE_INCOMING_BUCKET")]: idOf("AWS::S3::Bucket", "Incoming"),
    [lastOf("TINTYPE_ORIGINALS_BUCKET")]: idOf("AWS::S3::Bucket", "BucketsOriginals"),
    [lastOf("TINTYPE_MEDIA_BUCKET")]: idOf("AWS::S3::Bucket", "BucketsMedia"),
    [lastOf("TINTYPE_UPLOADS_QUEUE_URL")]: idOf("AWS::SQS::Queue", "Queuesuploads"),
    [lastOf("TINTYPE_IMAGING_QUEUE_URL")]: idOf("AWS::SQS::Queue", "Queuesimaging"),
    [lastOf("TINTYPE_MAIL_QUEUE_URL")]: idOf("AWS::SQS::Queue", "Queuesmail"),
    [lastOf("TINTYPE_PURGE_QUEUE_URL")]: idOf("AWS::SQS::Queue", "Queuespurge"),
    [lastOf("TINTYPE_PUBLISH_QUEUE_URL")]: idOf("AWS::SQS::Queue", "Queuespublish"),
    [lastOf("TINTYPE_LOST_CHANGES_QUEUE_URL")]: idOf("AWS::SQS::Queue", "Queueslostchanges"),
    [told["TINTYPE_PHOTO_EVENTS_TOPIC_ARN"] ?? ""]: idOf("AWS::SNS::Topic", "PhotoEvents"),
    [told["TINTYPE_USER_POOL_ID"] ?? ""]: idOf("AWS::Cognito::UserPool", "UsersPool"),
    [told["TINTYPE_KEYS_SECRET"] ?? ""]: arn("secretsmanager", ":secret:tintype-dev/keys-AbCdEf"),
    [told["from"] ?? ""]: arn("ses", `:identity/${told["from"]}`),
    [told["TINTYPE_CREDENTIALS_ROLE_ARN"] ?? ""]:
      "arn:<AWS::Partition>:iam::<AWS::AccountId>:role/tintype-dev-credentials",
  };
  return (name) => names[name] ?? `<${name}>`;
}
