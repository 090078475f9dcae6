import { type Delivery, DomainEvent, type Lane, type Tintype } from "@tintype/core";
import type { SQSRecord } from "aws-lambda";
import type { BatchOptions } from "../batches/create-batch-handler.ts";

/** Does what follows from the events on one lane. */
export const workLane =
  (lane: Lane, tintype: Pick<Tintype, "react">): BatchOptions["work"] =>
  (record, options) =>
    tintype.react(readDelivery(lane, record), options);

const readDelivery = (lane: Lane, { body, receiptHandle, attributes }: SQSRecord): Delivery => ({
  event: DomainEvent.parse(JSON.parse(body)),
  lane,
  attempt: Number(attributes.ApproximateReceiveCount),
  lease: receiptHandle,
});
