import { AccountChanges, AccountView } from "@tintype/core";
import { type Route, revised } from "../route.ts";

const account = { tag: "account", who: "user", path: "/me" } as const;

export const accountRoutes: readonly Route[] = [
  {
    ...account,
    method: "GET",
    operationId: "getAccount",
    summary: "Your account, and what it uses of its plan",
    answers: { 200: { description: "Your account", schema: AccountView, headers: ["ETag"] } },
    problems: [],
    handle: async ({ tintype, actor, options }) => revised(await tintype.accounts.getAccount(actor, options)),
  },
  {
    ...account,
    method: "PATCH",
    operationId: "editAccount",
    summary: "Change your display name; null removes it",
    body: { required: true, content: { "application/json": AccountChanges } },
    changes: true,
    answers: { 200: { description: "Your account as it is now", schema: AccountView, headers: ["ETag"] } },
    problems: [],
    handle: async (call) =>
      revised(await call.tintype.accounts.editAccount(call.actor, call.json() as AccountChanges, call.options)),
  },
];
