import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  createDynamoAccountRepository,
  createDynamoApiKeyRepository,
  createDynamoPhotoRepository,
  createDynamoRateLimiter,
  createDynamoShareRepository,
  createDynamoUsageLedger,
  type DynamoOptions,
} from "@tintype/adapters-aws";
import { createScryptPasswordHasher, createUlids, systemClock } from "@tintype/adapters-local";
import { type Composition, compose } from "@tintype/composition";
import {
  type Archiver,
  type ImageProcessor,
  type Ports,
  parseSettings,
  portNames,
  portsOf,
  type Tintype,
} from "@tintype/core";
import type { Config } from "./config.ts";
import { later } from "./later.ts";
import { createLogger, type Logger } from "./log.ts";
import { measureOperations } from "./telemetry/measure-operations.ts";
import type { Telemetry } from "./telemetry/telemetry.ts";

/** Everything that one function holds: the ports, and the domain upon them. */
export interface Services extends Ports {
  readonly logger: Logger;
  readonly dynamo: DynamoOptions;
  readonly tintype: Tintype;
}

/** What one function alone can do. */
interface OwnTools {
  /** Opens what develops photos. */
  readonly developer?: () => Promise<ImageProcessor>;
  /** Makes what packs archives. */
  readonly archiver?: () => Archiver;
}

/**
 * Wires a function. What not every request needs (storage, keys, mail) is loaded when it is first asked for something.
 */
export function wire(
  config: Config,
  telemetry: Telemetry,
  { developer = noDeveloper, archiver = noArchiver }: OwnTools = {},
): Composition<Services> {
  const { region, publicUrl, tables, functionName, metrics } = config;
  const storage = () => import("./ports/storage.ts");
  const keys = onceAtMost(async () => (await import("./ports/keys.ts")).openKeys(config));
  return compose<Services>()
    .provide("settings", [], () => parseSettings({ publicUrl }))
    .provide("clock", [], () => systemClock)
    .provide("ids", ["clock"], (clock) => createUlids({ clock }))
    .provide("logger", ["clock"], (clock) => createLogger(clock))
    .provide("dynamo", ["clock", "ids"], (clock, ids) => ({
      client: new DynamoDBClient({ region, requestHandler: impatient }),
      tables,
      clock,
      ids,
    }))
    .provide("accounts", ["dynamo"], createDynamoAccountRepository)
    .provide("photos", ["dynamo"], createDynamoPhotoRepository)
    .provide("shares", ["dynamo"], createDynamoShareRepository)
    .provide("apiKeys", ["dynamo"], createDynamoApiKeyRepository)
    .provide("usage", ["dynamo"], createDynamoUsageLedger)
    .provide("passwords", [], () => createScryptPasswordHasher())
    .provide("rates", ["dynamo"], createDynamoRateLimiter)
    .provide("mailer", ["dynamo"], (dynamo) =>
      later({ send: "resolves", forget: "resolves" }, async () =>
        (await import("./ports/mail.ts")).openMail(config, dynamo),
      ),
    )
    .provide("identities", [], () =>
      later(identityMethods, async () => (await import("./ports/identities.ts")).openIdentities(config)),
    )
    .provide("secrets", [], () => later({ mac: "resolves", verify: "resolves" }, async () => (await keys()).secrets))
    .provide("urls", [], () => later({ sign: "resolves" }, async () => (await keys()).urls))
    .provide("blobs", [], () => later(blobMethods, async () => (await storage()).openBlobs(config)))
    .provide("tickets", ["clock"], (clock) =>
      later({ put: "resolves", post: "resolves" }, async () => (await storage()).openTickets(config, clock)),
    )
    .provide("multipart", ["clock"], (clock) =>
      later(multipartMethods, async () => (await storage()).openMultipart(config, clock)),
    )
    .provide("credentials", [], () =>
      later({ issue: "resolves" }, async () => (await import("./ports/credentials.ts")).openCredentials(config)),
    )
    .provide("images", [], () => later({ develop: "yields" }, developer))
    .provide("archives", [], archiver)
    .provide("tintype", ["logger", ...portNames], (logger, ...ports) => {
      const own = portsOf(ports);
      const isOurs = metrics === "on" && !telemetry.gathersMetrics;
      const observe = isOurs
        ? measureOperations({ functionName, clock: own.clock, write: logger.measured })
        : undefined;
      return telemetry.createTintype(own, observe);
    })
    .done();
}

function onceAtMost<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
}

/** Nobody waits for longer than a gateway does. */
const impatient = { connectionTimeout: 1_000, requestTimeout: 5_000 };

const blobMethods = {
  put: "resolves",
  head: "resolves",
  open: "resolves",
  copyOnce: "resolves",
  remove: "resolves",
  list: "yields",
} as const;

const identityMethods = {
  lookUp: "resolves",
  disable: "resolves",
  enable: "resolves",
  signOutEverywhere: "resolves",
  setGroups: "resolves",
  remove: "resolves",
} as const;

const multipartMethods = {
  begin: "resolves",
  sign: "resolves",
  received: "resolves",
  complete: "resolves",
  abort: "resolves",
  list: "yields",
} as const;

const noDeveloper = async (): Promise<ImageProcessor> => {
  throw new Error("This function does not develop photos.");
};

const noArchiver = (): Archiver => ({
  pack: () => {
    throw new Error("This function packs no archives.");
  },
});
