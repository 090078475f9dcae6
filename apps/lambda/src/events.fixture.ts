import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord, SQSRecord } from "aws-lambda";
import type { Invocation } from "./batches/invocation.ts";

/** An invocation with so many milliseconds left. */
export const invocation = (remaining = 60_000): Invocation => ({
  awsRequestId: "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
  getRemainingTimeInMillis: () => remaining,
});

export interface Message {
  readonly id: string;
  readonly body: unknown;
  /** Of a FIFO queue. */
  readonly group?: string;
  readonly attempt?: number;
}

/** A message as SQS hands it to a function (docs.aws.amazon.com/lambda, "Using Lambda with Amazon SQS"). */
export const sqsRecord = ({ id, body, group, attempt = 1 }: Message): SQSRecord => ({
  messageId: id,
  receiptHandle: `receipt-of-${id}`,
  body: typeof body === "string" ? body : JSON.stringify(body),
  attributes: {
    ApproximateReceiveCount: `${attempt}`,
    SentTimestamp: "1763631000000",
    SenderId: "AIDAIENQZJOLO23YVJ4VO",
    ApproximateFirstReceiveTimestamp: "1763631000001",
    ...(group !== undefined && { MessageGroupId: group, SequenceNumber: "18849496460467696128" }),
    ...(group !== undefined && { MessageDeduplicationId: id }),
  },
  messageAttributes: {},
  md5OfBody: "e4e68fb7bd0e697a0ae8f1bb342846b3",
  eventSource: "aws:sqs",
  eventSourceARN: "arn:aws:sqs:eu-central-1:123456789012:queue",
  awsRegion: "eu-central-1",
});

/** What S3 tells of a new object (docs.aws.amazon.com/AmazonS3, "Event message structure", version 2.x). */
export const s3Notification = (bucket: string, key: string, etag = "d41d8cd98f00b204e9800998ecf8427e") => ({
  Records: [
    {
      eventVersion: "2.1",
      eventSource: "aws:s3",
      awsRegion: "eu-central-1",
      eventTime: "2026-11-20T09:30:00.000Z",
      eventName: "ObjectCreated:Put",
      userIdentity: { principalId: "AWS:AROAEXAMPLE:http" },
      requestParameters: { sourceIPAddress: "203.0.113.9" },
      responseElements: { "x-amz-request-id": "C3D13FE58DE4C810", "x-amz-id-2": "FMyUVURIY8/IgAtTv8xRjskZ" },
      s3: {
        s3SchemaVersion: "1.0",
        configurationId: "uploads",
        bucket: { name: bucket, ownerIdentity: { principalId: "A3NL1KOZZKExample" }, arn: `arn:aws:s3:::${bucket}` },
        // As the documentation has it: encoded like a form, so that a blank is a plus sign.
        object: {
          key: encodeURIComponent(key).replaceAll("%20", "+").replaceAll("%2F", "/"),
          size: 1_024,
          eTag: etag,
          sequencer: "0055AED6DCD90281E5",
        },
      },
    },
  ],
});

/** What S3 sends once when a queue is connected. */
export const s3TestEvent = (bucket: string) => ({
  Service: "Amazon S3",
  Event: "s3:TestEvent",
  Time: "2026-11-20T09:30:00.000Z",
  Bucket: bucket,
  RequestId: "5582815E1AEA5ADF",
  HostId: "8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3eKxsPzbB9wrR+YstdA6Knx4Ip8EXAMPLE",
});

export interface Change {
  readonly sequence: number;
  readonly before?: object | undefined;
  readonly after?: object | undefined;
}

/** A record of a table's stream with both images (docs.aws.amazon.com/amazondynamodb, "StreamRecord"). */
export const streamRecord = ({ sequence, before, after }: Change): DynamoDBRecord => ({
  eventID: `${sequence}`.padStart(32, "c"),
  eventName: before === undefined ? "INSERT" : after === undefined ? "REMOVE" : "MODIFY",
  eventVersion: "1.1",
  eventSource: "aws:dynamodb",
  awsRegion: "eu-central-1",
  dynamodb: {
    ApproximateCreationDateTime: 1_763_631_000,
    Keys: { photoId: { S: "01JD4QZ0000000000000000001" } },
    ...(after && { NewImage: marshall(after, { removeUndefinedValues: true }) as Image }),
    ...(before && { OldImage: marshall(before, { removeUndefinedValues: true }) as Image }),
    SequenceNumber: `${sequence}`.padStart(21, "0"),
    SizeBytes: 112,
    StreamViewType: "NEW_AND_OLD_IMAGES",
  },
  eventSourceARN: "arn:aws:dynamodb:eu-central-1:123456789012:table/PhotoMetadata/stream/2026-11-20T00:00:00.000",
});

type Image = NonNullable<NonNullable<DynamoDBRecord["dynamodb"]>["NewImage"]>;
