import { join } from "node:path";
import {
  createFileBlobStore,
  createFileMailer,
  createLocalCredentialBroker,
  createLocalMultipartUploads,
  createLocalRateLimiter,
  createLocalSecrets,
  createLocalUploadTickets,
  createLocalUrlSigner,
  createScryptPasswordHasher,
  createSqliteAccountRepository,
  createSqliteApiKeyRepository,
  createSqliteEventQueue,
  createSqlitePhotoRepository,
  createSqliteShareRepository,
  createSqliteUsageLedger,
  createUlids,
  createUrlVerifier,
  createZipArchiver,
  openKeyring,
  openSqliteDatabase,
  systemClock,
} from "@tintype/adapters-local";
import { createIsolatedImageProcessor } from "@tintype/adapters-sharp";
import { parseSettings } from "@tintype/core";

export type Storage = Awaited<ReturnType<typeof openStorage>>;

/** What SDKs of S3 are told to ask for, below the host's origin. */
export const incoming = { bucket: "incoming", region: "local" } as const;

/** Every port but `identities`, which is the host's own, in one folder; and what the host serves and closes itself. */
export async function openStorage(folder: string, publicUrl: string) {
  const clock = systemClock;
  const ids = createUlids({ clock });
  const keyring = await openKeyring(join(folder, "keys"));
  const secrets = createLocalSecrets({ masterKey: keyring.master });
  const database = openSqliteDatabase(join(folder, "tintype.db"));
  const blobs = createFileBlobStore({ folder: join(folder, "blobs"), clock });
  const parts = createFileBlobStore({ folder: join(folder, "parts"), clock });
  const images = createIsolatedImageProcessor({
    workers: 1,
    timeoutMs: 60_000,
    maxRssBytes: 2 ** 31,
    scratch: join(folder, "scratch"),
  });

  return {
    ports: {
      settings: parseSettings({ publicUrl }),
      clock,
      ids,
      secrets,
      passwords: createScryptPasswordHasher(),
      rates: createLocalRateLimiter({ clock }),
      mailer: createFileMailer({ folder: join(folder, "mail"), clock, from: "photos@host.example" }),
      accounts: createSqliteAccountRepository({ database, clock }),
      photos: createSqlitePhotoRepository({ database, clock }),
      shares: createSqliteShareRepository({ database, clock }),
      apiKeys: createSqliteApiKeyRepository({ database, clock }),
      usage: createSqliteUsageLedger({ database }),
      blobs,
      tickets: createLocalUploadTickets({ publicUrl, secrets }),
      multipart: createLocalMultipartUploads({ parts, blobs, publicUrl, secrets, clock, ids }),
      credentials: createLocalCredentialBroker({ secrets, clock, ids, endpoint: publicUrl, ...incoming }),
      images,
      urls: createLocalUrlSigner({ publicUrl, ...keyring.urls }),
      archives: createZipArchiver(),
    },
    blobs,
    parts,
    database,
    queue: createSqliteEventQueue({ database, clock }),
    urlVerifier: createUrlVerifier({
      publicUrl,
      keys: { [keyring.urls.keyPairId]: keyring.urls.privateKeyPem },
      clock,
    }),
    async close() {
      await images.close();
      await database.close();
    },
  };
}
