export { createMemoryArchiver, unpackMemoryArchive } from "./ports/archiver.memory.ts";
export { createMemoryBlobStore, type MemoryBlobStoreOptions } from "./ports/blob-store.memory.ts";
export {
  type ByteSource,
  firstDifference,
  patternedBytes,
  readAll,
  sourceOf,
  streamOf,
} from "./ports/byte-streams.fixture.ts";
export { createManualClock, type ManualClock } from "./ports/clock.fixture.ts";
export { failuresOf } from "./ports/contract-runner.fixture.ts";
export { createMemoryCredentialBroker, type MemoryCredentialBroker } from "./ports/credential-broker.memory.ts";
export { type Drained, drain } from "./ports/drain.fixture.ts";
export {
  accountEvent,
  anAccount,
  anApiKey,
  ana,
  aPhoto,
  aReadyPhoto,
  aReceipt,
  aReservation,
  aShare,
  ben,
  changed,
  nextUlid,
  photoEvent,
} from "./ports/entities.fixture.ts";
export type { MemoryEventQueue } from "./ports/event-queue.memory.ts";
export { createFaultyPorts, type Fault, type FaultyPorts } from "./ports/fault-ports.fixture.ts";
export { createMemoryIdentityProvider, type MemoryIdentityProvider } from "./ports/identity-provider.memory.ts";
export { createMemoryIds } from "./ports/ids.memory.ts";
export { createMemoryImageProcessor, type TestImage, testImage } from "./ports/image-processor.memory.ts";
export { createMemoryMailer, type MemoryMailer } from "./ports/mailer.memory.ts";
export { createMemoryMetadata, type MemoryMetadata, type MemoryMetadataOptions } from "./ports/metadata.memory.ts";
export {
  createMemoryMultipartUploads,
  type MemoryMultipartUploads,
  type MemoryMultipartUploadsOptions,
} from "./ports/multipart-uploads.memory.ts";
export { createMemoryPasswordHasher } from "./ports/password-hasher.memory.ts";
export { createMemoryPorts, type MemoryPorts, type MemoryPortsOptions } from "./ports/ports.memory.ts";
export { createMemoryRateLimiter } from "./ports/rate-limiter.memory.ts";
export { createMemorySecrets } from "./ports/secrets.memory.ts";
export { createSeededRandom } from "./ports/seeded-random.fixture.ts";
export { sha256 } from "./ports/sha256.memory.ts";
export {
  createMemoryUploadTickets,
  type MemoryUploadTickets,
  type MemoryUploadTicketsOptions,
} from "./ports/upload-tickets.memory.ts";
export { createMemoryUrlSigner, type MemoryUrlSigner } from "./ports/url-signer.memory.ts";
export { openSameWalk, walkedAct, walks } from "./same-walk.fixture.ts";
export type { OpenWalkedStores } from "./walked-world.fixture.ts";
