import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type { Logger } from "../log.ts";
import { deadlineOf, type Invocation, timeLeft } from "./invocation.ts";

export interface BatchOptions {
  /** Works off one message. Rejects: it comes again. */
  readonly work: (record: SQSRecord, options: { readonly signal: AbortSignal }) => Promise<void>;
  /** Is told of a message that is handed back. A rejection changes nothing. */
  readonly putBack?: (record: SQSRecord) => Promise<void>;
  readonly logger: Pick<Logger, "trouble">;
  /** How many messages are worked on at once. */
  readonly atOnce: number;
  /** No message is begun with less than so many milliseconds left. */
  readonly needs?: number;
  /** Makes signals that abort in so many milliseconds: Node's, unless told. */
  readonly after?: (milliseconds: number) => AbortSignal;
}

/**
 * Works off batches of an SQS queue: a message that failed, or that could not be finished in time, comes again, and the others do
 * not (`ReportBatchItemFailures`). Messages of one group are worked off one after another, and none after one that failed
 * (docs.aws.amazon.com, "Handling errors for an SQS event source in Lambda"). It never rejects, for then all would come again.
 */
export function createBatchHandler(
  options: BatchOptions,
): (event: SQSEvent, invocation: Invocation) => Promise<SQSBatchResponse> {
  const { work, putBack = async () => {}, logger, atOnce, needs = 0, after } = options;

  return async ({ Records }, invocation) => {
    const signal = deadlineOf(invocation, after);
    const failed = new Set<SQSRecord>(Records);

    async function workOff(group: readonly SQSRecord[]): Promise<void> {
      for (const record of group) {
        if (signal.aborted || timeLeft(invocation) < needs) return;
        try {
          await unlessAborted(work(record, { signal }), signal);
        } catch (error) {
          const { messageId, attributes } = record;
          const attempt = Number(attributes.ApproximateReceiveCount);
          logger.trouble("message_failed", error, { messageId, attempt, invocation: invocation.awsRequestId });
          await putBack(record).catch(() => undefined);
          return;
        }
        failed.delete(record);
      }
    }

    const groups = groupsOf(Records).values();
    const crew = Array.from({ length: atOnce }, async () => {
      for (const group of groups) await workOff(group);
    });
    await Promise.all(crew);
    return { batchItemFailures: [...failed].map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
}

/** In the order of the batch; a message without a group is one by itself. */
function groupsOf(records: readonly SQSRecord[]): readonly (readonly SQSRecord[])[] {
  const groups = new Map<string, SQSRecord[]>();
  for (const record of records) {
    const name = record.attributes.MessageGroupId ?? `message ${record.messageId}`;
    groups.set(name, [...(groups.get(name) ?? []), record]);
  }
  return [...groups.values()];
}

/** What does not listen to the signal must not keep us beyond the deadline: it is left alone. */
async function unlessAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  signal.addEventListener("abort", stop);
  try {
    await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
