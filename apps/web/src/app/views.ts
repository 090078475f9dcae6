import { type ComponentType, lazy } from "react";
import { SignInView } from "../features/session/sign-in-view.tsx";
import { loadPart } from "../shared/api/load-part.ts";

/** What a view is told: the variable part of its address. */
export type View = ComponentType<{ readonly id: string }>;
type Load = () => Promise<View>;
const lazily = (load: Load): View => lazy(async () => ({ default: await loadPart(load) }));

const photos: Load = async () => (await import("../features/photos/photos-view.tsx")).PhotosView;

/** Views for whoever is signed in, each loaded when somebody first goes there: an address and its view are one line. */
const inside: Readonly<Record<string, Load>> = {
  "/": photos,
  "/photos/:id": photos,
  "/shares": async () => (await import("../features/shares/shares-view.tsx")).SharesView,
  "/trash": async () => (await import("../features/trash/trash-view.tsx")).TrashView,
  "/settings": async () => (await import("../features/settings/settings-view.tsx")).SettingsView,
};

/** Views for whoever is not. Signing in is what most people come for: it is there at once. */
const outside: Readonly<Record<string, View>> = {
  "/sign-in": SignInView,
  "/sign-up": lazily(async () => (await import("../features/session/sign-up-view.tsx")).SignUpView),
  "/confirm": lazily(async () => (await import("../features/session/confirm-view.tsx")).ConfirmView),
  "/forgot-password": lazily(
    async () => (await import("../features/session/forgot-password-view.tsx")).ForgotPasswordView,
  ),
};

type Entries = readonly (readonly [path: string, view: View])[];

const loaded = new Map([...new Set(Object.values(inside))].map((load) => [load, lazily(load)] as const));

/** Addresses of the same view have the same component: from one to the other it stays as it is. */
export const insideViews: Entries = Object.entries(inside).map(([path, load]) => [
  path,
  loaded.get(load) ?? lazily(load),
]);
export const outsideViews: Entries = Object.entries(outside);

/** Begins to load the view at an address while it is not known yet who is here. */
export function expectView(place: string): void {
  const load = Object.entries(inside).find(([path]) => path.split("/")[1] === place.split("/")[1])?.[1];
  // Whoever goes there is told what is wrong.
  load?.().catch(() => undefined);
}
