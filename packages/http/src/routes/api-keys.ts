import { ApiKeyView, NewApiKey } from "@tintype/core";
import * as z from "zod";
import { json, noContent, type Route } from "../route.ts";
import { apiKeyIdOf } from "./ids.ts";

export const CreatedApiKey = z.object({ apiKey: ApiKeyView, key: z.string() });
export const ApiKeyList = z.object({ items: z.array(ApiKeyView) });

const keys = { tag: "account", who: "user", path: "/api-keys" } as const;

export const apiKeyRoutes: readonly Route[] = [
  {
    ...keys,
    method: "POST",
    operationId: "createApiKey",
    summary: "Make a key for a program; it is told this once",
    body: { required: true, content: { "application/json": NewApiKey } },
    creates: true,
    answers: { 201: { description: "The key, and what is known of it", schema: CreatedApiKey } },
    problems: ["not_allowed", "too_many_api_keys", "save_conflict"],
    handle: async (call) =>
      json(await call.tintype.apiKeys.createApiKey(call.actor, call.json() as NewApiKey, call.options), 201),
  },
  {
    ...keys,
    method: "GET",
    operationId: "listApiKeys",
    summary: "The keys of your programs, the oldest first",
    answers: { 200: { description: "All of them", schema: ApiKeyList } },
    problems: [],
    handle: async ({ tintype, actor, options }) => json({ items: await tintype.apiKeys.listApiKeys(actor, options) }),
  },
  {
    ...keys,
    path: "/api-keys/{id}",
    method: "DELETE",
    operationId: "revokeApiKey",
    summary: "Revoke a key: the next request with it is refused",
    answers: { 204: { description: "Revoked" } },
    problems: ["api_key_not_found"],
    handle: async ({ tintype, actor, param, options }) => {
      await tintype.apiKeys.revokeApiKey(actor, apiKeyIdOf(param("id")), options);
      return noContent;
    },
  },
];
