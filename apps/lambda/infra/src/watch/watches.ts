import { Duration } from "aws-cdk-lib";
import { type IMetric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { throttlesOf } from "./throttles-of.ts";
import { deadLettersOf, type Watched } from "./watched.ts";

interface Watch {
  readonly says: string;
  /** What to do then; docs/deploying.md says the same. */
  readonly advice: string;
  readonly metric: IMetric;
  /** More than this is an alarm. */
  readonly over: number;
  /** In so many of so many periods of five minutes; in one, unless told. */
  readonly in?: readonly [breaching: number, periods: number];
}

const usual = { period: Duration.minutes(5) };
const highest = { ...usual, statistic: Stats.MAXIMUM };

type Watches = Readonly<Record<string, Watch>>;

/** What people are called for, by what the alarms are called. */
export const watchesOf = (watched: Watched): Watches => ({
  ...ofTheApi(watched),
  ...ofFunctions(watched),
  ...ofQueues(watched),
  ...ofTables(watched),
});

const ofTheApi = ({ api }: Watched): Watches => ({
  "api-errors": {
    says: "The API answers with errors of its own.",
    advice:
      "Find them in the gateway's access log: where one has an integration status, its request id is in the log of the function http; where it has none, the gateway could not reach it.",
    metric: api.metricServerError({ ...usual, statistic: Stats.SUM }),
    over: 5,
    in: [2, 3],
  },
  "api-latency": {
    says: "One of twenty calls takes longer than two seconds.",
    advice: "X-Ray shows where the time goes; the dashboard, whether tables hold back or functions are.",
    metric: api.metricLatency({ ...usual, statistic: Stats.p(95) }),
    over: 2_000,
    in: [3, 3],
  },
});

const ofFunctions = ({ functions }: Watched): Watches => ({
  ...Object.fromEntries(
    Object.entries(functions).flatMap(([name, fn]): [string, Watch][] => [
      [
        `${name}-errors`,
        {
          says: `The function ${name} fails.`,
          advice:
            "Its log says why. What it was given by a queue is tried again, and is with the dead letters in the end.",
          metric: fn.metricErrors(usual),
          over: 3,
          in: [2, 3],
        },
      ],
      [
        `${name}-throttles`,
        {
          says: `The function ${name} is held back.`,
          advice:
            "The account runs as many functions at once as it may (1,000, or 10 where it is new): ask for more in Service Quotas.",
          metric: fn.metricThrottles(usual),
          over: 0,
          in: [2, 3],
        },
      ],
    ]),
  ),
  "stream-age": {
    says: "The changes of a table are read a minute late.",
    advice:
      "The log of on-table-changed says what it cannot get rid of; after a day at the latest that is with the lost changes.",
    metric: functions["on-table-changed"].metric("IteratorAge", highest),
    over: 60_000,
    in: [2, 2],
  },
  "photo-events-age": {
    says: "Other systems hear of photos a minute late.",
    advice:
      "The log of on-photo-changed says what it cannot tell; after a day at the latest that is with the lost photo events.",
    metric: functions["on-photo-changed"].metric("IteratorAge", highest),
    over: 60_000,
    in: [2, 2],
  },
});

const ofQueues = ({ queues }: Watched): Watches => ({
  ...Object.fromEntries(
    Object.entries(deadLettersOf(queues)).map(([name, queue]): [string, Watch] => [
      `${name}-dead-letters`,
      {
        says: `Something of ${name} was tried in vain.`,
        advice:
          "The function's log says why. Once that is mended, have it tried again: aws sqs start-message-move-task --source-arn ARN. It waits for 14 days.",
        metric: queue.metricApproximateNumberOfMessagesVisible(highest),
        over: 0,
      },
    ]),
  ),
  "lost-changes": {
    says: "A change of a table raised no event.",
    advice:
      "The message names the place in the stream, or holds the event; the log of on-table-changed says why. What photos and people wait for is raised again within minutes: delete the message when you know the reason.",
    metric: queues.lostChanges.metricApproximateNumberOfMessagesVisible(highest),
    over: 0,
  },
  "lost-photo-events": {
    says: "Other systems were not told of a change.",
    advice:
      "The message names the place in the stream; the log of on-photo-changed says why. They have to look at their photos anew; then delete the message.",
    metric: queues.lostPhotoEvents.metricApproximateNumberOfMessagesVisible(highest),
    over: 0,
  },
  "imaging-age": {
    says: "A photo has waited for ten minutes to be developed.",
    advice:
      "Where imaging fails its log says why; where too many came at once, they take their time, or sizes.ts lets more be developed beside each other.",
    metric: queues.imaging.queue.metricApproximateAgeOfOldestMessage(highest),
    over: 600,
    in: [2, 2],
  },
});

const ofTables = ({ tables }: Watched): Watches =>
  Object.fromEntries(
    Object.entries(tables).flatMap(([name, table]) =>
      (["Read", "Write"] as const).map((kind): [string, Watch] => [
        `${name}-${kind.toLowerCase()}-throttles`,
        {
          says: `The table ${name}, or an index of it, holds requests back.`,
          advice:
            "Where the dashboard shows as many units as the fuse lets through (tableUnits in sizes.ts), raise it or find who asks so much; where it shows fewer, everybody wants one key.",
          metric: throttlesOf(table, kind, usual.period),
          over: 10,
          in: [2, 3],
        },
      ]),
    ),
  );
