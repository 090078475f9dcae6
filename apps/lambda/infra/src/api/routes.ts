import { NewPhoto, NewShare, PhotoBatch, PhotoChanges, ShareChanges, ShareKey } from "@tintype/core";
import type * as z from "zod";

/** What the gateway knows of one path. Whatever else is asked below `/api`, the application answers. */
export interface GatewayRoute {
  /** `{proxy+}` is everything below. */
  readonly path: string;
  /**
   * Who may pass: `user` only with an access token of the pool, `program` with a key, which the gateway looks at where somebody switches that on; of
   * `anyone` the application asks what it needs.
   */
  readonly who: "user" | "program" | "anyone";
  /** Bodies that the gateway has a model of: for its descriptions, since the application says which field is wrong. */
  readonly models?: Readonly<Record<string, z.ZodType>>;
  /** Answers are the same for everybody and may be kept for a while, where somebody switches that on. */
  readonly cacheable?: boolean;
}

/** Shared by the methods; the first that matches most of a path counts. */
export const routes: readonly GatewayRoute[] = [
  { path: "/api/{proxy+}", who: "anyone" },
  { path: "/api/photos", who: "anyone", models: { POST: NewPhoto } },
  { path: "/api/photos/batch", who: "anyone", models: { POST: PhotoBatch } },
  { path: "/api/photos/{id}", who: "anyone", models: { PATCH: PhotoChanges } },
  { path: "/api/photos/{id}/share", who: "anyone", models: { POST: NewShare } },
  { path: "/api/photos/{id}/{proxy+}", who: "anyone" },
  { path: "/api/shares", who: "anyone" },
  { path: "/api/shares/{id}", who: "anyone", models: { PATCH: ShareChanges } },
  { path: "/api/me", who: "user" },
  { path: "/api/me/{proxy+}", who: "user" },
  { path: "/api/credentials", who: "user" },
  { path: "/api/api-keys", who: "user" },
  { path: "/api/api-keys/{proxy+}", who: "user" },
  { path: "/api/partner/{proxy+}", who: "program" },
  { path: "/s/{token}", who: "anyone" },
  { path: "/s/{token}/open", who: "anyone", models: { POST: ShareKey } },
  { path: "/s/{token}/{proxy+}", who: "anyone" },
  { path: "/config.json", who: "anyone", cacheable: true },
  { path: "/openapi.json", who: "anyone", cacheable: true },
  { path: "/healthz", who: "anyone" },
  { path: "/readyz", who: "anyone" },
];
