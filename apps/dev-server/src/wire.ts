import { hash, randomBytes } from "node:crypto";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import {
  createFileBlobStore,
  createFileMailer,
  createLaneRunner,
  createLocalCredentialBroker,
  createLocalIdentityProvider,
  createLocalMultipartUploads,
  createLocalRateLimiter,
  createLocalSecrets,
  createLocalUploadTickets,
  createLocalUrlSigner,
  createManagedLogin,
  createS3Door,
  createScryptPasswordHasher,
  createSqliteAccountRepository,
  createSqliteApiKeyRepository,
  createSqliteEventQueue,
  createSqlitePhotoRepository,
  createSqliteShareRepository,
  createSqliteUsageLedger,
  createUlids,
  createUploadReceiver,
  createUrlVerifier,
  createUserPool,
  createZipArchiver,
  type Keyring,
  openSqliteDatabase,
  openUserPoolDatabase,
  systemClock,
} from "@tintype/adapters-local";
import { createIsolatedImageProcessor } from "@tintype/adapters-sharp";
import { type Composition, compose } from "@tintype/composition";
import { minutes, parseSettings, portNames, portsOf, seconds } from "@tintype/core";
import { clientConfig } from "./client-config.ts";
import type { Config } from "./config.ts";
import { createApp } from "./create-app.ts";
import type { DataFolder } from "./data-folder.ts";
import { localIdentity } from "./local-identity.ts";
import { createLogger } from "./log.ts";
import { loginClients } from "./login-clients.ts";
import { makeSigningKey } from "./make-signing-key.ts";
import type { PageSource } from "./page/page.ts";
import { blobRoute } from "./routes/blobs.ts";
import { mediaRoutes } from "./routes/media.ts";
import { s3Route } from "./routes/s3.ts";
import type { Services } from "./services.ts";
import { storageNames } from "./storage-names.ts";
import type { Telemetry } from "./telemetry/telemetry.ts";
import { userPoolCredentials, userPoolTriggers } from "./user-pool-triggers.ts";

const MiB = 2 ** 20;
/** Many photos may wait at once: which of them a core works on is the image processor's to say. */
const concurrency = { imaging: 64, mail: 2, purge: 4, publish: 2 };

