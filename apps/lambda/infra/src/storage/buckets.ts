import { Aws, Duration, RemovalPolicy } from "aws-cdk-lib";
import { BlockPublicAccess, Bucket, BucketEncryption, type BucketProps, HttpMethods } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { acknowledge } from "../acknowledge.ts";
import type { Deployment } from "../deployment.ts";

/** The three areas of the blob store, and the page. */
export interface Buckets {
  readonly originals: Bucket;
  readonly media: Bucket;
  readonly web: Bucket;
}

/** How long what was replaced or removed can be brought back from the versions of `originals`. */
const regretDays = 14;

/**
 * What every bucket is: encrypted, closed to the public, reached by TLS 1.2 alone, and kept when the stack goes; but for the first
 * deployment, which takes back what it has made where it fails, so that nothing is in the way of the next.
 */
const closed = {
  encryption: BucketEncryption.S3_MANAGED,
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
} satisfies BucketProps;

/** Buckets that CloudFront reads. Only `originals` is versioned: the rest is made of it, or of this repository. */
export function defineBuckets(scope: Construct): Buckets {
  const here = new Construct(scope, "Buckets");
  const buckets = {
    originals: new Bucket(here, "Originals", {
      ...closed,
      versioned: true,
      lifecycleRules: [
        {
          id: "forget-what-was-removed",
          noncurrentVersionExpiration: Duration.days(regretDays),
          expiredObjectDeleteMarker: true,
        },
        abandoned,
      ],
    }),
    media: new Bucket(here, "Media", { ...closed, lifecycleRules: [abandoned] }),
    web: new Bucket(here, "Web", { ...closed, lifecycleRules: [abandoned] }),
  };
  for (const bucket of Object.values(buckets)) withoutAccessLog(bucket);
  return buckets;
}

/** Parts of uploads that never ended. */
const abandoned = { id: "abort-uploads", abortIncompleteMultipartUploadAfter: Duration.days(2) };

function withoutAccessLog(bucket: Bucket): void {
  acknowledge(bucket, {
    S1: "An access log would hold signed addresses, which open photos for as long as they live; CloudTrail's data events are the account's to switch on.",
  });
}

/**
 * Where clients write. Its name is known beforehand, so that the queue that is told of uploads can name it, and is no
 * secret: it stands in every ticket.
 */
export function defineIncoming(scope: Construct, deployment: Deployment, origins: readonly string[]): Bucket {
  const incoming = new Bucket(scope, "Incoming", {
    ...closed,
    bucketName: incomingName(deployment),
    transferAcceleration: deployment.acceleration,
    lifecycleRules: [{ id: "unclaimed", expiration: Duration.days(1) }, abandoned],
    cors: [
      {
        allowedOrigins: [...origins],
        allowedMethods: [HttpMethods.PUT, HttpMethods.POST, HttpMethods.GET, HttpMethods.HEAD, HttpMethods.DELETE],
        // The AWS SDK sends more than tickets need: authorization, amz-sdk-request and its like.
        allowedHeaders: ["*"],
        exposedHeaders: ["ETag", "x-amz-request-id", "x-amz-id-2"],
        maxAge: 3_600,
      },
    ],
  });
  withoutAccessLog(incoming);
  return incoming;
}

export const incomingName = ({ name, size }: Deployment): string =>
  `${name}-${size}-incoming-${Aws.ACCOUNT_ID}-${Aws.REGION}`;
