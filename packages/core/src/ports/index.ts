import type { Settings } from "../settings.ts";
import type { AccountRepository } from "./account-repository.ts";
import type { ApiKeyRepository } from "./api-key-repository.ts";
import type { Archiver } from "./archiver.ts";
import type { BlobStore } from "./blob-store.ts";
import type { Clock } from "./clock.ts";
import type { CredentialBroker } from "./credential-broker.ts";
import type { IdentityProvider } from "./identity-provider.ts";
import type { Ids } from "./ids.ts";
import type { ImageProcessor } from "./image-processor.ts";
import type { Mailer } from "./mailer.ts";
import type { MultipartUploads } from "./multipart-uploads.ts";
import type { PasswordHasher } from "./password-hasher.ts";
import type { PhotoRepository } from "./photo-repository.ts";
import type { RateLimiter } from "./rate-limiter.ts";
import type { Secrets } from "./secrets.ts";
import type { ShareRepository } from "./share-repository.ts";
import type { UploadTickets } from "./upload-tickets.ts";
import type { UrlSigner } from "./url-signer.ts";
import type { UsageLedger } from "./usage-ledger.ts";

/** Everything that the domain needs from outside. Whoever embeds Tintype provides one of each. */
export interface Ports {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly secrets: Secrets;
  readonly passwords: PasswordHasher;
  readonly rates: RateLimiter;
  readonly mailer: Mailer;
  readonly identities: IdentityProvider;
  readonly accounts: AccountRepository;
  readonly photos: PhotoRepository;
  readonly shares: ShareRepository;
  readonly apiKeys: ApiKeyRepository;
  readonly usage: UsageLedger;
  readonly blobs: BlobStore;
  readonly tickets: UploadTickets;
  readonly multipart: MultipartUploads;
  readonly credentials: CredentialBroker;
  readonly images: ImageProcessor;
  readonly urls: UrlSigner;
  readonly archives: Archiver;
}
