import type { Provider } from "../session/here-alone.ts";

const providers: Readonly<Record<string, Provider>> = { google_: "Google", signinwithapple_: "Apple" };

/**
 * Who looks after the password of whom the ID token is, by the name that Cognito has made for them. Whoever has a password
 * here, and signs in by a provider as well, has a name of their own.
 */
export function providerOf(claims: Readonly<Record<string, unknown>>): Provider | undefined {
  const name = claims["cognito:username"];
  if (typeof name !== "string") return undefined;
  return Object.entries(providers).find(([prefix]) => name.toLowerCase().startsWith(prefix))?.[1];
}
