import { Duration } from "aws-cdk-lib";
import { Rule, RuleTargetInput, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction as Target } from "aws-cdk-lib/aws-events-targets";
import { FilterCriteria, FilterRule, type Function as LambdaFunction, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
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
  followStream("Photos", follower, tables.photos, queues, saved);
  followStream("Core", follower, tables.core, queues, { ...saved, dynamodb: { Keys: { pk: { S: aggregates } } } });
  onSchedule(functions["on-schedule"]);
}

/** Removals raise no events. */
const saved = { eventName: FilterRule.or("INSERT", "MODIFY") };
/** Most changes of the core table are counting: only these items raise events. */
const aggregates = ["ACCOUNT#", "SHARE#"].map((prefix) => ({ prefix }));

/**
 * Changes in order for each item. A record that cannot be put on its lane is tried with ever fewer others, for a day at most
 * (that is how long a stream remembers), and then left for people to see.
 */
function followStream(
  id: string,
  follower: LambdaFunction,
  { table }: IndexedTable,
  { lostChanges }: Queues,
  filter: Readonly<Record<string, unknown>>,
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
    onFailure: new SqsDlq(lostChanges),
    filters: [FilterCriteria.filter(filter)],
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
