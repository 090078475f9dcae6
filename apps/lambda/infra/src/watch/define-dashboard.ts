import { Duration } from "aws-cdk-lib";
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  Stats,
} from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import type { Deployment } from "../deployment.ts";
import { queueNames } from "../functions/queues.ts";
import { throttlesOf } from "./throttles-of.ts";
import { deadLettersOf, lostOf, type Watched } from "./watched.ts";

/** One look at everything: alarms, calls, photos on their way, tables. */
export function defineDashboard(
  scope: Construct,
  watched: Watched,
  alarms: readonly Alarm[],
  { name, size }: Deployment,
): void {
  new Dashboard(scope, "Dashboard", {
    dashboardName: `${name}-${size}`,
    defaultInterval: Duration.hours(12),
    widgets: [
      [new AlarmStatusWidget({ title: "Alarms", alarms: [...alarms], width: 24, height: 5 })],
      callsOf(watched),
      workOf(watched),
      tablesOf(watched),
    ],
  });
}

const graph = (title: string, left: readonly IMetric[], right: readonly IMetric[] = []): IWidget =>
  new GraphWidget({ title, left: [...left], right: [...right], width: 12 });

const callsOf = ({ api }: Watched): IWidget[] => [
  graph("Calls", [api.metricCount()], [api.metricClientError(), api.metricServerError()]),
  graph("How long they take (ms)", [
    api.metricLatency({ statistic: Stats.p(50), label: "half" }),
    api.metricLatency({ statistic: Stats.p(95), label: "95 of 100" }),
    api.metricLatency({ statistic: Stats.p(99), label: "99 of 100" }),
  ]),
];

const workOf = ({ functions, queues }: Watched): IWidget[] => [
  graph(
    "Photos developed, and how long that takes (ms)",
    [functions.imaging.metricInvocations({ label: "photos" })],
    [functions.imaging.metricDuration({ statistic: Stats.p(95), label: "95 of 100" })],
  ),
  graph(
    "What waits, and what was given up",
    queueNames.map((label) => queues[label].queue.metricApproximateNumberOfMessagesVisible({ label })),
    Object.entries({ ...deadLettersOf(queues), ...lostOf(queues) }).map(([label, queue]) =>
      queue.metricApproximateNumberOfMessagesVisible({ label: `${label}: given up` }),
    ),
  ),
  graph(
    "Functions that fail",
    Object.entries(functions).map(([label, fn]) => fn.metricErrors({ label })),
  ),
  graph(
    "Functions at the same time",
    Object.entries(functions).map(([label, fn]) =>
      fn.metric("ConcurrentExecutions", { label, statistic: Stats.MAXIMUM }),
    ),
  ),
];

const tablesOf = ({ tables: { photos, core } }: Watched): IWidget[] =>
  Object.entries({ photos, core }).map(([name, indexed]) =>
    graph(
      `Units of the table ${name}`,
      [indexed.table.metricConsumedReadCapacityUnits(), indexed.table.metricConsumedWriteCapacityUnits()],
      (["Read", "Write"] as const).map((kind) => throttlesOf(indexed, kind, Duration.minutes(5))),
    ),
  );
