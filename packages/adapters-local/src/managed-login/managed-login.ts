import type { Caller } from "../user-pool/address-limits.ts";
import { innerPool } from "../user-pool/user-pool.ts";
import { createAuthorizationCodes } from "./authorization-codes.ts";
import { RefusedRequest } from "./authorization-request.ts";
import { createBrowserSessions } from "./browser-sessions.ts";
import { authorize } from "./endpoints/authorize.ts";
import { confirmForgotten, mailForgotten, showForgotten } from "./endpoints/forgotten-password.ts";
import { idpResponse } from "./endpoints/idp-response.ts";
import { showLogin, takeLogin } from "./endpoints/login-form.ts";
import { logout } from "./endpoints/logout.ts";
import { revoke } from "./endpoints/revoke.ts";
import { showSignUp, takeConfirmation, takeSignUp } from "./endpoints/sign-up-form.ts";
import { token } from "./endpoints/token.ts";
import { userInfo } from "./endpoints/user-info.ts";
import { jsonError, preflight } from "./json.ts";
import type { Login } from "./login.ts";
import type { ManagedLoginOptions } from "./managed-login-options.ts";
import { OAuthError, PageRefusal } from "./oauth-error.ts";
import { refusalPage } from "./pages/refusal-page.ts";
import { createProviders } from "./providers/providers.ts";
import { returnError } from "./return-to-client.ts";

/** Cognito's managed login on one machine: the sign-in page and OAuth 2.0 with OpenID Connect around a user pool. */
export interface ManagedLogin {
  /** All that is answered. */
  readonly paths: readonly string[];
  /** Answers a request at one of them. Never rejects. */
  handle(request: Request, caller?: Caller): Promise<Response>;
}

type Endpoint = (login: Login, request: Request, caller: Caller) => Promise<Response>;

export function createManagedLogin(options: ManagedLoginOptions): ManagedLogin {
  const { userPool, publicUrl, clients } = options;
  const pool = userPool[innerPool];
  const login: Login = {
    pool,
    publicUrl,
    clients: new Map(Object.entries(clients)),
    codes: createAuthorizationCodes(pool.clock, pool.random),
    browsers: createBrowserSessions(pool, publicUrl),
    providers: createProviders(pool, publicUrl, options.standInKey),
    report: (error) => options.report?.(error),
  };
  const standIns = new Map(login.providers.standIns.flatMap((standIn) => standIn.paths.map((path) => [path, standIn])));
  return {
    paths: [...new Set([...endpoints.keys()].map((name) => name.split(" ")[1] ?? "")), ...standIns.keys()],
    async handle(request, caller = {}) {
      const { pathname } = new URL(request.url);
      const method = request.method === "HEAD" ? "GET" : request.method;
      const forPrograms = programs.has(pathname);
      try {
        if (forPrograms && method === "OPTIONS") return preflight();
        const standIn = standIns.get(pathname);
        if (standIn !== undefined) return await standIn.handle(request);
        const endpoint = endpoints.get(`${method} ${pathname}`);
        if (endpoint === undefined) return new Response(null, { status: 405, headers: { allow: "GET, POST" } });
        return await endpoint(login, request, caller);
      } catch (error) {
        if (error instanceof RefusedRequest) return returnError(error.to, error.cause);
        if (error instanceof OAuthError) return jsonError(error);
        if (error instanceof PageRefusal) return refusalPage(error);
        login.report(error);
        return forPrograms
          ? jsonError(new OAuthError("server_error", "something went wrong"))
          : refusalPage(new PageRefusal("Something went wrong on our side. Try again.", { status: 500 }));
      }
    },
  };
}

/** What is no page. */
const programs: ReadonlySet<string> = new Set(["/oauth2/token", "/oauth2/userInfo", "/oauth2/revoke"]);

const endpoints: ReadonlyMap<string, Endpoint> = new Map<string, Endpoint>([
  ["GET /oauth2/authorize", authorize],
  ["GET /login", showLogin],
  ["POST /login", takeLogin],
  ["GET /signup", showSignUp],
  ["POST /signup", takeSignUp],
  ["POST /confirmUser", takeConfirmation],
  ["GET /forgotPassword", showForgotten],
  ["POST /forgotPassword", mailForgotten],
  ["POST /confirmForgotPassword", confirmForgotten],
  ["POST /oauth2/token", token],
  ["GET /oauth2/userInfo", userInfo],
  ["POST /oauth2/userInfo", userInfo],
  ["POST /oauth2/revoke", revoke],
  ["GET /oauth2/idpresponse", idpResponse],
  ["POST /oauth2/idpresponse", idpResponse],
  ["GET /logout", logout],
]);
