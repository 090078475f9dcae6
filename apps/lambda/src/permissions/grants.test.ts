import { describe, expect, it } from "vitest";
import { grantsOf, isGranted } from "./grants.fixture.ts";
import { type Need, needsOf } from "./needs-of.fixture.ts";

const table = { "Fn::GetAtt": ["Table", "Arn"] };
const allowed = (need: Need, ...statements: Parameters<typeof grantsOf>[0]) =>
  grantsOf(statements).some((grant) => isGranted(need, grant));
const statement = (Action: string, Resource: unknown, Condition?: Record<string, Record<string, unknown>>) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...(Condition && { Condition }),
});

describe("what is held against a call", () => {
  it("names the action, and the resource as far as its stars go", () => {
    const objects = statement("s3:GetObject", { "Fn::Join": ["", [table, "/t/*"]] });
    expect(allowed({ action: "s3:GetObject", resource: "<Table>/t/a" }, objects)).toBe(true);
    expect(allowed({ action: "s3:GetObject", resource: "<Table>/u/a" }, objects)).toBe(false);
    expect(allowed({ action: "s3:PutObject", resource: "<Table>/t/a" }, objects)).toBe(false);
    expect(allowed({ action: "s3:GetObject", resource: "<Other>/t/a" }, objects)).toBe(false);
  });

  it("covers every key of a request, by one statement", () => {
    const condition = {
      "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["ACCOUNT#*"] },
      Null: { "dynamodb:LeadingKeys": "false" },
    };
    const accounts = statement("dynamodb:GetItem", table, condition);
    const need = (...leadingKeys: string[]) => ({ action: "dynamodb:GetItem", resource: "<Table>", leadingKeys });
    expect(allowed(need("ACCOUNT#1"), accounts)).toBe(true);
    expect(allowed(need("ACCOUNT#1", "SHARE#1"), accounts)).toBe(false);
    expect(allowed(need(), accounts)).toBe(false);
  });

  it("is for mail of one address, and demands nothing that nobody knows", () => {
    const mail = statement("ses:SendEmail", "*", { StringEquals: { "ses:FromAddress": "a@example.com" } });
    expect(allowed({ action: "ses:SendEmail", resource: "x", fromAddress: "a@example.com" }, mail)).toBe(true);
    expect(allowed({ action: "ses:SendEmail", resource: "x", fromAddress: "b@example.com" }, mail)).toBe(false);
    expect(() => grantsOf([statement("a:B", "*", { Bool: { "aws:SecureTransport": "true" } })])).toThrow("Bool");
  });
});

describe("what a call needs", () => {
  const call = {
    service: "s3",
    method: "HEAD",
    url: new URL("http://here/media/p/a"),
    headers: {},
    body: "",
    status: 200,
  };
  const needs = (changes: Partial<typeof call>) => needsOf({ ...call, ...changes }, (name) => name);

  it("is to list as well, where there is nothing", () => {
    expect(needs({})).toEqual([{ action: "s3:GetObject", resource: "media/p/a" }]);
    expect(needs({ status: 404 })).toContainEqual({ action: "s3:ListBucket", resource: "media" });
  });

  it("is to read what is copied", () => {
    const headers = { "x-amz-copy-source": "incoming/t/a" };
    expect(needs({ method: "PUT", headers })).toEqual([
      { action: "s3:PutObject", resource: "media/p/a" },
      { action: "s3:GetObject", resource: "incoming/t/a" },
    ]);
  });

  it("is what all parts of a transaction need", () => {
    const key = (id: string) => ({ pk: { S: id }, sk: { S: "x" } });
    const body = JSON.stringify({
      TransactItems: [
        { Put: { TableName: "core", Item: key("A#1") } },
        { Delete: { TableName: "core", Key: key("B#1") } },
        { ConditionCheck: { TableName: "core", Key: key("C#1") } },
      ],
    });
    const headers = { "x-amz-target": "DynamoDB_20120810.TransactWriteItems" };
    expect(needs({ service: "dynamodb", headers, body })).toEqual([
      { action: "dynamodb:PutItem", resource: "core", leadingKeys: ["A#1"] },
      { action: "dynamodb:DeleteItem", resource: "core", leadingKeys: ["B#1"] },
      { action: "dynamodb:ConditionCheckItem", resource: "core", leadingKeys: ["C#1"] },
    ]);
  });

  it("is known of every call, or somebody has to say", () => {
    expect(() => needs({ service: "iam" })).toThrow("Nobody knows what this needs");
    expect(() => needs({ method: "PATCH" })).toThrow("Nobody knows what this needs");
  });
});
