import { createHash } from "node:crypto";
import { millisOf } from "@tintype/core";
import * as openid from "openid-client";
import { openPool, type PoolFixture, publicUrl } from "../user-pool/user-pool.fixture.ts";
import type { UserPoolOptions } from "../user-pool/user-pool-options.ts";
import { createManagedLogin, type ManagedLogin } from "./managed-login.ts";
import type { ManagedLoginOptions } from "./managed-login-options.ts";

export const callback = "https://app.example.com/sign-in";
export const otherCallback = "https://other.example.com/sign-in";
export const goodbye = "https://app.example.com/";
export const verifier = "a-verifier-of-forty-three-letters-at-least-0";
/** The code with which somebody comes back; empty where there is none. */
export const codeIn = (url: URL): string => url.searchParams.get("code") ?? "";
export const challengeOf = (text: string): string => createHash("sha256").update(text).digest("base64url");

/** What a browser shows in the end. */
export interface Shown {
  readonly url: URL;
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

/** A browser as far as sign-in pages need one: it keeps cookies, follows redirects and fills forms in. */
export interface Browser {
  open(
    url: string,
    init?: { readonly method: "POST"; readonly body: string; readonly origin?: string },
  ): Promise<Shown>;
  /** Sends the form of a page, with what it holds already. */
  submit(page: Shown, fields: Readonly<Record<string, string>>, origin?: string): Promise<Shown>;
  readonly cookies: Map<string, string>;
}

export interface LoginFixture extends PoolFixture {
  readonly login: ManagedLogin;
  /** An unmodified OpenID Connect client, which has found all that it knows by discovery. */
  readonly client: openid.Configuration;
  newBrowser(): Browser;
  /** The address of a request as the client would make it, with changes; what is undefined is left out. */
  authorizeUrl(changes?: Readonly<Record<string, string | undefined>>): string;
  /** The client's address with which `ada` comes back who signs in with that browser. */
  signInWith(browser: Browser, changes?: Readonly<Record<string, string | undefined>>): Promise<URL>;
  /** The answer of an endpoint for programs. */
  post(path: string, form: Readonly<Record<string, string>>): Promise<{ status: number; [member: string]: unknown }>;
  /** Exchanges a code as the client would, with changes. */
  exchange(code: string, changes?: Readonly<Record<string, string>>): ReturnType<LoginFixture["post"]>;
}

/** Managed login around a pool with `ada`. */
export async function openLogin(
  changes: Partial<ManagedLoginOptions> = {},
  poolChanges: Partial<UserPoolOptions> = {},
): Promise<LoginFixture> {
  const fixture = openPool(poolChanges);
  await fixture.addAda();
  const login = createManagedLogin({
    userPool: fixture.pool,
    publicUrl,
    clients: {
      web: { callbackUrls: [callback, `${callback}?tenant=7`, "tintype://signed-in"], logoutUrls: [goodbye] },
      legacy: { callbackUrls: [otherCallback], logoutUrls: [] },
    },
    ...changes,
  });
  const { issuer } = fixture.pool;
  const answer = async (request: Request): Promise<Response> => {
    if (request.url === `${issuer}/.well-known/openid-configuration`) {
      return Response.json(fixture.pool.openidConfiguration());
    }
    if (request.url === `${issuer}/.well-known/jwks.json`) return Response.json(fixture.pool.jwks());
    return login.handle(request, { address: "192.0.2.1" });
  };
  const [now, theirs] = [millisOf(fixture.clock.now()), Date.now()];
  const metadata = { [openid.clockSkew]: Math.round((now - theirs) / 1_000) };
  const client = await openid.discovery(new URL(issuer), "web", metadata, openid.None(), {
    [openid.customFetch]: (url, init) => answer(new Request(url, init as RequestInit)),
  });
  const authorizeUrl: LoginFixture["authorizeUrl"] = (given = {}) => {
    const parameters = {
      client_id: "web",
      response_type: "code",
      redirect_uri: callback,
      scope: "openid email",
      state: "state-1",
      nonce: "nonce-1",
      code_challenge: challengeOf(verifier),
      code_challenge_method: "S256",
      ...given,
    };
    const said = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return `${publicUrl}/oauth2/authorize?${new URLSearchParams(said)}`;
  };
  const newBrowser = () => createBrowser(answer);
  const post: LoginFixture["post"] = async (path, form) => {
    const response = await answer(
      new Request(`${publicUrl}${path}`, { method: "POST", body: new URLSearchParams(form) }),
    );
    return { ...((await response.json()) as object), status: response.status };
  };
  return {
    ...fixture,
    login,
    client,
    newBrowser,
    authorizeUrl,
    post,
    async signInWith(browser, given) {
      const page = await browser.open(authorizeUrl(given));
      if (!page.url.pathname.startsWith("/login")) return page.url;
      return (await browser.submit(page, { username: "ada@example.com", password: "Analytical-Engine-1843" })).url;
    },
    exchange: (code, given = {}) =>
      post("/oauth2/token", {
        grant_type: "authorization_code",
        client_id: "web",
        code,
        redirect_uri: callback,
        code_verifier: verifier,
        ...given,
      }),
  };
}

function createBrowser(answer: (request: Request) => Promise<Response>): Browser {
  const cookies = new Map<string, string>();
  const open: Browser["open"] = async (url, init) => {
    const { origin, ...rest } = { origin: undefined, ...init };
    const request = new Request(url, {
      ...rest,
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        ...(init && { "content-type": "application/x-www-form-urlencoded", origin: origin ?? publicUrl }),
      },
    });
    const response = await answer(request);
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = response.headers.get("location");
    if (location === null) {
      return { url: new URL(url), status: response.status, headers: response.headers, text: await response.text() };
    }
    const next = new URL(location, url);
    if (next.origin === publicUrl) return open(next.href);
    return { url: next, status: response.status, headers: response.headers, text: "" };
  };
  return {
    cookies,
    open,
    submit: (page, fields, origin) => {
      const action = unescaped(/<form method="post" action="([^"]*)"/.exec(page.text)?.[1] ?? "");
      const hidden = [...page.text.matchAll(/<input type="hidden" name="([^"]*)"[^>]* value="([^"]*)"/g)];
      const body = new URLSearchParams({
        ...Object.fromEntries(hidden.map(([, name = "", value = ""]) => [name, unescaped(value)])),
        ...fields,
      });
      const url = new URL(action, page.url).href;
      return open(url, { method: "POST", body: body.toString(), ...(origin !== undefined && { origin }) });
    },
  };
}

const unescaped = (text: string): string =>
  text.replaceAll("&amp;", "&").replaceAll("&quot;", '"').replaceAll("&#39;", "'");
