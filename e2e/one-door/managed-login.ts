import { createHash } from "node:crypto";
import { demo } from "../client.ts";
import { ask, postForm } from "./ask.ts";

const verifier = "a-verifier-of-forty-three-letters-at-least-0";

/** What an app asks managed login for. */
export const queryOf = (origin: string): string =>
  new URLSearchParams({
    client_id: "web",
    response_type: "code",
    redirect_uri: `${origin}/sign-in`,
    scope: "openid email",
    state: "state",
    nonce: "nonce",
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  }).toString();

export const codeIn = (location: string): string | null =>
  location === "" ? null : new URL(location, "http://localhost").searchParams.get("code");

const cookieIn = (headers: Headers): string => /=([^;]+)/.exec(headers.get("set-cookie") ?? "")?.[1] ?? "";

/** Somebody signs in on the page: the cookie of the browser, and the code for the app. */
export async function signInOnPage(origin: string): Promise<{ readonly cookie: string; readonly code: string }> {
  const credentials = { username: demo.email, password: demo.password };
  const { headers, location } = await postForm(`${origin}/login?${queryOf(origin)}`, credentials);
  return { cookie: cookieIn(headers), code: codeIn(location) ?? "" };
}

/** Somebody who is about to come back from a provider. */
export interface Return {
  readonly cookie: string;
  readonly code: string;
  readonly state: string;
}

export async function goToProvider(origin: string): Promise<Return> {
  const there = await ask(`${origin}/oauth2/authorize?${queryOf(origin)}&identity_provider=Google`);
  const { location } = await postForm(there.location, { email: "grace@example.com", verified: "yes" });
  const back = new URL(location).searchParams;
  return { cookie: cookieIn(there.headers), code: back.get("code") ?? "", state: back.get("state") ?? "" };
}

/** Whether whoever comes back is signed in. */
export async function comesIn(origin: string, { cookie, code, state }: Return): Promise<boolean> {
  const headers = { cookie: `tintype-journey=${cookie}` };
  const { location } = await ask(`${origin}/oauth2/idpresponse?${new URLSearchParams({ code, state })}`, { headers });
  return codeIn(location) !== null;
}

export const exchange = (origin: string, form: Readonly<Record<string, string>>) =>
  postForm(`${origin}/oauth2/token`, {
    client_id: "web",
    redirect_uri: `${origin}/sign-in`,
    code_verifier: verifier,
    ...form,
  });
