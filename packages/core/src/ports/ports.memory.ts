import { parseSettings, type SettingsInput } from "../settings.ts";
import { createMemoryArchiver } from "./archiver.memory.ts";
import { createMemoryBlobStore } from "./blob-store.memory.ts";
import { createManualClock, type ManualClock } from "./clock.fixture.ts";
import { createMemoryCredentialBroker, type MemoryCredentialBroker } from "./credential-broker.memory.ts";
import type { MemoryEventQueueOptions } from "./event-queue.memory.ts";
import { createMemoryIdentityProvider, type MemoryIdentityProvider } from "./identity-provider.memory.ts";
import { createMemoryIds } from "./ids.memory.ts";
import { createMemoryImageProcessor } from "./image-processor.memory.ts";
import type { Ports } from "./index.ts";
import { createMemoryMailer, type MemoryMailer } from "./mailer.memory.ts";
import { createMemoryMetadata, type MemoryMetadata } from "./metadata.memory.ts";
import { createMemoryMultipartUploads, type MemoryMultipartUploads } from "./multipart-uploads.memory.ts";
import { createMemoryPasswordHasher } from "./password-hasher.memory.ts";
import { createMemoryRateLimiter } from "./rate-limiter.memory.ts";
import { createMemorySecrets } from "./secrets.memory.ts";
import { createMemoryUploadTickets, type MemoryUploadTickets } from "./upload-tickets.memory.ts";
import { createMemoryUrlSigner, type MemoryUrlSigner } from "./url-signer.memory.ts";

/** All ports in memory, with what a test wants to do to them. */
export interface MemoryPorts extends Ports, MemoryMetadata {
  readonly clock: ManualClock;
  readonly mailer: MemoryMailer;
  readonly identities: MemoryIdentityProvider;
  readonly tickets: MemoryUploadTickets;
  readonly multipart: MemoryMultipartUploads;
  readonly credentials: MemoryCredentialBroker;
  readonly urls: MemoryUrlSigner;
}

export interface MemoryPortsOptions extends MemoryEventQueueOptions {
  readonly settings?: Partial<SettingsInput>;
}

/** Everything that Tintype needs, in this process's memory: isolated, and the same in every run. */
export function createMemoryPorts({ settings, ...queue }: MemoryPortsOptions = {}): MemoryPorts {
  const clock = createManualClock();
  const blobs = createMemoryBlobStore({ clock });
  return {
    settings: parseSettings({ publicUrl: "https://photos.example", ...settings }),
    clock,
    ids: createMemoryIds(),
    secrets: createMemorySecrets(),
    passwords: createMemoryPasswordHasher(),
    rates: createMemoryRateLimiter({ clock }),
    mailer: createMemoryMailer(),
    identities: createMemoryIdentityProvider(),
    ...createMemoryMetadata({ clock, ...queue }),
    blobs,
    tickets: createMemoryUploadTickets({ blobs, clock }),
    multipart: createMemoryMultipartUploads({ blobs, clock }),
    credentials: createMemoryCredentialBroker({ clock }),
    images: createMemoryImageProcessor(),
    urls: createMemoryUrlSigner(),
    archives: createMemoryArchiver(),
  };
}
