import type { Deployment } from "../deployment.ts";
import { credentialsRoleArn } from "../identity/credentials-role.ts";
import { keysSecretName } from "../keys-secret.ts";
import type { Reachable } from "./permissions.ts";

/** CloudFront and the gateway each append to `X-Forwarded-For`. */
const proxyHops = 2;

/** Mail has a sender even while none is sent: leaving makes the mailer forget addresses. */
const nobody = "nobody@tintype.invalid";

/** What every function is told; `apps/lambda/src/config.ts` reads it. */
export function environmentOf(
  { incoming, buckets, tables, queues, photoEvents }: Reachable,
  publicUrl: string,
  deployment: Deployment,
): Readonly<Record<string, string>> {
  const { origins, mailFrom, acceleration } = deployment;
  return {
    PUBLIC_URL: publicUrl,
    TINTYPE_PHOTOS_TABLE: tables.photos.table.tableName,
    TINTYPE_CORE_TABLE: tables.core.table.tableName,
    TINTYPE_INCOMING_BUCKET: incoming.bucketName,
    TINTYPE_ORIGINALS_BUCKET: buckets.originals.bucketName,
    TINTYPE_MEDIA_BUCKET: buckets.media.bucketName,
    TINTYPE_KEYS_SECRET: keysSecretName(deployment),
    TINTYPE_UPLOADS_QUEUE_URL: queues.uploads.queue.queueUrl,
    TINTYPE_IMAGING_QUEUE_URL: queues.imaging.queue.queueUrl,
    TINTYPE_MAIL_QUEUE_URL: queues.mail.queue.queueUrl,
    TINTYPE_PURGE_QUEUE_URL: queues.purge.queue.queueUrl,
    TINTYPE_PUBLISH_QUEUE_URL: queues.publish.queue.queueUrl,
    TINTYPE_LOST_CHANGES_QUEUE_URL: queues.lostChanges.queueUrl,
    TINTYPE_PHOTO_EVENTS_TOPIC_ARN: photoEvents.topicArn,
    TINTYPE_CREDENTIALS_ROLE_ARN: credentialsRoleArn(deployment),
    TINTYPE_PROXY_HOPS: `${proxyHops}`,
    ...(origins.length > 0 && { TINTYPE_ORIGINS: origins.join(",") }),
    ...(acceleration && { TINTYPE_ACCELERATION: "on" }),
    TINTYPE_MAIL_FROM: `Tintype <${mailFrom ?? nobody}>`,
  };
}
