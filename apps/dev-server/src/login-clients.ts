import { type LoginClient, userPoolNames } from "@tintype/adapters-local";

/** Where managed login sends people back to, for every origin whose pages may use it: the addresses of the AWS stack. */
export const loginClients = (origins: readonly string[]): Readonly<Record<string, LoginClient>> => ({
  [userPoolNames.clients.web]: {
    callbackUrls: origins.map((origin) => `${origin}/sign-in`),
    logoutUrls: origins.map((origin) => `${origin}/`),
  },
});
