import { type PhotoEvent, readPhotoEvent, type SnsPhotoEvents } from "@tintype/adapters-aws";
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { deadlineOf, type Invocation } from "../batches/invocation.ts";
import type { Logger } from "../log.ts";

export interface PhotoEventOptions {
  readonly topic: SnsPhotoEvents;
  /** The public origin, which events name as theirs. */
  readonly source: string;
  readonly logger: Pick<Logger, "trouble">;
  /** Makes signals that abort in so many milliseconds: Node's, unless told. */
  readonly after?: (milliseconds: number) => AbortSignal;
}

/**
 * Tells other systems what the stream of the photo table says of photos. After trouble the stream comes again, from the
 * record that could not be read or else from the first: what was told is then told once more, under the same id.
 */
export function createPhotoEventHandler({
  topic,
  source,
  logger,
  after,
}: PhotoEventOptions): (event: DynamoDBStreamEvent, invocation: Invocation) => Promise<DynamoDBBatchResponse> {
  return async ({ Records }, invocation) => {
    const report = (error: unknown) =>
      logger.trouble("photo_events_held_up", error, { invocation: invocation.awsRequestId });
    const events: PhotoEvent[] = [];
    let unread = Records.length;
    for (const [index, record] of Records.entries()) {
      try {
        const event = readPhotoEvent(record, source);
        if (event !== undefined) events.push(event);
      } catch (error) {
        report(error);
        unread = index;
        break;
      }
    }
    try {
      await topic.publish(events, { signal: deadlineOf(invocation, after) });
    } catch (error) {
      report(error);
      unread = 0;
    }
    const sequence = Records[unread]?.dynamodb?.SequenceNumber;
    return { batchItemFailures: sequence === undefined ? [] : [{ itemIdentifier: sequence }] };
  };
}
