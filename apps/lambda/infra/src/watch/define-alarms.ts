import { Alarm, ComparisonOperator, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { Topic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { Deployment } from "../deployment.ts";
import type { Watched } from "./watched.ts";
import { watchesOf } from "./watches.ts";

/** What people are called for. Each alarm says what is wrong and what to do, and speaks again when it is right. */
export function defineAlarms(
  scope: Construct,
  watched: Watched,
  topic: Topic,
  { name, size }: Deployment,
): readonly Alarm[] {
  const here = new Construct(scope, "Alarms");
  return Object.entries(watchesOf(watched)).map(
    ([id, { says, advice, metric, over, in: [breaching, periods] = [1, 1] }]) => {
      const alarm = new Alarm(here, id, {
        alarmName: `${name}-${size}-${id}`,
        alarmDescription: `${says} ${advice}`,
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
    },
  );
}
