import { Readable } from "node:stream";
import type { STSClientConfig } from "@aws-sdk/client-sts";
import { minutes, UserId } from "@tintype/core";
import { describe, expect, it } from "vitest";
import { createStsCredentialBroker } from "./sts-credential-broker.ts";

const owner = UserId.parse("01KAFAKE000000000000000001");
const request = { owner, prefix: `u/${owner}/`, signedOutAt: undefined, lifetime: minutes(60) };
const given = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
  <AccessKeyId>ASIAIOSFODNN7EXAMPLE</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
  <SessionToken>token</SessionToken><Expiration>2026-11-20T10:30:00Z</Expiration>
</Credentials></AssumeRoleResult></AssumeRoleResponse>`;
const refused = `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>No.</Message></Error></ErrorResponse>`;

/** A broker whose only request gets this answer; `asked` fills with the request's parameters. */
function answered(statusCode: number, body: string) {
  const asked: Record<string, string> = {};
  const config: STSClientConfig & { region: string } = {
    region: "eu-central-1",
    credentials: { accessKeyId: "id", secretAccessKey: "secret" },
    maxAttempts: 1,
    requestHandler: {
      async handle({ body: form }: { body: string }) {
        Object.assign(asked, Object.fromEntries(new URLSearchParams(form)));
        return { response: { statusCode, headers: {}, body: Readable.from([Buffer.from(body)]) } };
      },
    },
  };
  const roleArn = "arn:aws-cn:iam::123456789012:role/own";
  return { broker: createStsCredentialBroker({ config, roleArn, bucket: "incoming" }), asked };
}

describe(createStsCredentialBroker, () => {
  it("asks for a session of the owner's, which has their tag and a policy for their prefix alone", async () => {
    const { broker, asked } = answered(200, given);
    expect(await broker.issue(request)).toEqual({
      accessKeyId: "ASIAIOSFODNN7EXAMPLE",
      secretAccessKey: "secret",
      sessionToken: "token",
      expiresAt: "2026-11-20T10:30:00.000Z",
      bucket: "incoming",
      region: "eu-central-1",
    });
    expect(asked).toMatchObject({
      Action: "AssumeRole",
      RoleArn: "arn:aws-cn:iam::123456789012:role/own",
      RoleSessionName: owner,
      DurationSeconds: "3600",
      "Tags.member.1.Key": "user",
      "Tags.member.1.Value": owner,
    });
    const bucket = "arn:aws-cn:s3:::incoming";
    expect(JSON.parse(asked["Policy"] ?? "")).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: [
            "s3:PutObject",
            "s3:GetObject",
            "s3:DeleteObject",
            "s3:AbortMultipartUpload",
            "s3:ListMultipartUploadParts",
          ],
          Resource: `${bucket}/u/${owner}/*`,
        },
        {
          Effect: "Allow",
          Action: "s3:ListBucket",
          Resource: bucket,
          Condition: { StringLike: { "s3:prefix": `u/${owner}/*` } },
        },
      ],
    });
  });

  it("writes a policy that STS takes, also for the longest name that a bucket can have", async () => {
    const { broker, asked } = answered(200, given);
    await broker.issue(request);
    const longest = (asked["Policy"]?.length ?? 0) + 2 * (63 - "incoming".length);
    expect(longest).toBeLessThan(2_048);
  });

  it("is unavailable, and says why, where STS refuses, fails or says nothing", async () => {
    const refusal = answered(403, refused).broker.issue(request);
    await expect(refusal).rejects.toMatchObject({ code: "unavailable", cause: { name: "AccessDenied" } });
    await expect(answered(500, "").broker.issue(request)).rejects.toMatchObject({ code: "unavailable" });
    const empty = given.replace(/<Credentials>[\s\S]*<\/Credentials>/, "");
    await expect(answered(200, empty).broker.issue(request)).rejects.toMatchObject({ code: "unavailable" });
  });

  it("rejects with what the caller's signal says", async () => {
    const reason = new Error("the client went away");
    const { broker, asked } = answered(200, given);
    await expect(broker.issue(request, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(asked).toEqual({});
  });
});
