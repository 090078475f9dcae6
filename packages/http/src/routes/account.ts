import { AccountChanges, AccountView, type Actor, ExportView, SignInRequired, type UserId } from "@tintype/core";
import { json, type Route, revised } from "../route.ts";
import { exportIdOf } from "./ids.ts";

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
  {
    ...account,
    method: "DELETE",
    operationId: "deleteAccount",
    summary: "Delete your account, with every photo and every link: it cannot be undone",
    description:
      "No token, link or sign-in works any more when this is answered; the bytes go shortly after. It asks for a sign-in of the last minutes: a refreshed token is not one.",
    answers: { 202: { description: "It is being deleted" } },
    problems: ["not_allowed", "fresh_sign_in_required", "save_conflict"],
    handle: async ({ tintype, actor, options }) => {
      await tintype.accounts.deleteAccount(actor, userOf(actor), options);
      return { status: 202 };
    },
  },
  {
    ...account,
    path: "/me/sign-out-everywhere",
    method: "POST",
    operationId: "signOutEverywhere",
    summary: "Sign out on every device, this one included",
    description:
      "No token from before works any more when this is answered, the one that it was asked with included, nor do temporary credentials where the bucket is our own; at AWS's they end by themselves, within the hour. Signing in again is possible at once. Links and keys of programs go on: they are revoked one by one.",
    answers: { 204: { description: "Whoever wants in signs in again" } },
    problems: ["not_allowed", "save_conflict"],
    handle: async ({ tintype, actor, options }) => {
      await tintype.accounts.signOutEverywhere(actor, userOf(actor), options);
      return { status: 204 };
    },
  },
  {
    ...account,
    path: "/me/export",
    method: "POST",
    operationId: "beginExport",
    summary: "Have everything that you have packed, to take it along",
    description:
      "Originals as you uploaded them, and all that is known of them as JSON. Asked again within the hour, it is the same export.",
    answers: {
      202: { description: "It is being made, or is there", schema: ExportView, headers: ["Location", "Retry-After"] },
    },
    problems: ["save_conflict"],
    handle: async ({ tintype, api, actor, options }) => {
      const begun = await tintype.exports.beginExport(actor, options);
      return json(begun, 202, { location: `${api}/me/export/${begun.id}`, ...whileUnderWay(begun) });
    },
  },
  {
    ...account,
    path: "/me/export/{id}",
    method: "GET",
    operationId: "getExport",
    summary: "How far your export is, and where its files are",
    answers: {
      200: {
        description: "The export; with `Retry-After` while it is on its way",
        schema: ExportView,
        headers: ["Retry-After"],
      },
    },
    problems: ["export_not_found"],
    handle: async ({ tintype, actor, param, options }) => {
      const found = await tintype.exports.getExport(actor, exportIdOf(param("id")), options);
      return json(found, 200, whileUnderWay(found));
    },
  },
];

/** Nobody else gets here, and the core looks once more. */
function userOf(actor: Actor): UserId {
  if (actor.kind !== "user") throw new SignInRequired();
  return actor.userId;
}

const whileUnderWay = ({ state }: ExportView): Record<string, string> =>
  state === "preparing" ? { "retry-after": "5" } : {};
