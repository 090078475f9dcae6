import { Aws } from "aws-cdk-lib";
import { Effect, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Bucket, CfnBucket } from "aws-cdk-lib/aws-s3";
import type { CfnQueuePolicy, Queue } from "aws-cdk-lib/aws-sqs";
import type { Deployment } from "../deployment.ts";
import { incomingName } from "./buckets.ts";

/**
 * Tells the queue of every upload by ticket (`t/…`; what lies under `u/…` becomes a photo when its owner says so). Written
 * on the bucket itself: the CDK's own way deploys a function that may change the notifications of every bucket there is.
 */
export function notifyUploads(incoming: Bucket, queue: Queue, deployment: Deployment): void {
  queue.addToResourcePolicy(
    new PolicyStatement({
      sid: "UploadsAreTold",
      effect: Effect.ALLOW,
      principals: [new ServicePrincipal("s3.amazonaws.com")],
      actions: ["sqs:SendMessage"],
      resources: [queue.queueArn],
      conditions: {
        ArnEquals: { "aws:SourceArn": `arn:${Aws.PARTITION}:s3:::${incomingName(deployment)}` },
        StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID },
      },
    }),
  );
  const bucket = incoming.node.defaultChild as CfnBucket;
  bucket.notificationConfiguration = {
    queueConfigurations: [
      {
        event: "s3:ObjectCreated:*",
        queue: queue.queueArn,
        filter: { s3Key: { rules: [{ name: "prefix", value: "t/" }] } },
      },
    ],
  };
  // S3 tries the queue when the bucket is made.
  const policy = queue.node.findChild("Policy").node.defaultChild as CfnQueuePolicy;
  bucket.addResourceDependency(policy);
}
