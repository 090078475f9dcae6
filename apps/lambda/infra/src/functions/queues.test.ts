import { attemptsOfEvent } from "@tintype/core";
import { describe, expect, it } from "vitest";
import { resourceOf, resourcesOf, type Statement, templateOf } from "../stack.fixture.ts";
import { functions } from "./functions.ts";

const template = templateOf();

describe("queues", () => {
  const queues = resourcesOf(template, "AWS::SQS::Queue");
  const mappings = resourcesOf(template, "AWS::Lambda::EventSourceMapping");

  it("are encrypted, and refuse whoever comes without TLS", () => {
    for (const { Properties } of Object.values(queues)) expect(Properties.SqsManagedSseEnabled).toBe(true);
    const policies = Object.values(resourcesOf(template, "AWS::SQS::QueuePolicy"));
    expect(policies).toHaveLength(Object.keys(queues).length);
    for (const { Properties } of policies) {
      const refusals = Properties.PolicyDocument.Statement.filter(({ Effect }: Statement) => Effect === "Deny");
      expect(refusals).toMatchObject([{ Action: "sqs:*", Condition: { Bool: { "aws:SecureTransport": "false" } } }]);
    }
  });

  it.each(["uploads", "imaging", "mail", "purge", "publish"] as const)(
    "keep what was tried in vain, for 14 days: %s",
    (name) => {
      const all = Object.entries(queues).filter(([id]) => id.startsWith(`Queues${name}`));
      expect(all).toHaveLength(2);
      const [first] = all.filter(([, { Properties }]) => Properties.RedrivePolicy !== undefined);
      const queue = first?.[1].Properties;
      const consumer = name === "uploads" ? "on-upload" : name;
      expect(queue.RedrivePolicy.maxReceiveCount).toBe(attemptsOfEvent);
      expect(queue.VisibilityTimeout).toBeGreaterThanOrEqual(6 * functions[consumer].timeout);
      for (const [, { Properties }] of all) {
        expect(Properties.MessageRetentionPeriod).toBe(14 * 24 * 3_600);
        expect(Properties.FifoQueue).toBe(name === "uploads" ? undefined : true);
      }
    },
  );

  it("and streams hand back what failed, and that alone", () => {
    expect(Object.keys(mappings)).toHaveLength(8);
    for (const { Properties } of Object.values(mappings)) {
      expect(Properties.FunctionResponseTypes).toEqual(["ReportBatchItemFailures"]);
    }
  });

  it("take over what a stream cannot get rid of", () => {
    for (const id of ["PhotosStream", "CoreStream"]) {
      const { Properties } = resourceOf(
        template,
        "AWS::Lambda::EventSourceMapping",
        `FunctionsontablechangedFunction${id}`,
      );
      expect(Properties).toMatchObject({
        BisectBatchOnFunctionError: true,
        MaximumRecordAgeInSeconds: 24 * 3_600,
        DestinationConfig: { OnFailure: { Destination: expect.anything() } },
        StartingPosition: "TRIM_HORIZON",
      });
    }
  });
});
