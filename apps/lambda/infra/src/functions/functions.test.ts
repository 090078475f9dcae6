import { describe, expect, it } from "vitest";
import { listOf, resourcesOf, statementsOf, templateOf } from "../stack.fixture.ts";
import { functionNames, functions } from "./functions.ts";

const template = templateOf({ mailFrom: "photos@example.com" });
const deployed = resourcesOf(template, "AWS::Lambda::Function");
const roles = resourcesOf(template, "AWS::IAM::Role");

/** Which functions may do that, to a resource whose name holds these words. */
const mayDo = (action: string, words = "") =>
  functionNames.filter((name) =>
    statementsOf(template, name).some(
      ({ Action, Resource }) => listOf(Action).includes(action) && JSON.stringify(Resource).includes(words),
    ),
  );

describe("functions", () => {
  it("are ours, and no others: no construct brings helpers along", () => {
    const names = Object.values(deployed).map(({ Properties }) => Properties.FunctionName);
    expect(names.toSorted((one, other) => one.localeCompare(other))).toEqual(
      functionNames.map((name) => `tintype-dev-${name}`).toSorted((one, other) => one.localeCompare(other)),
    );
    const types = Object.values(template.toJSON()["Resources"]).map((resource) => (resource as { Type: string }).Type);
    expect(types.filter((type) => type.startsWith("Custom::") || type.includes("CustomResource"))).toEqual([]);
  });

  it("run on Node 24 and arm64, are traced, and each has a log that ends", () => {
    for (const { Properties } of Object.values(deployed)) {
      expect(Properties).toMatchObject({
        Runtime: "nodejs24.x",
        Architectures: ["arm64"],
        TracingConfig: { Mode: "Active" },
        LoggingConfig: { LogGroup: { Ref: expect.any(String) } },
      });
    }
    const logs = Object.values(resourcesOf(template, "AWS::Logs::LogGroup"));
    expect(logs).toHaveLength(functionNames.length + 1);
    for (const { Properties } of logs) expect(Properties.RetentionInDays).toBe(14);
  });

  it("answer before the gateway and Cognito stop waiting", () => {
    expect(functions.http.timeout).toBeLessThan(29);
    for (const trigger of ["pre-sign-up", "post-confirmation", "pre-token"] as const) {
      expect(functions[trigger].timeout).toBeLessThanOrEqual(5);
    }
  });
});

