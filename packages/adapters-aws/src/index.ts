export { batchesInOrder } from "./batches-in-order.ts";
export {
  type CloudfrontUrlSignerOptions,
  createCloudfrontUrlSigner,
  type UrlSigningKey,
} from "./cloudfront/cloudfront-url-signer.ts";
export type { CognitoOptions } from "./cognito/cognito.ts";
export { createCognitoIdentityProvider } from "./cognito/cognito-identity-provider.ts";
export { linkProvider, type Newcomer } from "./cognito/link-provider.ts";
export type { DynamoOptions } from "./dynamo/dynamo.ts";
export { createDynamoAccountRepository } from "./dynamo/dynamo-account-repository.ts";
export { createDynamoApiKeyRepository } from "./dynamo/dynamo-api-key-repository.ts";
export { createDynamoPhotoRepository } from "./dynamo/dynamo-photo-repository.ts";
export { createDynamoRateLimiter } from "./dynamo/dynamo-rate-limiter.ts";
export { createDynamoShareRepository } from "./dynamo/dynamo-share-repository.ts";
export {
  createDynamoStreamEventQueue,
  type DynamoStreamEventQueueOptions,
} from "./dynamo/dynamo-stream-event-queue.ts";
export { createDynamoUsageLedger } from "./dynamo/dynamo-usage-ledger.ts";
export { readStreamRecord, type StreamRecord } from "./dynamo/read-stream-record.ts";
export { coreTable, type DynamoTables, photoTable, ttlAttribute } from "./dynamo/tables.ts";
export { PhotoEvent, PhotoEventType } from "./publishing/photo-event.ts";
export { readPhotoEvent } from "./publishing/read-photo-event.ts";
export {
  createSnsPhotoEvents,
  type SnsPhotoEvents,
  type SnsPhotoEventsOptions,
} from "./publishing/sns-photo-events.ts";
export type { S3BlobStoreOptions } from "./s3/s3.ts";
export { createS3BlobStore } from "./s3/s3-blob-store.ts";
export { createS3MultipartUploads } from "./s3/s3-multipart-uploads.ts";
export { createS3UploadTickets } from "./s3/s3-upload-tickets.ts";
export type { S3SigningOptions } from "./s3/sign-s3-request.ts";
export { createKeyedSecrets, type KeyedSecretsOptions } from "./secrets/keyed-secrets.ts";
export {
  createSecretsManagerKeyring,
  type SecretsManagerKeyring,
  type SecretsManagerKeyringOptions,
} from "./secrets/secrets-manager-keyring.ts";
export { createSesMailer, type SesMailerOptions } from "./ses/ses-mailer.ts";
export { createStsCredentialBroker, type StsCredentialBrokerOptions } from "./sts/sts-credential-broker.ts";
