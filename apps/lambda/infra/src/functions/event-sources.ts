import { Duration } from "aws-cdk-lib";
import { EventField, Rule, RuleTargetInput, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction as Target } from "aws-cdk-lib/aws-events-targets";
import { FilterCriteria, FilterRule, type Function as LambdaFunction, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Deployment } from "../deployment.ts";
import type { IndexedTable, Tables } from "../storage/tables.ts";
import type { FunctionName } from "./functions.ts";
import { consumers, type QueueName, type Queues } from "./queues.ts";

type Functions = Readonly<Record<FunctionName, LambdaFunction>>;

/** How many messages a function gets at once, and how many of it may run beside each other (AWS begins at two). */
const batches = {
  uploads: { size: 10, most: () => 20 },
  imaging: { size: 1, most: ({ numbers }) => numbers.imaging },
  mail: { size: 10, most: () => 2 },
  purge: { size: 10, most: () => 5 },
  publish: { size: 1, most: () => 5 },
} as const satisfies Record<QueueName, { size: number; most: (deployment: Deployment) => number }>;

/** What wakes each function but the ones that are called: queues, streams, the clock. All of them answer for each message alone. */
export function connectEventSources(
  functions: Functions,
  tables: Tables,
  queues: Queues,
  deployment: Deployment,
): void {
  for (const [name, consumer] of Object.entries(consumers) as [QueueName, FunctionName][]) {
    functions[consumer].addEventSourceMapping("Queue", {
      eventSourceArn: queues[name].queue.queueArn,
      batchSize: batches[name].size,
      maxConcurrency: batches[name].most(deployment),
      reportBatchItemFailures: true,
      // Until somebody says who mail is from it waits, for 14 days.
      enabled: name !== "mail" || deployment.mailFrom !== undefined,
    });
  }
  const follower = functions["on-table-changed"];
  const { lostChanges: lost, lostPhotoEvents } = queues;
  followStream("Photos", follower, tables.photos, { lost, filter: saved });
  followStream("Core", follower, tables.core, {
    lost,
    filter: { ...saved, dynamodb: { Keys: { pk: { S: aggregates } } } },
  });
  const teller = functions["on-photo-changed"];
  // A removal counts here: a photo may go without having been thrown away.
  followStream("Photos", teller, tables.photos, { lost: lostPhotoEvents, filter: {}, enabled: deployment.photoEvents });
  onSchedule(functions["on-schedule"]);
  onPoolChanged(functions["on-schedule"]);
}

/** Removals raise no events. */
const saved = { eventName: FilterRule.or("INSERT", "MODIFY") };
/** Most changes of the core table are counting: only these items raise events. */
const aggregates = ["ACCOUNT#", "SHARE#"].map((prefix) => ({ prefix }));

interface Following {
  /** Where records go that nothing can be done with. */
  readonly lost: Queue;
  /** Which records count; all of them where it is empty. */
  readonly filter: Readonly<Record<string, unknown>>;
  readonly enabled?: boolean;
}

/**
 * Changes in order for each item. A record with which nothing can be done is tried with ever fewer others, for a day at most
 * (that is how long a stream remembers), and then left for people to see.
 */
function followStream(
  id: string,
  follower: LambdaFunction,
  { table }: IndexedTable,
  { lost, filter, enabled = true }: Following,
): void {
  if (table.tableStreamArn === undefined) throw new Error(`The table ${id} has no stream.`);
  follower.addEventSourceMapping(`${id}Stream`, {
    eventSourceArn: table.tableStreamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 100,
    bisectBatchOnError: true,
    retryAttempts: 100,
    maxRecordAge: Duration.hours(24),
    reportBatchItemFailures: true,
    onFailure: new SqsDlq(lost),
    enabled,
    ...(Object.keys(filter).length > 0 && { filters: [FilterCriteria.filter(filter)] }),
  });
}

/** Often what got stuck, and once a day what nothing refers to. */
function onSchedule(worker: LambdaFunction): void {
  const wake = (id: string, schedule: Schedule, task: string) =>
    new Rule(worker, id, {
      description: `Tintype: ${task}.`,
      schedule,
      targets: [
        new Target(worker, {
          event: RuleTargetInput.fromObject({ task }),
          retryAttempts: 0,
          maxEventAge: Duration.minutes(5),
        }),
      ],
    });
  wake("Reconcile", Schedule.rate(Duration.minutes(5)), "reconcile");
  wake("Sweep", Schedule.cron({ hour: "3", minute: "20" }), "sweep");
}

/**
 * What people do at Cognito itself, which has no trigger for it: CloudTrail records the calls, with the subject, and EventBridge
 * hears of them in minutes where the account has a trail (docs.aws.amazon.com/eventbridge, "AWS service events delivered via AWS
 * CloudTrail"). Other pools' people are strangers to us.
 */
function onPoolChanged(worker: LambdaFunction): void {
  new Rule(worker, "Pool", {
    description: "Tintype: hear who signs out everywhere, or leaves, at the pool.",
    eventPattern: {
      source: ["aws.cognito-idp"],
      detailType: ["AWS API Call via CloudTrail"],
      detail: {
        eventSource: ["cognito-idp.amazonaws.com"],
        eventName: ["GlobalSignOut", "DeleteUser", "AdminDeleteUser"],
        additionalEventData: { sub: [{ exists: true }] },
      },
    },
    targets: [
      new Target(worker, {
        event: RuleTargetInput.fromObject({
          task: "hear",
          did: EventField.fromPath("$.detail.eventName"),
          subject: EventField.fromPath("$.detail.additionalEventData.sub"),
          at: EventField.fromPath("$.detail.eventTime"),
        }),
      }),
    ],
  });
}