describe("a role", () => {
  it("is one function's alone, with statements written out and nothing added to them", () => {
    const ofFunctions = Object.keys(roles).filter((id) => id.startsWith("Functions"));
    expect(ofFunctions).toHaveLength(functionNames.length);
    expect(new Set(Object.values(deployed).map(({ Properties }) => JSON.stringify(Properties.Role))).size).toBe(
      functionNames.length,
    );
    for (const id of ofFunctions) expect(roles[id]?.Properties.ManagedPolicyArns).toBeUndefined();
    expect(resourcesOf(template, "AWS::IAM::Policy")).toEqual({});
    expect(resourcesOf(template, "AWS::IAM::ManagedPolicy")).toEqual({});
  });

  it.each(functionNames)("names every action, and every resource that has a name: %s", (name) => {
    for (const { Effect, Action, Resource } of statementsOf(template, name)) {
      expect(Effect).toBe("Allow");
      for (const action of listOf(Action)) expect(action).toMatch(/^[a-z0-9-]+:[A-Za-z]+$/);
      if (listOf(Resource).includes("*")) expect(listOf(Action).every((action) => nameless.test(action))).toBe(true);
    }
  });

  const nameless = /^(?:xray:Put\w+|dynamodb:ListStreams)$/;

  it("reads what it needs: who may do what", () => {
    expect(mayDo("secretsmanager:GetSecretValue")).toEqual(["http", "on-upload", "on-schedule"]);
    expect(mayDo("ses:SendEmail")).toEqual(["mail"]);
    expect(mayDo("s3:PutObject", "Originals")).toEqual(["imaging"]);
    expect(mayDo("s3:PutObject", "Media")).toEqual(["imaging", "publish"]);
    expect(mayDo("s3:PutObject", "Incoming")).toEqual(["http", "on-schedule"]);
    expect(mayDo("s3:ListMultipartUploadParts", "Incoming")).toEqual(["http", "on-schedule"]);
    expect(mayDo("s3:AbortMultipartUpload", "Incoming")).toEqual(["http", "purge", "on-schedule"]);
    expect(mayDo("s3:GetObject", "Originals")).toEqual(["imaging", "publish"]);
    expect(mayDo("s3:DeleteObject", "Originals")).toEqual(["imaging", "purge", "on-schedule"]);
    expect(mayDo("s3:DeleteObject", "Media")).toEqual(["http", "imaging", "purge", "publish", "on-schedule"]);
    expect(mayDo("s3:DeleteObjectVersion")).toEqual([]);
    expect(mayDo("dynamodb:GetRecords")).toEqual(["on-table-changed", "on-photo-changed"]);
    expect(mayDo("sqs:SendMessage")).toEqual(["on-table-changed", "on-photo-changed"]);
    expect(mayDo("sqs:SendMessage", "Queuesimaging")).toEqual(["on-table-changed"]);
    expect(mayDo("sns:Publish")).toEqual(["on-photo-changed"]);
    expect(mayDo("dynamodb:DeleteItem", "TablesPhotos")).toEqual(["purge", "on-schedule"]);
    for (const action of ["sts:AssumeRole", "sts:TagSession"]) {
      expect(mayDo(action)).toEqual(["http"]);
      expect(mayDo(action, ":role/tintype-dev-credentials")).toEqual(["http"]);
    }
    expect(mayDo("cognito-idp:AdminDisableUser")).toEqual(["http"]);
    expect(mayDo("cognito-idp:AdminUserGlobalSignOut")).toEqual(["http"]);
    expect(mayDo("cognito-idp:AdminDeleteUser")).toEqual(["purge", "on-schedule"]);
    for (const never of [
      "cognito-idp:AdminSetUserPassword",
      "cognito-idp:AdminInitiateAuth",
      "dynamodb:Scan",
      "dynamodb:DeleteTable",
      "s3:DeleteBucket",
      "s3:PutBucketPolicy",
    ]) {
      expect(mayDo(never)).toEqual([]);
    }
  });

  it("of a trigger reaches accounts alone, and of pre sign-up nothing", () => {
    for (const trigger of ["post-confirmation", "pre-token"]) {
      const [items, ...others] = statementsOf(template, trigger).filter(({ Action }) =>
        listOf(Action).some((action) => action.startsWith("dynamodb:")),
      );
      expect(others).toEqual([]);
      expect(items?.Condition).toMatchObject({
        "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["ACCOUNT#*", "IDENTITY#*"] },
        Null: { "dynamodb:LeadingKeys": "false" },
      });
    }
    const actions = statementsOf(template, "pre-sign-up").flatMap(({ Action }) => listOf(Action));
    expect(actions.every((action) => /^(?:logs|xray):/.test(action))).toBe(true);
  });

  it("sends mail from the one address that was named", () => {
    const [statement] = statementsOf(template, "mail").filter(({ Action }) => listOf(Action).includes("ses:SendEmail"));
    expect(statement?.Condition).toEqual({ StringEquals: { "ses:FromAddress": "photos@example.com" } });
    const withoutSender = statementsOf(templateOf(), "mail").flatMap(({ Action }) => listOf(Action));
    expect(withoutSender.filter((action) => action.startsWith("ses:"))).toEqual([]);
  });
});

describe("whoever calls a function", () => {
  it("is named, with where the call comes from", () => {
    const permissions = Object.values(resourcesOf(template, "AWS::Lambda::Permission"));
    expect(permissions).toHaveLength(7);
    for (const { Properties } of permissions) {
      expect(Properties.Action).toBe("lambda:InvokeFunction");
      expect(Properties.SourceArn).toBeDefined();
    }
  });
});
