import { Duration } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, Stats, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { Topic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { deadLettersOf, type Watched } from "./watched.ts";

interface Watch {
  readonly says: string;
  readonly metric: IMetric;
  /** More than this is an alarm. */
  readonly over: number;
  /** In so many of so many periods of five minutes; in one, unless told. */
  readonly in?: readonly [breaching: number, periods: number];
}

const usual = { period: Duration.minutes(5) };
const highest = { ...usual, statistic: Stats.MAXIMUM };

/** What people are called for. Each alarm says what is wrong, and speaks again when it is right. */
export function defineAlarms(scope: Construct, watched: Watched, topic: Topic): readonly Alarm[] {
  const here = new Construct(scope, "Alarms");
  const watches = { ...ofTheApi(watched), ...ofFunctions(watched), ...ofQueues(watched), ...ofTables(watched) };
  return Object.entries(watches).map(([id, { says, metric, over, in: [breaching, periods] = [1, 1] }]) => {
    const alarm = new Alarm(here, id, {
      alarmDescription: says,
      metric,
      threshold: over,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      datapointsToAlarm: breaching,
      evaluationPeriods: periods,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
    return alarm;
  });
}

type Watches = Readonly<Record<string, Watch>>;

const ofTheApi = ({ api }: Watched): Watches => ({
  "api-errors": {
    says: "The API answers with errors of its own.",
    metric: api.metricServerError({ ...usual, statistic: Stats.SUM }),
    over: 5,
    in: [2, 3],
  },
  "api-latency": {
    says: "One of twenty calls takes longer than two seconds.",
    metric: api.metricLatency({ ...usual, statistic: Stats.p(95) }),
    over: 2_000,
    in: [3, 3],
  },
});

const ofFunctions = ({ functions }: Watched): Watches => ({
  ...Object.fromEntries(
    Object.entries(functions).flatMap(([name, fn]): [string, Watch][] => [
      [`${name}-errors`, { says: `The function ${name} fails.`, metric: fn.metricErrors(usual), over: 3, in: [2, 3] }],
      [
        `${name}-throttles`,
        { says: `The function ${name} is held back.`, metric: fn.metricThrottles(usual), over: 0, in: [2, 3] },
      ],
    ]),
  ),
  "stream-age": {
    says: "The changes of a table are read a minute late.",
    metric: functions["on-table-changed"].metric("IteratorAge", highest),
    over: 60_000,
    in: [2, 2],
  },
});

const ofQueues = ({ queues }: Watched): Watches => ({
  ...Object.fromEntries(
    Object.entries(deadLettersOf(queues)).map(([name, queue]): [string, Watch] => [
      `${name}-dead-letters`,
      {
        says: `Something of ${name} was tried in vain and waits for somebody to look at it.`,
        metric: queue.metricApproximateNumberOfMessagesVisible(highest),
        over: 0,
      },
    ]),
  ),
  "imaging-age": {
    says: "A photo has waited for ten minutes to be developed.",
    metric: queues.imaging.queue.metricApproximateAgeOfOldestMessage(highest),
    over: 600,
    in: [2, 2],
  },
});

const ofTables = ({ tables }: Watched): Watches =>
  Object.fromEntries(
    Object.entries(tables).flatMap(([name, { table }]) =>
      ["Read", "Write"].map((kind): [string, Watch] => [
        `${name}-${kind.toLowerCase()}-throttles`,
        {
          says: `The table ${name} holds requests back: the fuse of the bill, or a key that everybody wants.`,
          metric: table.metric(`${kind}ThrottleEvents`, { ...usual, statistic: Stats.SUM }),
          over: 10,
          in: [2, 3],
        },
      ]),
    ),
  );
