import type { ManagedLogin } from "@tintype/adapters-local";
import { addressBlock } from "@tintype/http";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";

export interface ManagedLoginRoutesOptions {
  /** Where a caller is, for counting guesses. */
  readonly addressOf: (context: Context) => string | undefined;
}

/** The local managed login where Cognito's domain would be. */
export function managedLoginRoutes(login: ManagedLogin, { addressOf }: ManagedLoginRoutesOptions): Hono {
  const app = new Hono();
  for (const path of login.paths) {
    app.all(path, bodyLimit({ maxSize: 64 * 1024 }), (context) => {
      const address = addressOf(context);
      return login.handle(context.req.raw, { address: address === undefined ? undefined : addressBlock(address) });
    });
  }
  return app;
}
