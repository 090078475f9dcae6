import {
  APIGatewayProxyEventSchema,
  APIGatewayProxyEventV2Schema,
  DynamoDBStreamSchema,
  LambdaFunctionUrlSchema,
  PostConfirmationTriggerSchema,
  PreSignupTriggerSchema,
  PreTokenGenerationTriggerSchemaV2AndV3,
  S3SqsEventNotificationSchema,
  SqsSchema,
} from "@aws-lambda-powertools/parser/schemas";
import { aPhoto, changed, photoEvent } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { s3Notification, sqsRecord, streamRecord } from "./events.fixture.ts";
import { gateways, type WireRequest } from "./http/gateways.fixture.ts";
import { postConfirmationEvent, preSignUpEvent, preTokenEvent } from "./triggers/triggers.fixture.ts";

/** The schemas that Powertools for AWS Lambda reads events with: what they refuse is no event of AWS's. */
interface Schema {
  safeParse(event: unknown): { readonly error?: unknown };
}

const photo = aPhoto();
const uploaded = changed(photo, { state: "uploaded" });
const plain: WireRequest = { method: "GET", target: "/api/photos", headers: [["accept", "*/*"]] };
const full: WireRequest = {
  method: "POST",
  target: "/api/photos?tag=a&tag=%C3%BC&limit=",
  headers: [
    ["content-type", "image/jpeg"],
    ["x-twice", "one"],
    ["x-twice", "two"],
  ],
  body: new Uint8Array([0xff, 0xd8, 0xff]),
};

const events: readonly (readonly [name: string, schema: Schema, event: unknown])[] = [
  ...[plain, full].flatMap((request) =>
    Object.entries(gateways).map(([name, toEvent]) => {
      const schema = { "a REST API": APIGatewayProxyEventSchema, "a function URL": LambdaFunctionUrlSchema }[name];
      return [`${name} for ${request.method}`, schema ?? APIGatewayProxyEventV2Schema, toEvent(request, "id")] as const;
    }),
  ),
  ["a queue", SqsSchema, { Records: [sqsRecord({ id: "1", body: "text" })] }],
  ["a FIFO queue", SqsSchema, { Records: [sqsRecord({ id: "1", body: "text", group: "one", attempt: 3 })] }],
  [
    "S3, by a queue",
    S3SqsEventNotificationSchema,
    { Records: [sqsRecord({ id: "1", body: s3Notification("incoming", "t/a b+ü/c") })] },
  ],
  [
    "a table's stream",
    DynamoDBStreamSchema,
    {
      Records: [
        streamRecord({ sequence: 1, after: { document: photo, events: [] } }),
        streamRecord({
          sequence: 2,
          before: { document: photo },
          after: { document: uploaded, events: [photoEvent(uploaded)] },
        }),
        streamRecord({ sequence: 3, before: { document: uploaded } }),
      ],
    },
  ],
  ["Cognito before sign-up", PreSignupTriggerSchema, preSignUpEvent()],
  ["Cognito after confirmation", PostConfirmationTriggerSchema, postConfirmationEvent()],
  ["Cognito before a token", PreTokenGenerationTriggerSchemaV2AndV3, preTokenEvent(["staff"])],
];

describe("an event of our tests is one that AWS could have sent:", () => {
  it.each(events)("%s", (_, schema, event) => {
    expect(schema.safeParse(JSON.parse(JSON.stringify(event))).error).toBeUndefined();
  });

  it.each(events)("and the schema would have noticed: %s", (_, schema) => {
    expect(schema.safeParse({ Records: [{}], request: {} }).error).toBeDefined();
  });
});
