import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { openKeyring } from "@tintype/adapters-local";
import type { Composition } from "@tintype/composition";
import { TintypeError } from "@tintype/core";
import { addressOf, type Config, ConfigError } from "./config.ts";
import { clientConfig } from "./create-app.ts";
import { createHttpServer } from "./create-server.ts";
import { openDataFolder } from "./data-folder.ts";
import { demo, welcome } from "./demo.ts";
import { startMaintenance } from "./maintenance.ts";
import { blobRoute } from "./routes/blobs.ts";
import { mediaRoutes } from "./routes/media.ts";
import type { Services } from "./services.ts";
import { wire } from "./wire.ts";

export interface RunningServer {
  readonly origin: string;
  /** What to print. */
  readonly welcome: string;
  readonly composition: Composition<Services>;
  /** Takes no more requests, finishes those under way, and ends everything; the database last. */
  stop(): Promise<void>;
}

/** Starts everything in this process on one port. Throws `ConfigError`, in words, for what its user can mend. */
export async function start(config: Config): Promise<RunningServer> {
  const folder = openDataFolder(config.dataFolder, config.reset);
  const listener = createHttpServer();
  await listen(listener.server, config);
  const origin = config.publicUrl ?? addressOf(config.host, (listener.server.address() as AddressInfo).port);
  try {
    const composition = wire(config, folder, await openKeyring(folder.keys), origin);
    const { blobs, uploads, urlVerifier, app, logger, tintype, lanes, userPool } = open(composition);
    await userPool.ensureUser({ email: demo.email, password: demo.password, attributes: { name: demo.displayName } });
    listener.serve({
      localRoutes: [blobRoute({ uploads, tintype }), ...mediaRoutes({ blobs, urls: urlVerifier })],
      app,
      report: (error) => logger.trouble("request", error),
    });
    lanes.wake();
    const maintenance = startMaintenance(tintype, (trouble) => logger.trouble("maintenance", trouble));
    const stop = async (): Promise<void> => {
      await close(listener.server);
      await maintenance.stop();
      await composition.close();
    };
    return { origin, welcome: welcome(origin, clientConfig(origin)), composition, stop };
  } catch (error) {
    listener.server.close();
    throw inWords(error);
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
      throw new ConfigError(
        `Port ${port} is taken: somebody else listens there. Set PORT to another one, such as PORT=${port + 1}.`,
      );
    }
    if (code === "EACCES") throw new ConfigError(`Port ${port} may not be used by you. Set PORT to one above 1023.`);
    if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
      throw new ConfigError(`HOST=${host} is no address of this machine.`);
    throw error;
  }
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeIdleConnections();
  const deadline = setTimeout(() => server.closeAllConnections(), 30_000);
  await closed;
  clearTimeout(deadline);
}

function inWords(error: unknown): unknown {
  if (error instanceof TintypeError) return new ConfigError(error.message, { cause: error });
  return error;
}
