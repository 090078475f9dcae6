import type { Duration } from "aws-cdk-lib";
import { type IMetric, MathExpression, Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { IndexedTable } from "../storage/tables.ts";

/**
 * How often a table or an index of it held a request back. CloudWatch counts each of them for itself, and an index that
 * cannot follow holds the writes of its table back.
 */
export function throttlesOf({ table, indexNames }: IndexedTable, kind: "Read" | "Write", period: Duration): IMetric {
  const metricName = `${kind}ThrottleEvents`;
  const ofTable = table.metric(metricName, { statistic: Stats.SUM });
  const ofIndexes = indexNames.map(
    (GlobalSecondaryIndexName) =>
      new Metric({
        namespace: "AWS/DynamoDB",
        metricName,
        dimensionsMap: { TableName: table.tableName, GlobalSecondaryIndexName },
        statistic: Stats.SUM,
      }),
  );
  const usingMetrics = Object.fromEntries(
    [ofTable, ...ofIndexes].map((metric, index) => [`${kind.toLowerCase()}${index}`, metric]),
  );
  // Nothing is written down where nothing is held back, and what is missing would make the whole sum missing.
  const expression = Object.keys(usingMetrics)
    .map((id) => `FILL(${id}, 0)`)
    .join(" + ");
  return new MathExpression({ expression, usingMetrics, period, label: metricName });
}
