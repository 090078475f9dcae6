import { Readable } from "node:stream";
import type { SNSClientConfig } from "@aws-sdk/client-sns";
import { instantFromMillis } from "@tintype/core";
import { ana, aReadyPhoto } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import type { PhotoEvent } from "./photo-event.ts";
import { createSnsPhotoEvents } from "./sns-photo-events.ts";

/** What SNS answers (docs.aws.amazon.com, "PublishBatch"), and the bodies that it was sent. */
function answeringSns(answer: string): { config: SNSClientConfig; asked: URLSearchParams[] } {
  const asked: URLSearchParams[] = [];
  const config: SNSClientConfig = {
    region: "eu-central-1",
    credentials: { accessKeyId: "id", secretAccessKey: "secret" },
    maxAttempts: 1,
    requestHandler: {
      async handle({ body }: { body: string }) {
        asked.push(new URLSearchParams(body));
        const xml = `<PublishBatchResponse><PublishBatchResult>${answer}</PublishBatchResult></PublishBatchResponse>`;
        return { response: { statusCode: 200, headers: {}, body: Readable.from([Buffer.from(xml)]) } };
      },
    },
  };
  return { config, asked };
}

const { id } = aReadyPhoto();
const event: PhotoEvent = {
  specversion: "1.0",
  id: `${id}#2`,
  source: "https://photos.example",
  type: "tintype.photo.ready.v1",
  time: instantFromMillis(1_795_000_000_000),
  subject: id,
  datacontenttype: "application/json",
  data: { photo: id, owner: ana, state: "ready", sequence: 2 },
};
const ofAnother = (): PhotoEvent => ({ ...event, subject: aReadyPhoto().id });
const topicArn = "arn:aws:sns:eu-central-1:123456789012:photos";

describe(createSnsPhotoEvents, () => {
  it("is unavailable where SNS has refused one of many, and says what SNS said", async () => {
    const failed = `<Failed><member><Id>1</Id><Code>ThrottledException</Code><Message>slow down</Message><SenderFault>false</SenderFault></member></Failed>`;
    const { config } = answeringSns(failed);
    await expect(createSnsPhotoEvents({ config, topicArn }).publish([event, event])).rejects.toMatchObject({
      code: "unavailable",
      cause: { message: "ThrottledException: slow down" },
    });
  });

  it("sends no two events of one photo together, of which SNS might refuse the older alone", async () => {
    const { config, asked } = answeringSns("");
    const later = { ...event, id: `${id}#3` };
    const other = ofAnother();
    await createSnsPhotoEvents({ config, topicArn: `${topicArn}.fifo` }).publish([event, later, other]);
    const sent = asked.map((body) =>
      [...body].filter(([key]) => key.endsWith(".Message")).map(([, message]) => JSON.parse(message)),
    );
    expect(sent).toEqual([[event, other], [later]]);
  });

  it("sends ten at a time, with their types, and with their photos to a topic that keeps the order", async () => {
    for (const [arn, group] of [
      [topicArn, null],
      [`${topicArn}.fifo`, id],
    ] as const) {
      const { config, asked } = answeringSns("");
      await createSnsPhotoEvents({ config, topicArn: arn }).publish([event, ...Array.from({ length: 22 }, ofAnother)]);
      const member = "PublishBatchRequestEntries.member";
      expect(asked.map((body) => [...body.keys()].filter((key) => key.endsWith(".Message")).length)).toEqual([
        10, 10, 3,
      ]);
      expect(asked[0]?.get(`${member}.1.MessageAttributes.entry.1.Value.StringValue`)).toBe(event.type);
      expect(asked[0]?.get(`${member}.1.MessageGroupId`)).toBe(group);
      expect(asked[0]?.get(`${member}.1.MessageDeduplicationId`)).toBe(group === null ? null : event.id);
      expect(JSON.parse(asked[0]?.get(`${member}.1.Message`) ?? "")).toEqual(event);
    }
  });
});
