import { describe, expect, it } from "vitest";
import { functionNames } from "../functions/functions.ts";
import { resourceOf, resourcesOf, templateOf } from "../stack.fixture.ts";

const template = templateOf();
const alarms = Object.values(resourcesOf(template, "AWS::CloudWatch::Alarm")).map(({ Properties }) => Properties);
const watching = (metric: string) => alarms.filter(({ MetricName }) => MetricName === metric);

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

  it("come when streams and photos wait, and when tables hold back", () => {
    expect(watching("IteratorAge")).toMatchObject([{ Threshold: 60_000, Statistic: "Maximum" }]);
    expect(watching("ApproximateAgeOfOldestMessage")).toMatchObject([{ Threshold: 600 }]);
    for (const metric of ["ReadThrottleEvents", "WriteThrottleEvents"]) expect(watching(metric)).toHaveLength(2);
  });

  it("say what is wrong, in a sentence, to one topic, and when it is over", () => {
    for (const alarm of alarms) {
      expect(alarm.AlarmDescription).toMatch(/^[A-Z].*\.$/);
      expect(alarm).toMatchObject({ AlarmActions: [expect.anything()], TreatMissingData: "notBreaching" });
      expect(alarm.OKActions).toEqual(alarm.AlarmActions);
    }
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
