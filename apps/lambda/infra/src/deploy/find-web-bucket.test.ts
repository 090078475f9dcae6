import { Readable } from "node:stream";
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { describe, expect, it } from "vitest";
import { findWebBucket } from "./find-web-bucket.ts";

/** A client whose only request gets this answer. */
const answered = (statusCode: number, body: string) =>
  new CloudFormationClient({
    region: "us-east-1",
    credentials: { accessKeyId: "id", secretAccessKey: "secret" },
    maxAttempts: 1,
    requestHandler: {
      handle: async () => ({ response: { statusCode, headers: {}, body: Readable.from([Buffer.from(body)]) } }),
    },
  });

const described = (outputs: string) =>
  `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member>
  <StackName>tintype-dev</StackName><StackStatus>UPDATE_COMPLETE</StackStatus><CreationTime>2026-11-20T09:30:00Z</CreationTime>
  <Outputs>${outputs}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;
const refused = (code: string, message: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;

describe(findWebBucket, () => {
  it("is what the deployed stack tells", async () => {
    const outputs = "<member><OutputKey>WebBucket</OutputKey><OutputValue>web-1</OutputValue></member>";
    expect(await findWebBucket(answered(200, described(outputs)), "tintype-dev")).toBe("web-1");
  });

  it("is nothing before the first deployment, and where that has failed", async () => {
    const missing = refused("ValidationError", "Stack with id tintype-dev does not exist");
    expect(await findWebBucket(answered(400, missing), "tintype-dev")).toBeUndefined();
    expect(await findWebBucket(answered(200, described("")), "tintype-dev")).toBeUndefined();
  });

  it("is not known where one may not ask", async () => {
    const denied = answered(403, refused("AccessDenied", "not authorized to perform: cloudformation:DescribeStacks"));
    await expect(findWebBucket(denied, "tintype-dev")).rejects.toThrow("DescribeStacks");
  });
});
