import { Aws } from "aws-cdk-lib";
import { CfnBudget } from "aws-cdk-lib/aws-budgets";
import { Effect, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";
import type { Deployment } from "../deployment.ts";

/** Where alarms are told; by mail, where somebody says to whom. */
export function defineTopic(scope: Construct, { name, size, alarmMail }: Deployment): Topic {
  const topic = new Topic(scope, "Alarm", { topicName: `${name}-${size}-alarms`, enforceSSL: true });
  for (const service of ["cloudwatch.amazonaws.com", "budgets.amazonaws.com"]) {
    topic.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal(service)],
        actions: ["sns:Publish"],
        resources: [topic.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
      }),
    );
  }
  if (alarmMail !== undefined) topic.addSubscription(new EmailSubscription(alarmMail));
  return topic;
}

/** Tells when a month costs four fifths of what it may, and when it will cost more. Two budgets of an account are free. */
export function defineBudget(scope: Construct, topic: Topic, { name, size, budget, numbers }: Deployment): void {
  const tell = (notificationType: "ACTUAL" | "FORECASTED", threshold: number) => ({
    notification: { notificationType, comparisonOperator: "GREATER_THAN", threshold, thresholdType: "PERCENTAGE" },
    subscribers: [{ subscriptionType: "SNS", address: topic.topicArn }],
  });
  new CfnBudget(scope, "Budget", {
    budget: {
      budgetName: `${name}-${size}`,
      budgetType: "COST",
      timeUnit: "MONTHLY",
      budgetLimit: { amount: budget ?? numbers.budget, unit: "USD" },
    },
    notificationsWithSubscribers: [tell("ACTUAL", 80), tell("FORECASTED", 100)],
  });
}
