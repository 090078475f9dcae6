import { useQueryClient } from "@tanstack/react-query";
import { type ComponentType, lazy, type ReactNode, Suspense, useEffect } from "react";
import { Redirect, Route, Switch, useLocation, useSearch } from "wouter";
import { useSessionState } from "../features/session/session-context.ts";
import { SignInView } from "../features/session/sign-in-view.tsx";
import { NothingHere } from "./nothing-here.tsx";
import { placeAfter, signInAt } from "./return-address.ts";
import { Shell } from "./shell.tsx";

/** Views for whoever is signed in. Each is loaded when somebody first goes there: an address and its view are one line. */
const inside: Readonly<Record<string, ComponentType<{ id: string }>>> = {
  "/": lazy(async () => ({ default: (await import("../features/photos/photos-view.tsx")).PhotosView })),
  "/photos/:id": lazy(async () => ({ default: (await import("../features/photos/photo-view.tsx")).PhotoView })),
  "/shares": lazy(async () => ({ default: (await import("../features/shares/shares-view.tsx")).SharesView })),
  "/trash": lazy(async () => ({ default: (await import("../features/trash/trash-view.tsx")).TrashView })),
  "/settings": lazy(async () => ({ default: (await import("../features/settings/settings-view.tsx")).SettingsView })),
};

/** Views for whoever is not; signing in is what most people come for, so it is there at once. */
const outside: Readonly<Record<string, ComponentType>> = {
  "/sign-in": SignInView,
};

export function Routes() {
  const state = useSessionState();
  if (state === "unknown") return null;
  return state === "in" ? <Inside /> : <Outside />;
}

function Inside() {
  const search = useSearch();
  return (
    <Switch>
      {Object.keys(outside).map((path) => (
        <Route key={path} path={path}>
          <Redirect to={placeAfter(search)} replace />
        </Route>
      ))}
      <Route>
        <Shell>
          <Suspense>
            <Switch>{views(inside)}</Switch>
          </Suspense>
        </Shell>
      </Route>
    </Switch>
  );
}

function Outside() {
  const [place] = useLocation();
  const search = useSearch();
  const client = useQueryClient();
  // Nothing of who was here before is left for who comes next.
  useEffect(() => client.clear(), [client]);
  return (
    <Suspense>
      <Switch>
        {Object.entries(outside).map(([path, View]) => (
          <Route key={path} path={path} component={View} />
        ))}
        <Route>
          <Redirect to={signInAt(place, search)} replace />
        </Route>
      </Switch>
    </Suspense>
  );
}

const views = (table: typeof inside): ReactNode => [
  ...Object.entries(table).map(([path, View]) => (
    <Route key={path} path={path}>
      {({ id = "" }: { id?: string }) => <View id={id} />}
    </Route>
  )),
  <Route key="elsewhere" component={NothingHere} />,
];
