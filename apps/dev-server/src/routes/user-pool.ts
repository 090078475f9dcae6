import { type UserPool, userPoolNames } from "@tintype/adapters-local";
import { addressBlock } from "@tintype/http";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { ContentfulStatusCode } from "hono/utils/http-status";

export interface UserPoolRoutesOptions {
  readonly requestId: () => string;
  /** Where a caller is, for counting guesses. */
  readonly addressOf: (context: Context) => string | undefined;
}

/** The local user pool where Cognito would be: its JSON protocol, and the documents that tell its keys. */
export function userPoolRoutes(pool: UserPool, { requestId, addressOf }: UserPoolRoutesOptions): Hono {
  const { userPoolId } = userPoolNames;
  const app = new Hono();
  // Anybody may ask, from any origin, as at Cognito: there are no cookies, and tokens are in bodies.
  app.use("/user-pool/*", async (context, next) => {
    context.header("access-control-allow-origin", "*");
    if (context.req.method !== "OPTIONS") {
      context.header("access-control-expose-headers", "x-amzn-RequestId,x-amzn-ErrorType,Date");
      return next();
    }
    context.header("access-control-allow-methods", "GET, POST");
    context.header("access-control-allow-headers", context.req.header("access-control-request-headers") ?? "");
    context.header("access-control-max-age", "86400");
    return context.body(null, 204);
  });
  // Some clients take an endpoint as it was written, others end it with a slash.
  app.on("POST", ["/user-pool", "/user-pool/"], bodyLimit({ maxSize: 64 * 1024 }), async (context) => {
    const body: unknown = await context.req.json().catch(() => undefined);
    const address = addressOf(context);
    const answer = await pool.handle(context.req.header("x-amz-target") ?? "", body, {
      requestId: requestId(),
      address: address === undefined ? undefined : addressBlock(address),
    });
    // Through the context: a Response of its own would go without the headers above.
    return context.body(answer.body, { status: answer.status as ContentfulStatusCode, headers: { ...answer.headers } });
  });
  const cached = { "cache-control": "public, max-age=300" };
  app.get(`/user-pool/${userPoolId}/.well-known/jwks.json`, (context) => context.json(pool.jwks(), 200, cached));
  app.get(`/user-pool/${userPoolId}/.well-known/openid-configuration`, (context) =>
    context.json(pool.openidConfiguration(), 200, cached),
  );
  return app;
}
