import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { RequestObserver } from "@tintype/telemetry";
import { isPlainTarget } from "./raw-target.ts";
import { letWait } from "./routes/ask-for-body.ts";
import type { LocalRoute } from "./routes/local-route.ts";
import { refuse } from "./routes/refuse.ts";
import { lookAtRequest } from "./telemetry/look-at-request.ts";

export interface Served {
  /** What goes straight to files. */
  readonly localRoutes: readonly LocalRoute[];
  /** Everything else. */
  readonly app: RequestListener;
  readonly report: (error: unknown) => void;
  /** Whether a request that names this host is meant for us. */
  readonly namesUs: (host: string | undefined) => boolean;
  /** Looks at every request; nobody does unless given. */
  readonly requests?: RequestObserver | undefined;
}

export interface HttpServer {
  readonly server: Server;
  /** Begins to answer; until then everybody is told to come back. */
  serve(served: Served): void;
}

/** What HTTPS needs, in PEM. */
export interface KeyPair {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/**
 * A server of HTTP, or of HTTPS with a key pair, not yet listening. Nobody holds a connection without using it
 * (`security.md` H1).
 */
export function createHttpServer(keyPair?: KeyPair): HttpServer {
  let served: Served | undefined;
  const options = {
    // As much as API Gateway takes of the request line and all headers.
    maxHeaderSize: 10_240,
    headersTimeout: 10_000,
    requestTimeout: 300_000,
    keepAliveTimeout: 65_000,
    // How often Node looks whether they are over: with its own 30 seconds, 10 would be 40.
    connectionsCheckingInterval: 1_000,
  };
  const listener: RequestListener = (request, response) => {
    if (served === undefined) {
      response.setHeader("retry-after", "1");
      refuse(response, 503, "starting", "Tintype is starting.");
    } else answer(served, request, response);
  };
  const server =
    keyPair === undefined ? createServer(options, listener) : createTlsServer({ ...options, ...keyPair }, listener);
  server.on("checkContinue", (request: IncomingMessage, response: ServerResponse) => {
    if (served !== undefined && routeOf(served, request)?.asksForBody === true) letWait(response);
    else response.writeContinue();
    listener(request, response);
  });
  return {
    server,
    serve: (ready) => {
      served = ready;
    },
  };
}

function answer(served: Served, request: IncomingMessage, response: ServerResponse): void {
  if (served.requests === undefined) dispatch(served, request, response);
  else lookAtRequest(served.requests, request, response, () => dispatch(served, request, response));
}

function dispatch(served: Served, request: IncomingMessage, response: ServerResponse): void {
  const { app, report, namesUs, requests } = served;
  const target = request.url ?? "";
  if (!hasOneHost(request)) {
    refuse(response, 400, "malformed_request", "A request names one host.");
    return;
  }
  if (!namesUs(request.headers.host)) {
    refuse(response, 421, "misdirected_request", "This server goes by another name: PUBLIC_URL says which.");
    return;
  }
  const route = routeOf(served, request);
  if (route?.anySpelling !== true && !isPlainTarget(target)) {
    refuse(response, 400, "malformed_request", "This address is spelled in a way that is not accepted here.");
    return;
  }
  if (route === undefined) app(request, response);
  else {
    requests?.tell({ route: `${route.prefix}*` });
    void handleLocally(route, request, response, report);
  }
}

const routeOf = ({ localRoutes }: Served, { url = "" }: IncomingMessage): LocalRoute | undefined =>
  localRoutes.find(({ prefix }) => url.startsWith(prefix));

/** RFC 9112 section 3.2. Node takes the first of two. */
const hasOneHost = ({ rawHeaders }: IncomingMessage): boolean =>
  rawHeaders.filter((name, index) => index % 2 === 0 && name.length === 4 && name.toLowerCase() === "host").length <= 1;

async function handleLocally(
  route: LocalRoute,
  request: IncomingMessage,
  response: ServerResponse,
  report: (error: unknown) => void,
): Promise<void> {
  try {
    if (!route.methods.includes(request.method ?? "")) {
      response.setHeader("allow", route.methods.join(", "));
      refuse(response, 405, "method_not_allowed", `Use ${route.methods.join(" or ")} here.`);
    } else if (!(await route.handle(request, response))) {
      refuse(response, 404, "not_found", "There is nothing at this address.");
    }
  } catch (error) {
    report(error);
    if (response.headersSent) response.destroy();
    else refuse(response, 500, "internal", "Something went wrong on our side.");
  }
}
