import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { functionNames } from "../functions/functions.ts";
import { resourceOf, resourcesOf, templateOf } from "../stack.fixture.ts";

const template = templateOf();
const alarms = Object.values(resourcesOf(template, "AWS::CloudWatch::Alarm")).map(({ Properties }) => Properties);
const watching = (metric: string) => alarms.filter(({ MetricName }) => MetricName === metric);

interface Stat {
  readonly Metric: { readonly MetricName: string; readonly Dimensions: readonly { Name: string; Value: unknown }[] };
}
const isIndex = ({ Name }: { Name: string }) => Name === "GlobalSecondaryIndexName";
const indexNamesOf = (id: string): string[] =>
  resourceOf(template, "AWS::DynamoDB::GlobalTable", id).Properties.GlobalSecondaryIndexes.map(
    ({ IndexName }: { IndexName: string }) => IndexName,
  );
const byName = (one: string, other: string) => one.localeCompare(other);

describe("alarms", () => {
  it("come for errors and slowness of the API, and for every function", () => {
    expect(watching("5XXError")).toHaveLength(1);
    expect(watching("Latency")).toMatchObject([{ ExtendedStatistic: "p95", Threshold: 2_000 }]);
    for (const metric of ["Errors", "Throttles"]) expect(watching(metric)).toHaveLength(functionNames.length);
  });

  it("come for everything that was given up: each queue of dead letters has one", () => {
    const watched = watching("ApproximateNumberOfMessagesVisible").map(({ Dimensions, Threshold }) => {
      expect(Threshold).toBe(0);
      return Dimensions[0].Value["Fn::GetAtt"][0];
    });
    const queues = Object.entries(resourcesOf(template, "AWS::SQS::Queue"));
    const last = queues.filter(([, { Properties }]) => Properties.RedrivePolicy === undefined).map(([id]) => id);
    expect(new Set(watched)).toEqual(new Set(last));
    expect(last).toHaveLength(7);
  });

  it("come when streams and photos wait", () => {
    const ages = watching("IteratorAge");
    expect(ages.map(({ Dimensions: [{ Value }] }) => Value.Ref.replace(/Function[^n]*$/, ""))).toEqual([
      expect.stringContaining("ontablechanged"),
      expect.stringContaining("onphotochanged"),
    ]);
    for (const age of ages) expect(age).toMatchObject({ Threshold: 60_000, Statistic: "Maximum" });
    expect(watching("ApproximateAgeOfOldestMessage")).toMatchObject([{ Threshold: 600 }]);
  });

  it("come when tables hold back, or any index of theirs", () => {
    const reckoned = alarms.filter(({ Metrics }) => Metrics !== undefined);
    const looked = reckoned.flatMap(({ AlarmName, Metrics }) =>
      Metrics.flatMap(({ MetricStat }: { MetricStat?: Stat }) =>
        MetricStat === undefined
          ? []
          : [
              [
                AlarmName,
                MetricStat.Metric.MetricName,
                MetricStat.Metric.Dimensions.find(isIndex)?.Value ?? "table",
              ].join(),
            ],
      ),
    );
    const places = {
      photos: ["table", ...indexNamesOf("TablesPhotos")],
      core: ["table", ...indexNamesOf("TablesCore")],
    };
    expect(looked.toSorted(byName)).toEqual(
      Object.entries(places)
        .flatMap(([table, names]) =>
          ["Read", "Write"].flatMap((kind) =>
            names.map((name) => `tintype-dev-${table}-${kind.toLowerCase()}-throttles,${kind}ThrottleEvents,${name}`),
          ),
        )
        .toSorted(byName),
    );
    for (const { Metrics } of reckoned) {
      const [sum, ...parts] = Metrics;
      expect(sum.Expression).toBe(parts.map(({ Id }: { Id: string }) => `FILL(${Id}, 0)`).join(" + "));
    }
  });

  it("say what is wrong, in a sentence, to one topic, and when it is over", () => {
    for (const alarm of alarms) {
      expect(alarm.AlarmDescription).toMatch(/^[A-Z].*\.$/);
      expect(alarm).toMatchObject({ AlarmActions: [expect.anything()], TreatMissingData: "notBreaching" });
      expect(alarm.OKActions).toEqual(alarm.AlarmActions);
    }
  });
});

describe("docs/deploying.md", () => {
  const page = readFileSync(new URL("../../../../../docs/deploying.md", import.meta.url), "utf8");
  const listed = Array.from(page.matchAll(/^\| `([a-z]+-[a-z-]+|[A-Z]+-[a-z-]+)` \| (.+) \| (.+) \|$/gm));

  /** An alarm as the page lists it: in one line with the others of its kind. */
  const asListed = (text: string): string =>
    text
      .replace(/^(?:photos|core)(?=-(?:read|write)-throttles)|(?<=The table )(?:photos|core)/g, "TABLE")
      .replace(
        new RegExp(`^(?:${functionNames.join("|")})(?=-(?:errors|throttles))|(?<=The function )[\\w-]+`, "g"),
        "FUNCTION",
      )
      .replace(/^[a-z]+(?=-dead-letters)|(?<=Something of )\w+/g, "QUEUE");

  it("lists every alarm, with what it says and what to do then", () => {
    const said = alarms.map(({ AlarmName, AlarmDescription }) => [
      asListed(AlarmName.replace("tintype-dev-", "")),
      asListed(AlarmDescription),
    ]);
    expect(
      new Map(listed.map(([, name = "", says, advice]) => [name, `${says} ${advice}`.replaceAll("`", "")])),
    ).toEqual(new Map(said as [string, string][]));
  });

  it("reckons with as many of them as there are: CloudWatch counts what they look at", () => {
    const metrics = alarms.reduce(
      (sum, { Metrics }) => sum + (Metrics?.filter(({ MetricStat }: { MetricStat?: Stat }) => MetricStat).length ?? 1),
      0,
    );
    const dollars = ((metrics - 10) * 0.1).toFixed(2);
    expect(page).toContain(
      `| ${alarms.length} alarms, which look at ${metrics} metrics; an account has 10 of these free | ${dollars} |`,
    );
  });
});

describe("the topic", () => {
  it("is told by CloudWatch and the budget, and by nobody without TLS", () => {
    const { Statement } = resourceOf(template, "AWS::SNS::TopicPolicy", "AlarmPolicy").Properties.PolicyDocument;
    expect(Statement).toMatchObject([
      { Effect: "Deny", Action: "sns:Publish", Condition: { Bool: { "aws:SecureTransport": "false" } } },
      { Effect: "Allow", Principal: { Service: "cloudwatch.amazonaws.com" } },
      { Effect: "Allow", Principal: { Service: "budgets.amazonaws.com" } },
    ]);
  });
});

describe("the budget", () => {
  it("speaks before it is spent", () => {
    const { Budget, NotificationsWithSubscribers } = resourceOf(template, "AWS::Budgets::Budget").Properties;
    expect(Budget).toMatchObject({ TimeUnit: "MONTHLY", BudgetLimit: { Amount: 20, Unit: "USD" } });
    expect(NotificationsWithSubscribers).toMatchObject([
      { Notification: { NotificationType: "ACTUAL", Threshold: 80 } },
      { Notification: { NotificationType: "FORECASTED", Threshold: 100 } },
    ]);
  });
});

describe("the dashboard", () => {
  it("shows every alarm", () => {
    const body = JSON.stringify(resourceOf(template, "AWS::CloudWatch::Dashboard").Properties.DashboardBody);
    for (const id of Object.keys(resourcesOf(template, "AWS::CloudWatch::Alarm"))) expect(body).toContain(id);
  });
});
