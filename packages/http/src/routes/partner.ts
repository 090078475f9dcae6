import type { Route } from "../route.ts";

/** What programs may do with photos and links: the same that people may, at addresses of their own. */
export function partnerRoutes(routes: readonly Route[]): readonly Route[] {
  return routes
    .filter(({ who, tag }) => who === "user" && tag !== "account")
    .map((route) => ({
      ...route,
      who: "program",
      tag: "programs",
      path: `/partner${route.path}`,
      operationId: `partner${route.operationId.charAt(0).toUpperCase()}${route.operationId.slice(1)}`,
    }));
}
