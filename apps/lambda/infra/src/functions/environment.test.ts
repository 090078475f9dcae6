import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Config, readConfig } from "../../../src/config.ts";
import { resourcesOf, templateOf } from "../stack.fixture.ts";
import { functionNames } from "./functions.ts";

const template = templateOf({ mailFrom: "photos@example.com", origins: "https://app.example.com" });

/** What CloudFormation fills in, as far as the reader looks at it. */
const deployed: Readonly<Record<string, string>> = {
  PUBLIC_URL: "https://d111111abcdef8.cloudfront.net",
  TINTYPE_USER_POOL_ID: "us-east-1_AbCdEfGhI",
  TINTYPE_CREDENTIALS_ROLE_ARN: "arn:aws:iam::123456789012:role/tintype-dev-credentials",
  TINTYPE_PHOTO_EVENTS_TOPIC_ARN: "arn:aws:sns:us-east-1:123456789012:tintype-dev-photo-events.fifo",
};
const filledIn = (name: string, value: unknown): string => {
  if (typeof value === "string") return value;
  return deployed[name] ?? (name.endsWith("_URL") ? "https://sqs.us-east-1.amazonaws.com/123456789012/x.fifo" : "x");
};

const configOf = (name: string, of = template): Config => {
  const found = Object.values(resourcesOf(of, "AWS::Lambda::Function")).find(
    ({ Properties }) => Properties.FunctionName === `tintype-dev-${name}`,
  );
  const said = Object.entries(found?.Properties.Environment.Variables ?? {});
  return readConfig({
    AWS_REGION: "us-east-1",
    ...Object.fromEntries(said.map(([variable, value]) => [variable, filledIn(variable, value)])),
  });
};

describe("what functions are told", () => {
  it("goes to every function that has a handler", () => {
    const handlers = readdirSync(new URL("../../../src/functions/", import.meta.url))
      .filter((file) => /^[a-z-]+\.ts$/.test(file))
      .map((file) => file.slice(0, -".ts".length));
    expect(new Set(functionNames)).toEqual(new Set(handlers));
  });

  it.each(functionNames)("is understood: %s", (name) => {
    const config = configOf(name);
    expect(config).toMatchObject({
      keysSecret: "tintype-dev/keys",
      mailFrom: "Tintype <photos@example.com>",
      origins: ["https://app.example.com"],
      proxyHops: 2,
      rates: "on",
    });
    expect(Object.keys(config.queues)).toEqual(
      expect.arrayContaining(["uploads", "imaging", "mail", "purge", "publish"]),
    );
  });

  it("says which pool there is to those who deal with people", () => {
    const told = functionNames.filter((name) => configOf(name).userPool !== undefined);
    expect(told).toEqual(["http", "purge", "on-schedule"]);
  });

  it("says to whoever answers /config.json how people sign in, and where credentials come from", () => {
    expect(configOf("http")).toMatchObject({ identityPool: "x", loginHost: "x", loginProviders: [] });
    expect(configOf("mail")).toMatchObject({ identityPool: undefined, loginHost: undefined });
    const social = templateOf({
      googleClientId: "tintype.apps.example.com",
      googleSecret: "tintype/google",
      appleServicesId: "com.example",
      appleTeamId: "TEAM",
      appleKeyId: "KEY",
      appleSecret: "tintype/apple",
    });
    expect(configOf("http", social).loginProviders).toEqual(["Google", "Apple"]);
  });

  it("holds no secret, only the name of one", () => {
    for (const { Properties } of Object.values(resourcesOf(template, "AWS::Lambda::Function"))) {
      expect(JSON.stringify(Properties.Environment)).not.toContain("{{resolve:");
    }
  });
});
