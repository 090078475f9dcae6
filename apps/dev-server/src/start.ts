import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { clearInterval, clearTimeout, setInterval, setTimeout } from "node:timers";
import { openKeyring, removeHalfWritten } from "@tintype/adapters-local";
import type { Composition } from "@tintype/composition";
import { TintypeError } from "@tintype/core";
import { clientConfig } from "./client-config.ts";
import { addressOf, type Config } from "./config.ts";
import { createHttpServer } from "./create-server.ts";
import { openDataFolder } from "./data-folder.ts";
import { demo, welcome } from "./demo.ts";
import { ConfigError } from "./environment.ts";
import { giveBackMemory } from "./give-back-memory.ts";
import type { Logger } from "./log.ts";
import { type Maintenance, startMaintenance } from "./maintenance.ts";
import { createNamesUs } from "./names-us.ts";
import { createBuiltPage } from "./page/built-page.ts";
import { createLivePage } from "./page/live-page.ts";
import type { PageSource } from "./page/page.ts";
import { readKeyPair } from "./read-key-pair.ts";
import type { Services } from "./services.ts";
import { openTelemetry } from "./telemetry/open-telemetry.ts";
import { noTelemetry } from "./telemetry/telemetry.ts";
import { wire } from "./wire.ts";

export interface RunningServer {
  readonly origin: string;
  /** What to print. */
  readonly welcome: string;
  readonly composition: Composition<Services>;
  /**
   * Takes no more requests, finishes those under way (in 30 seconds at the most), and ends everything; the database last.
   * Photos that are being developed are begun again the next time.
   */
  stop(): Promise<void>;
}

/**
 * Starts everything in this process on one port. Throws `ConfigError`, in words, for what its user can mend; then nothing
 * is left running.
 */
export async function start(config: Config): Promise<RunningServer> {
  const listener = createHttpServer(config.tls && readKeyPair(config.tls));
  const folder = openDataFolder(config);
  let composition: Composition<Services> | undefined;
  let maintenance: Maintenance | undefined;
  let telemetry = noTelemetry;
  let page: PageSource | undefined;
  let log: Logger | undefined;

  async function stop(): Promise<void> {
    try {
      await page?.close();
      await close(listener.server);
      await maintenance?.stop();
      log?.hush();
      await composition?.get("images").close();
      await composition?.close();
    } finally {
      await telemetry.close();
      folder.release();
    }
  }

  try {
    await listen(listener.server, config);
    const { port } = listener.server.address() as AddressInfo;
    const origin = config.publicUrl ?? addressOf(config.host, port, config.tls);
    telemetry = await openTelemetry(config.telemetry, (trouble) => log?.trouble("telemetry", trouble));
    // Whoever is started again with every change of the code works on the page, too.
    const live = config.watcher === undefined ? undefined : createLivePage(listener.server, origin);
    page = live ?? createBuiltPage();
    composition = wire(config, folder, await openKeyring(folder.keys), origin, telemetry, page);
    const { blobs, parts, clock, database, queue, app, localRoutes, logger, tintype, lanes, userPool } =
      open(composition);
    log = logger;
    if (config.production !== true) {
      await userPool.ensureUser({ email: demo.email, password: demo.password, attributes: { name: demo.displayName } });
    }
    // The folder is ours alone: whatever is still held or half written belonged to a process that is no more.
    await queue.resume();
    for (const store of [blobs, parts]) await store.removeAbandonedTemporaryFiles(clock.now());
    await removeHalfWritten([folder.keys, folder.mail]);
    listener.serve({
      localRoutes: [...localRoutes, ...(live ? [live.route] : [])],
      app,
      report: (error) => logger.trouble("request", error),
      namesUs: createNamesUs(origin),
      requests: telemetry.requests,
    });
    telemetry.watchQueue(queue, clock);
    lanes.wake();
    maintenance = startMaintenance({
      tintype,
      scrub: () => database.scrub(),
      report: (trouble) => logger.trouble("maintenance", trouble),
    });
    giveBackMemory(listener.server);
    return { origin, welcome: welcome(config, origin, port, clientConfig(config, origin)), composition, stop };
  } catch (error) {
    await stop().catch(() => {
      // What went wrong first is what is worth telling.
    });
    throw error instanceof TintypeError ? new ConfigError(error.message, { cause: error }) : error;
  }
}

/** Asking for each service makes it; whatever cannot be made says so now, and not with the first request. */
function open(composition: Composition<Services>): Services {
  return new Proxy({} as Services, { get: (_, name) => composition.get(name as keyof Services) });
}

async function listen(server: Server, { port, host }: Config): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EADDRINUSE") {
      throw new ConfigError(`Port ${port} is taken: somebody else listens there. Set PORT to another one, or to 0.`);
    }
    if (code === "EACCES") throw new ConfigError(`Port ${port} may not be used by you. Set PORT to one above 1023.`);
    if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" || code === "EAI_AGAIN") {
      throw new ConfigError(`HOST=${host} is no address of this machine.`);
    }
    throw error;
  }
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, "close");
  server.close();
  // A client that asks again and again on one connection would never be idle at the right moment.
  const sweeping = setInterval(() => server.closeIdleConnections(), 20);
  const deadline = setTimeout(() => server.closeAllConnections(), 30_000);
  await closed;
  clearInterval(sweeping);
  clearTimeout(deadline);
}
