import type { ReturnAddress } from "./authorization-request.ts";
import type { OAuthError } from "./oauth-error.ts";

/** Sends the browser back to the client (RFC 6749 section 4.1.2), always with GET. */
export function returnToClient(
  { redirectUri, state }: ReturnAddress,
  answer: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (state !== undefined) url.searchParams.set("state", state);
  return redirect(url.href, headers);
}

/** The same with an error (section 4.1.2.1). */
export const returnError = (to: ReturnAddress, { code, message }: OAuthError): Response =>
  returnToClient(to, { error: code, error_description: message });

export const redirect = (location: string, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(null, {
    status: 303,
    headers: { location, "cache-control": "no-store", "referrer-policy": "no-referrer", ...headers },
  });
