export { describeAccountRepository } from "./ports/account-repository.contract.ts";
export { describeApiKeyRepository } from "./ports/api-key-repository.contract.ts";
export { type ArchiverFixture, describeArchiver } from "./ports/archiver.contract.ts";
export { describeBlobStore } from "./ports/blob-store.contract.ts";
export type { BlobStoreFixture } from "./ports/blob-store-probes.fixture.ts";
export { type ClockFixture, describeClock } from "./ports/clock.contract.ts";
export type { ContractRunner, Open } from "./ports/contract-runner.ts";
export { type CredentialBrokerFixture, describeCredentialBroker } from "./ports/credential-broker.contract.ts";
export { describeEventQueue } from "./ports/event-queue.contract.ts";
export {
  describeIdentityProvider,
  type IdentityProviderFixture,
  type PoolSession,
} from "./ports/identity-provider.contract.ts";
export { describeIds, type IdsFixture } from "./ports/ids.contract.ts";
export {
  describeImageProcessor,
  type ImageProcessorFixture,
  type ImageProcessorTraits,
  type OriginalKind,
} from "./ports/image-processor.contract.ts";
export { describeMailer, type MailerFixture } from "./ports/mailer.contract.ts";
export type { MetadataFixture, OpenMetadata, OpenStore, PhotoRepositoryFixture } from "./ports/metadata.fixture.ts";
export { describeMultipartUploads } from "./ports/multipart-uploads.contract.ts";
export type { MultipartAnswer, MultipartUploadsFixture } from "./ports/multipart-uploads-probes.fixture.ts";
export { describePasswordHasher, type PasswordHasherFixture } from "./ports/password-hasher.contract.ts";
export { describePhotoRepository } from "./ports/photo-repository.contract.ts";
export { describeRateLimiter, type RateLimiterFixture } from "./ports/rate-limiter.contract.ts";
export { describeSecrets, type SecretsFixture } from "./ports/secrets.contract.ts";
export { describeShareRepository } from "./ports/share-repository.contract.ts";
export { describeUploadTickets } from "./ports/upload-tickets.contract.ts";
export type {
  UploadAnswer,
  UploadForm,
  UploadRequest,
  UploadTicketsFixture,
} from "./ports/upload-tickets-probes.fixture.ts";
export { describeUrlSigner, type UrlSignerFixture } from "./ports/url-signer.contract.ts";
export { describeUsageLedger } from "./ports/usage-ledger.contract.ts";