/** Wires everything; nothing is made before it is asked for, and closing ends the database last. */
export function wire(
  config: Config,
  folder: DataFolder,
  keyring: Keyring,
  publicUrl: string,
  { createTintype, requests }: Telemetry,
  page: PageSource,
): Composition<Services> {
  return compose<Services>()
    .provide("config", [], () => config)
    .provide("folder", [], () => folder)
    .provide("keyring", [], () => keyring)
    .provide("settings", [], () => parseSettings({ ...config.settings, publicUrl }))
    .provide("clock", [], () => systemClock)
    .provide("ids", ["clock"], (clock) => createUlids({ clock }))
    .provide("logger", ["clock"], (clock) => createLogger(config.log, () => clock.now()))
    .provide(
      "database",
      [],
      () => openSqliteDatabase(folder.database),
      (database) => database.close(),
    )
    .provide(
      "userPoolDatabase",
      [],
      () => openUserPoolDatabase(folder.userPool),
      (database) => database.close(),
    )
    .provide("secrets", [], () => createLocalSecrets({ masterKey: keyring.master }))
    .provide("passwords", [], () => createScryptPasswordHasher())
    .provide("rates", ["clock"], (clock) => createLocalRateLimiter({ clock }))
    .provide("mailer", ["clock"], (clock) =>
      createFileMailer({ folder: folder.mail, clock, from: "Tintype <tintype@localhost.example>" }),
    )
    .provide("identities", ["userPoolDatabase", "clock"], (database, clock) =>
      createLocalIdentityProvider({ database, clock }),
    )
    .provide("accounts", ["database", "clock"], (database, clock) => createSqliteAccountRepository({ database, clock }))
    .provide("photos", ["database", "clock"], (database, clock) => createSqlitePhotoRepository({ database, clock }))
    .provide("shares", ["database", "clock"], (database, clock) => createSqliteShareRepository({ database, clock }))
    .provide("apiKeys", ["database", "clock"], (database, clock) => createSqliteApiKeyRepository({ database, clock }))
    .provide("usage", ["database"], (database) => createSqliteUsageLedger({ database }))
    .provide("queue", ["database", "clock"], (database, clock) => createSqliteEventQueue({ database, clock }))
    .provide("blobs", ["clock"], (clock) => createFileBlobStore({ folder: folder.blobs, clock }))
    .provide("parts", ["clock"], (clock) => createFileBlobStore({ folder: join(folder.blobs, "multipart"), clock }))
    .provide("multipart", ["parts", "blobs", "secrets", "clock", "ids"], (parts, blobs, secrets, clock, ids) =>
      createLocalMultipartUploads({ parts, blobs, publicUrl, secrets, clock, ids }),
    )
    .provide("uploads", ["blobs", "multipart", "secrets", "clock"], (blobs, multipart, secrets, clock) =>
      createUploadReceiver({ blobs, multipart, secrets, clock }),
    )
    .provide("tickets", ["secrets"], (secrets) => createLocalUploadTickets({ publicUrl, secrets }))
    .provide("urls", [], () => createLocalUrlSigner({ publicUrl, ...keyring.urls }))
    .provide("credentials", ["secrets", "clock", "ids"], (secrets, clock, ids) =>
      createLocalCredentialBroker({ secrets, clock, ids, ...storageNames, endpoint: publicUrl }),
    )
    .provide("archives", [], () => createZipArchiver())
    .provide("urlVerifier", ["clock"], (clock) => {
      const { keyPairId, privateKeyPem } = keyring.urls;
      return createUrlVerifier({ publicUrl, keys: { [keyPairId]: privateKeyPem }, clock });
    })
    .provide(
      "images",
      ["logger", "blobs"],
      (logger, blobs) =>
        createIsolatedImageProcessor({
          workers: config.imagingWorkers ?? availableParallelism(),
          timeoutMs: seconds(60),
          maxRssBytes: 2_048 * MiB,
          scratch: folder.scratch,
          sourceOf: blobs.sourceOf,
          log: (message) => logger.trouble("imaging", message),
        }),
      (images) => images.close(),
    )
    .provide("tintype", portNames, (...ports) => createTintype(portsOf(ports)))
    .provide(
      "s3Door",
      ["blobs", "parts", "ids", "clock", "credentials", "tintype", "settings"],
      (blobs, parts, ids, clock, { lookUp }, { credentials }, { original }) =>
        createS3Door({
          blobs,
          parts,
          ids,
          clock,
          ...storageNames,
          publicUrl,
          mostBytes: original.bytes,
          lookUp,
          admit: credentials.openCredentials,
        }),
    )
    .provide(
      "lanes",
      ["queue", "tintype", "database", "logger"],
      (queue, { react }, database, logger) => {
        const lanes = createLaneRunner({
          queue,
          react: (delivery) => react(delivery),
          concurrency,
          lease: minutes(1),
          random: Math.random,
          log: logger.lane,
        });
        database.onEventsSaved(lanes.wake);
        return lanes;
      },
      (lanes) => lanes.close(),
    )
    .provide(
      "userPool",
      ["userPoolDatabase", "clock", "secrets", "passwords", "mailer", "tintype", "settings", "rates", "logger"],
      (database, clock, secrets, passwords, mailer, tintype, settings, rates, logger) =>
        createUserPool({
          database,
          publicUrl,
          keys: keyring.tokens,
          clock,
          random: randomBytes,
          secrets,
          passwords,
          mailer,
          limits: config.rates === "on" ? { rates, guesses: settings.rates.guesses } : undefined,
          report: (error) => logger.trouble("user_pool", error),
          triggers: userPoolTriggers(tintype, clock),
          credentials: userPoolCredentials(tintype),
        }),
    )
    .provide("managedLogin", ["userPool", "logger"], (userPool, logger) =>
      createManagedLogin({
        userPool,
        publicUrl,
        clients: loginClients([publicUrl, ...config.origins]),
        standInKey: config.production === true ? undefined : makeSigningKey,
        report: (error) => logger.trouble("managed_login", error),
      }),
    )
    .provide(
      "routes",
      ["tintype", "userPool", "managedLogin", "clock", "ids", "logger", "accounts", "rates"],
      (tintype, userPool, managedLogin, clock, ids, logger, accounts, rates) => {
        const digest = (text: string) => hash("sha256", text, "base64url");
        const ready = async () => void (await accounts.findByIdentity(localIdentity({ subject: "nobody" })));
        const requestId = () => ids.next();
        return createApp({
          tintype,
          userPool,
          managedLogin,
          clientConfig: clientConfig(config, publicUrl),
          origins: config.origins,
          proxyHops: config.proxyHops,
          rates: config.rates === "on" ? rates : undefined,
          clock,
          mail: config.production === true ? undefined : folder.mail,
          log: logger.request,
          requests,
          page,
          digest,
          ready,
          requestId,
        });
      },
    )
    .provide("app", ["routes"], (routes) => {
      // This process is ours: its global `Response` may be one that reaches a socket without a stream between.
      const listener = getRequestListener(routes.fetch, { overrideGlobalObjects: true });
      return (request, response) => void listener(request, response);
    })
    .provide(
      "localRoutes",
      ["uploads", "tintype", "blobs", "urlVerifier", "s3Door", "ids"],
      (uploads, tintype, blobs, urls, door, ids) => [
        blobRoute({ uploads, tintype }),
        ...mediaRoutes({ blobs, urls }),
        s3Route({ door, bucket: storageNames.bucket, requestId: () => ids.next() }),
      ],
    )
    .done();
}
