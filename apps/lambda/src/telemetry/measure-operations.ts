import { type Clock, millisOf, type Observe, TintypeError } from "@tintype/core";

export interface MeasureOptions {
  /** Which function of which installation this is: metrics of all of them lie beside each other. */
  readonly functionName: string;
  readonly clock: Clock;
  readonly write: (line: Readonly<Record<string, unknown>>) => void;
}

/**
 * Writes down how long each operation took and how it ended, in words of ours: CloudWatch makes metrics of such lines
 * (docs.aws.amazon.com/AmazonCloudWatch, "Specification: Embedded metric format").
 */
export function measureOperations({ functionName, clock, write }: MeasureOptions): Observe {
  const tell = (operation: string, outcome: string, begun: number): void =>
    write({
      _aws: {
        Timestamp: millisOf(clock.now()),
        CloudWatchMetrics: [{ Namespace: "Tintype", Dimensions: [dimensions], Metrics: [metric] }],
      },
      "faas.name": functionName,
      "tintype.operation": operation,
      "tintype.outcome": outcome,
      [metric.Name]: (performance.now() - begun) / 1_000,
    });

  return (feature, operations) =>
    Object.fromEntries(
      Object.entries<(...input: never[]) => Promise<unknown>>(operations).map(([name, operation]) => [
        name,
        async (...input: never[]) => {
          const begun = performance.now();
          try {
            const result = await operation(...input);
            tell(`${feature}.${name}`, "ok", begun);
            return result;
          } catch (error) {
            tell(`${feature}.${name}`, error instanceof TintypeError ? error.code : "error", begun);
            throw error;
          }
        },
      ]),
    ) as unknown as typeof operations;
}

const dimensions = ["faas.name", "tintype.operation", "tintype.outcome"];
const metric = { Name: "tintype.operation.duration", Unit: "Seconds" };
