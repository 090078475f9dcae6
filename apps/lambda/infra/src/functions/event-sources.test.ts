import { describe, expect, it } from "vitest";
import { PoolNews } from "../../../src/schedule/hear-of-pool.ts";
import { resourcesOf, templateOf } from "../stack.fixture.ts";

const rules = Object.values(resourcesOf(templateOf(), "AWS::Events::Rule")).map(({ Properties }) => Properties);

describe("the clock and the pool", () => {
  it("wake one function, often for what got stuck and once a day for what was left behind", () => {
    const scheduled = rules.filter(({ ScheduleExpression }) => ScheduleExpression !== undefined);
    expect(scheduled.map((rule) => [rule.ScheduleExpression, rule.Targets[0].Input])).toEqual([
      ["rate(5 minutes)", '{"task":"reconcile"}'],
      ["cron(20 3 * * ? *)", '{"task":"sweep"}'],
    ]);
  });

  it("tell it who signs out everywhere or leaves at the pool, as it reads it", () => {
    const [rule, ...others] = rules.filter(({ EventPattern }) => EventPattern !== undefined);
    expect(others).toEqual([]);
    expect(rule.EventPattern).toMatchObject({
      source: ["aws.cognito-idp"],
      detail: { eventName: PoolNews.shape.did.options, additionalEventData: { sub: [{ exists: true }] } },
    });
    // A record of CloudTrail's (docs.aws.amazon.com/cognito, "Example Amazon Cognito events").
    const detail = {
      eventName: "DeleteUser",
      eventTime: "2026-11-20T09:30:00Z",
      additionalEventData: { sub: "9b2d3f8a-0c1e-4b57-9d3c-2f4a5b6c7d8e" },
    };
    const { InputPathsMap, InputTemplate } = rule.Targets[0].InputTransformer;
    const values = Object.entries<string>(InputPathsMap).map(
      ([name, path]) => [name, valueAt({ detail }, path)] as const,
    );
    const input = values.reduce(
      (text, [name, value]) => text.replace(`<${name}>`, JSON.stringify(value)),
      InputTemplate,
    );
    expect(JSON.parse(input)).toMatchObject({ task: "hear", ...PoolNews.parse(JSON.parse(input)) });
  });
});

const valueAt = (event: unknown, path: string): unknown =>
  path
    .split(".")
    .slice(1)
    .reduce((value, name) => (value as Record<string, unknown>)[name], event);
