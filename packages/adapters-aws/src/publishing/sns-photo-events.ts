import { PublishBatchCommand, SNSClient, type SNSClientConfig } from "@aws-sdk/client-sns";
import { type CallOptions, Unavailable } from "@tintype/core";
import { batchesInOrder } from "../batches-in-order.ts";
import type { PhotoEvent } from "./photo-event.ts";

export interface SnsPhotoEventsOptions {
  /** Region, credentials, endpoint and time-outs. The client is made with the first event. */
  readonly config: SNSClientConfig;
  /** A topic; where its name ends in `.fifo` the events of a photo come in their order. */
  readonly topicArn: string;
}

/** Tells other systems what happens to photos. */
export interface SnsPhotoEvents {
  /**
   * Resolves when SNS has taken all of them. Throws `unavailable` where it may lack some: whoever publishes them again
   * does no harm, for an event keeps its id (a FIFO topic drops what it had within five minutes).
   */
  publish(events: readonly PhotoEvent[], options?: CallOptions): Promise<void>;
}

export function createSnsPhotoEvents({ config, topicArn }: SnsPhotoEventsOptions): SnsPhotoEvents {
  const isOrdered = topicArn.endsWith(".fifo");
  let client: SNSClient | undefined;

  async function publishBatch(events: readonly PhotoEvent[], signal: AbortSignal | undefined): Promise<void> {
    client ??= new SNSClient(config);
    const command = new PublishBatchCommand({
      TopicArn: topicArn,
      PublishBatchRequestEntries: events.map((event, place) => ({
        Id: String(place),
        Message: JSON.stringify(event),
        // What a subscription's filter policy can go by.
        MessageAttributes: { type: { DataType: "String", StringValue: event.type } },
        ...(isOrdered && { MessageGroupId: event.subject, MessageDeduplicationId: event.id }),
      })),
    });
    const { Failed = [] } = await client.send(command, signal && { abortSignal: signal });
    const [refused] = Failed;
    if (refused !== undefined) throw new Error(`${refused.Code}: ${refused.Message ?? ""}`);
  }

  return {
    async publish(events, { signal } = {}) {
      try {
        for (const batch of batchesInOrder(events, ({ subject }) => ({ target: topicArn, group: subject }))) {
          signal?.throwIfAborted();
          await publishBatch(batch, signal);
        }
      } catch (error) {
        throw translateSnsError(error, signal);
      }
    },
  };
}

/** An abort stays what the caller's signal says. */
function translateSnsError(error: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted) return signal.reason;
  return new Unavailable("The events cannot be published right now: try again in a moment.", { cause: error });
}
