/** An environment in which every function starts. */
export const environment = {
  AWS_REGION: "eu-central-1",
  PUBLIC_URL: "https://photos.example.com",
  TINTYPE_PHOTOS_TABLE: "PhotoMetadata",
  TINTYPE_CORE_TABLE: "TintypeCore",
  TINTYPE_INCOMING_BUCKET: "incoming",
  TINTYPE_ORIGINALS_BUCKET: "originals",
  TINTYPE_MEDIA_BUCKET: "media",
  TINTYPE_KEYS_SECRET: "keys",
  TINTYPE_USER_POOL_ID: "eu-central-1_AbCdEfGhI",
  TINTYPE_WEB_CLIENT_ID: "web",
  TINTYPE_LEGACY_CLIENT_ID: "legacy",
  TINTYPE_IMAGING_QUEUE_URL: "https://sqs.eu-central-1.amazonaws.com/123456789012/imaging.fifo",
  TINTYPE_MAIL_QUEUE_URL: "https://sqs.eu-central-1.amazonaws.com/123456789012/mail.fifo",
  TINTYPE_PURGE_QUEUE_URL: "https://sqs.eu-central-1.amazonaws.com/123456789012/purge.fifo",
  TINTYPE_PUBLISH_QUEUE_URL: "https://sqs.eu-central-1.amazonaws.com/123456789012/publish.fifo",
  TINTYPE_MAIL_FROM: "Tintype <photos@example.com>",
};
