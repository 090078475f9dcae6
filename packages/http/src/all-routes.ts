import type { Settings } from "@tintype/core";
import type { Route } from "./route.ts";
import { accountRoutes } from "./routes/account.ts";
import { apiKeyRoutes } from "./routes/api-keys.ts";
import { credentialRoutes } from "./routes/credentials.ts";
import { guestRoutes, type SharePage } from "./routes/guests.ts";
import { partnerRoutes } from "./routes/partner.ts";
import { photoRoutes } from "./routes/photos.ts";
import { type ServiceOptions, serviceRoutes } from "./routes/service.ts";
import { shareRoutes } from "./routes/shares.ts";
import { uploadRoutes } from "./routes/uploads.ts";

export interface ApiOptions extends ServiceOptions {
  readonly settings: Settings;
  readonly base: string;
  readonly sharePage?: SharePage | undefined;
}

/** Every row of the API: what is served, described and tested is made of this list. */
export function allRoutes(options: ApiOptions): readonly Route[] {
  const { settings, base, sharePage } = options;
  let described: Promise<unknown> | undefined;
  // Most processes are never asked for it, and those that start anew for each caller (Lambda) would load it every time.
  const describe = () => {
    described ??= import("./openapi/describe-api.ts").then(({ describeApi }) => describeApi(routes, settings, base));
    return described;
  };
  const forPeople = [...photoRoutes, ...uploadRoutes, ...shareRoutes];
  const routes: readonly Route[] = [
    ...forPeople,
    ...guestRoutes(sharePage),
    ...accountRoutes,
    ...apiKeyRoutes,
    ...credentialRoutes,
    ...partnerRoutes(forPeople),
    ...serviceRoutes(options, describe),
  ];
  return routes;
}
