import { describe, expect, it } from "vitest";
import { ConfigError, need, readConfig } from "./config.ts";
import { environment } from "./environment.fixture.ts";

describe(readConfig, () => {
  it("knows the issuer of the pool's tokens", () => {
    expect(readConfig(environment).userPool?.issuer).toBe(
      "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI",
    );
  });

  it("does without what only some functions need", () => {
    const { TINTYPE_USER_POOL_ID: _, TINTYPE_MAIL_QUEUE_URL: __, ...rest } = environment;
    const config = readConfig({ ...rest, TINTYPE_MAIL_FROM: "" });
    expect([config.userPool, config.queues.mail, config.mailFrom]).toEqual([undefined, undefined, undefined]);
    expect(() => need(config.mailFrom, "TINTYPE_MAIL_FROM")).toThrow(
      new ConfigError("This function needs TINTYPE_MAIL_FROM."),
    );
  });

  it("reads numbers and lists", () => {
    const { origins, proxyHops, rates } = readConfig({
      ...environment,
      TINTYPE_ORIGINS: "https://a.example,http://localhost:5173",
      TINTYPE_PROXY_HOPS: "2",
      TINTYPE_RATES: "off",
    });
    expect([origins, proxyHops, rates]).toEqual([["https://a.example", "http://localhost:5173"], 2, "off"]);
  });

  it.each([
    ["AWS_REGION", undefined],
    ["PUBLIC_URL", "photos.example.com"],
    ["PUBLIC_URL", "https://photos.example.com/"],
    ["TINTYPE_CORE_TABLE", ""],
    ["TINTYPE_USER_POOL_ID", "pool"],
    ["TINTYPE_PROXY_HOPS", "many"],
    ["TINTYPE_PROXY_HOPS", "10"],
    ["TINTYPE_ORIGINS", "*"],
    ["TINTYPE_RATES", "maybe"],
    ["TINTYPE_PHOTO_TABLE", "PhotoMetadata"],
  ])("refuses %s=%s, and names it", (name, value) => {
    expect(() => readConfig({ ...environment, [name]: value })).toThrow(ConfigError);
    expect(() => readConfig({ ...environment, [name]: value })).toThrow(name);
  });

  it("names everything that is wrong, and nothing that a variable holds", () => {
    const wrong = { ...environment, PUBLIC_URL: "ftp://secret", TINTYPE_RATES: "hidden" };
    expect(() => readConfig(wrong)).toThrow(/PUBLIC_URL.*TINTYPE_RATES/);
    expect(() => readConfig(wrong)).not.toThrow(/secret|hidden/);
  });
});
