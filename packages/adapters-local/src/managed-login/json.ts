import type { OAuthError } from "./oauth-error.ts";

/** Pages of every origin may ask, as at Cognito: what they show is in the request itself, and never a cookie. */
const headers = {
  "cache-control": "no-store",
  "access-control-allow-origin": "*",
  "x-content-type-options": "nosniff",
};

export const json = (body: object, status = 200, more: Readonly<Record<string, string>> = {}): Response =>
  Response.json(body, { status, headers: { ...headers, ...more } });

/** An error as RFC 6749 section 5.2 and RFC 6750 section 3 write it. */
export function jsonError({ code, message }: OAuthError): Response {
  const body = { error: code, error_description: message };
  if (code !== "invalid_token") return json(body, code === "server_error" ? 500 : 400);
  return json(body, 401, { "www-authenticate": `Bearer error="invalid_token", error_description="${message}"` });
}

/** The answer to a browser that asks whether it may ask. */
export const preflight = (): Response =>
  new Response(null, {
    status: 204,
    headers: {
      ...headers,
      "access-control-allow-methods": "GET, POST",
      "access-control-allow-headers": "authorization, content-type, x-amz-user-agent",
      "access-control-max-age": "86400",
    },
  });
